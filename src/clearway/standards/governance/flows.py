"""Data flows: what goes from whom to whom, why, on what legal basis, and whether the national opt-out applies.

What we do not know is not filled in: `decided_by` then names who has to decide it.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from clearway.standards.dated import Trust
from clearway.standards.governance.hazards import SEVERITIES
from clearway.standards.governance.measures import LEVELS, Measure, measures_of
from clearway.standards.strict import Section, read_yaml

FILE = "flows.yaml"
ABOUT = {
    "named people": "people, named or under their NHS number",
    "people under a pseudonym": "people, under a pseudonym",
    "counts": "counts; nobody in particular",
    "staff": "people who work with Clearway",
    "nobody": "nobody",
}
OPT_OUT = {"applies": "applies", "does not apply": "does not apply", "to be decided": "to be decided"}


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a flow, how sure we are of it, and who has to decide or confirm it where we are not."""

    words: str
    trust: Trust
    decided_by: str

    @property
    def standing(self) -> str:
        """How sure we are, and whose word is wanted."""
        return f"{self.trust.words}; {self.decided_by} decides" if self.decided_by else self.trust.words


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow. `data_set` names its dated retention period, where there is one; `kept` says it in words otherwise."""

    id: str
    title: str
    sender: str
    receiver: str
    what: str
    about: str
    purpose: str
    legal_basis: Decision
    opt_out: str
    opt_out_because: Decision
    data_set: str
    kept: str
    measures: tuple[Measure, ...]

    @property
    def about_words(self) -> str:
        """Whom it speaks of, in words."""
        return ABOUT[self.about]

    @property
    def is_personal(self) -> bool:
        """Whether anybody in particular is in it."""
        return self.about in ("named people", "people under a pseudonym", "staff")

    @property
    def is_undecided(self) -> bool:
        """Whether somebody has to decide or confirm something before it may be relied on."""
        return bool(self.legal_basis.decided_by or self.opt_out_because.decided_by)


@dataclass(frozen=True, slots=True)
class PrivacyRisk:
    """One risk to people whose records flow: how bad, how likely before and after what is done against it."""

    id: str
    title: str
    flows: tuple[str, ...]
    severity: str
    likelihood: str
    likelihood_after: str
    measures: tuple[Measure, ...]
    owner: str


@dataclass(frozen=True, slots=True)
class Flows:
    """Every flow, the risks to people in them, and what the register says of itself."""

    about: str
    to_complete: tuple[str, ...]
    flows: tuple[Flow, ...]
    risks: tuple[PrivacyRisk, ...]


@cache
def load_flows() -> Flows:
    """The flows that are shipped. Raises StandardsError naming file and key."""
    with as_file(files("clearway.standards.governance").joinpath(FILE)) as path:
        return read_flows(read_yaml(path, path.parent))


def read_flows(file: Section) -> Flows:
    """The flows and risks out of their file."""
    file.only(required=("about", "to_complete", "flows", "risks"))
    flows = tuple(_flow(entry) for entry in file.sections("flows"))
    known = [one.id for one in flows]
    if len(set(known)) != len(known):
        raise file.wrong("flows", "an id stands twice", "Give each flow its own.")
    risks = tuple(_privacy_risk(entry, known) for entry in file.sections("risks"))
    return Flows(file.text("about"), file.texts("to_complete"), flows, risks)


def _flow(entry: Section) -> Flow:
    entry.only(
        required=("id", "title", "from", "to", "what", "about", "purpose", "legal_basis", "opt_out", "measures"),
        optional=("data_set", "kept"),
    )
    if entry.has("data_set") == entry.has("kept"):
        raise entry.wrong("kept", "how long it is kept is said once", "Give data_set, or the period in words.")
    opt_out = entry.section("opt_out")
    opt_out.only(required=("decision", "because", "trust"), optional=("decided_by",))
    basis = entry.section("legal_basis")
    basis.only(required=("words", "trust"), optional=("decided_by",))
    found = Flow(
        id=entry.text("id"),
        title=entry.text("title"),
        sender=entry.text("from"),
        receiver=entry.text("to"),
        what=entry.text("what"),
        about=entry.one_of("about", ABOUT),
        purpose=entry.text("purpose"),
        legal_basis=_decision(basis, "words"),
        opt_out=opt_out.one_of("decision", OPT_OUT),
        opt_out_because=_decision(opt_out, "because"),
        data_set=entry.text("data_set") if entry.has("data_set") else "",
        kept=entry.text("kept") if entry.has("kept") else "",
        measures=measures_of(entry),
    )
    if found.opt_out == "to be decided" and not found.opt_out_because.decided_by:
        raise opt_out.wrong("decided_by", "nobody is named who decides", "Name the role that has to decide.")
    return found


def _decision(entry: Section, key: str) -> Decision:
    """A decision. What is provisional names who has to confirm it, so that nobody takes our word for it."""
    found = Decision(entry.text(key), entry.trust(), entry.text("decided_by") if entry.has("decided_by") else "")
    if found.trust.is_provisional and not found.decided_by:
        raise entry.wrong("decided_by", "provisional, and nobody is named who confirms it", "Name the role.")
    return found


def _privacy_risk(entry: Section, known: list[str]) -> PrivacyRisk:
    entry.only(
        required=("id", "title", "flows", "severity", "likelihood", "likelihood_after", "measures", "owner"),
    )
    flows = entry.texts("flows")
    if unknown := [one for one in flows if one not in known]:
        raise entry.wrong("flows", f"{unknown[0]} is no flow", "Name flows by their ids.")
    return PrivacyRisk(
        id=entry.text("id"),
        title=entry.text("title"),
        flows=flows,
        severity=entry.one_of("severity", SEVERITIES),
        likelihood=entry.one_of("likelihood", LEVELS),
        likelihood_after=entry.one_of("likelihood_after", LEVELS),
        measures=measures_of(entry),
        owner=entry.text("owner"),
    )
