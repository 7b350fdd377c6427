"""The hazard log: what could harm a patient through this software, and what is done against it (after DCB0129)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from clearway.standards.dated import Trust
from clearway.standards.governance.measures import LEVELS, Measure, measures_of
from clearway.standards.strict import Section, read_yaml

FILE = "hazards.yaml"
SEVERITIES = ("minor", "significant", "considerable", "major", "catastrophic")
STATES = {
    "open": "open: not yet reviewed by a Clinical Safety Officer",
    "accepted": "accepted by a Clinical Safety Officer",
    "closed": "closed: it cannot happen any more",
}


@dataclass(frozen=True, slots=True)
class Risk:
    """How bad and how likely, as estimated, and the level from 1 (least) to 5 that the matrix gives for both."""

    severity: str
    likelihood: str
    level: int

    @property
    def words(self) -> str:
        """The level with what it was made of."""
        return f"{self.level} ({self.severity}, {self.likelihood} likelihood)"


@dataclass(frozen=True, slots=True)
class Hazard:
    """One hazard: what causes it, what it may do to a patient, the risk before and after what is done against it."""

    id: str
    title: str
    cause: str
    effect: str
    initial: Risk
    measures: tuple[Measure, ...]
    residual: Risk
    owner: str
    state: str

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class HazardLog:
    """Every hazard, what the log says of itself, and how sure we are of the matrix and of the estimates."""

    about: str
    to_sign: str
    matrix: Mapping[tuple[str, str], int]
    matrix_trust: Trust
    estimates_trust: Trust
    hazards: tuple[Hazard, ...]


@cache
def load_hazards() -> HazardLog:
    """The hazard log that is shipped. Raises StandardsError naming file and key."""
    with as_file(files("clearway.standards.governance").joinpath(FILE)) as path:
        return read_hazards(read_yaml(path, path.parent))


def read_hazards(file: Section) -> HazardLog:
    """The hazard log out of its file; split from loading so that a faulty file can be tried."""
    file.only(required=("about", "to_sign", "matrix", "estimates", "hazards"))
    held = file.section("matrix")
    held.only(required=("trust", *LEVELS))
    matrix = {pair: level for likelihood in LEVELS for pair, level in _row(held, likelihood)}
    hazards = tuple(_hazard(entry, matrix) for entry in file.sections("hazards"))
    if len({one.id for one in hazards}) != len(hazards):
        raise file.wrong("hazards", "an id stands twice", "Give each hazard its own; ids are never used again.")
    estimates = file.section("estimates")
    estimates.only(required=("trust",))
    return HazardLog(
        about=file.text("about"),
        to_sign=file.text("to_sign"),
        matrix=matrix,
        matrix_trust=held.trust(),
        estimates_trust=estimates.trust(),
        hazards=hazards,
    )


def _row(held: Section, likelihood: str) -> list[tuple[tuple[str, str], int]]:
    """One row of the matrix: the level for each severity at a likelihood."""
    levels = held.content[likelihood]
    if not isinstance(levels, list) or len(levels) != len(SEVERITIES) or any(one not in range(1, 6) for one in levels):
        raise held.wrong(likelihood, f"{levels!r} is no row of the matrix", "Write five whole numbers from 1 to 5.")
    return [((severity, likelihood), level) for severity, level in zip(SEVERITIES, levels, strict=True)]


def _hazard(entry: Section, matrix: Mapping[tuple[str, str], int]) -> Hazard:
    entry.only(required=("id", "title", "cause", "effect", "initial", "measures", "residual", "owner", "state"))
    found = Hazard(
        id=entry.text("id"),
        title=entry.text("title"),
        cause=entry.text("cause"),
        effect=entry.text("effect"),
        initial=_risk(entry.section("initial"), matrix),
        measures=measures_of(entry),
        residual=_risk(entry.section("residual"), matrix),
        owner=entry.text("owner"),
        state=entry.one_of("state", STATES),
    )
    if not found.measures:
        raise entry.wrong("measures", "nothing is done against it", "Name at least one measure.")
    if found.residual.level > found.initial.level:
        raise entry.wrong("residual", "the risk is larger after what is done against it", "Check both estimates.")
    return found


def _risk(entry: Section, matrix: Mapping[tuple[str, str], int]) -> Risk:
    entry.only(required=("severity", "likelihood"))
    severity, likelihood = entry.one_of("severity", SEVERITIES), entry.one_of("likelihood", LEVELS)
    return Risk(severity, likelihood, matrix[severity, likelihood])
