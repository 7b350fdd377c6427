"""Who may be shown which counts of people: dated rules for each data set and audience, as data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from clearway.measures.values import GROUPS
from clearway.records.findings import Refused
from clearway.standards.own_policies import OwnOrOurs, PolicyFile, in_force
from clearway.standards.strict import Section
from clearway.stats.disclosure import LOCAL_BELOW_5, DisclosureRule

FILE = "policy.yaml"
OWN_FILE = "disclosure.yaml"
"""The alliance's own rules, in the folder of policies of its store."""


class Audience(StrEnum):
    """To whom figures are shown, from the widest to the closest."""

    PUBLIC = "public"
    ALLIANCE = "alliance"
    OWN_TRUST = "own_trust"

    @property
    def words(self) -> str:
        """The audience as people read it."""
        return {"public": "the public", "alliance": "the alliance", "own_trust": "whose records they are"}[self.value]


class DataSet(StrEnum):
    """Where figures come from."""

    PUBLISHED = "published"
    RECORDS = "records"
    SYNTHETIC = "synthetic"


class ToldApart(StrEnum):
    """How finely figures are told apart."""

    PLACE = "place"
    PATHWAY = "pathway"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Policy(OwnOrOurs):
    """One dated entry. `rule` is None where nothing is hidden."""

    data_set: DataSet
    audience: Audience
    told_apart: ToldApart
    rule: DisclosureRule | None
    source: str
    reason: str

    @property
    def words(self) -> str:
        """What is done, in words."""
        if self.rule is None:
            return "shown as they are"
        rounded = f", others to the nearest {self.rule.round_to}" if self.rule.round_to > 1 else ""
        return f"1 to {self.rule.below - 1} hidden, with what would give them away{rounded}"


@dataclass(frozen=True, slots=True)
class Policies:
    """Every entry known, the shipped ones first, a store's own after them."""

    entries: tuple[Policy, ...]

    def policy(self, data_set: DataSet, audience: Audience, told_apart: ToldApart, on: date) -> Policy:
        """The entry that applies on a day. Refused (`NO-POLICY`) where none does: then nothing may be shown."""
        asked = (data_set, audience, told_apart)
        found = in_force((one for one in self.entries if (one.data_set, one.audience, one.told_apart) == asked), on)
        if found is None:
            words = f"No policy says what of {data_set.value} figures told apart by {told_apart.value} may be shown to "
            mend = f"Add an entry to {OWN_FILE} in the policies of the store."
            raise Refused(f"{words}{audience.words} on {on:%-d %B %Y}.", mend, code="NO-POLICY")
        return found


def told_apart(details: Iterable[str]) -> ToldApart:
    """How finely figures are told apart by the names of what they are told apart by besides place and time."""
    held = set(details)
    if held & set(GROUPS):
        return ToldApart.PEOPLE
    return ToldApart.PATHWAY if held else ToldApart.PLACE


def load_policies(folder: Path | None = None) -> Policies:
    """The shipped entries, and those of a store's folder of policies. Raises StandardsError naming file and key."""
    return Policies(POLICY_FILE.load(folder / OWN_FILE if folder else None))


def _entries(entry: Section, **said: Any) -> Iterator[Policy]:
    rule = _rule(entry)
    _check_people(entry, rule)
    for audience in _words(entry, "audiences", [one.value for one in Audience]):
        for fineness in _words(entry, "told_apart", [one.value for one in ToldApart]):
            yield Policy(
                data_set=DataSet(entry.one_of("data_set", [one.value for one in DataSet])),
                audience=Audience(audience),
                told_apart=ToldApart(fineness),
                rule=rule,
                source=entry.text("source"),
                reason=entry.text("reason"),
                **said,
            )


POLICY_FILE = PolicyFile(
    "clearway.publications.disclosure",
    FILE,
    "policies",
    ("data_set", "audiences", "told_apart", "hide_below", "round_to", "source", "reason"),
    _entries,
)


def _rule(entry: Section) -> DisclosureRule | None:
    below, step = (entry.count(key) for key in ("hide_below", "round_to"))
    if below < 2:
        return None
    rounded = f", others to the nearest {step}" if step > 1 else ""
    name = f"1 to {below - 1} hidden{rounded}"
    return DisclosureRule(name, below=below, round_to=max(step, 1), source=entry.text("source"))


def _check_people(entry: Section, rule: DisclosureRule | None) -> None:
    """Groups of people stand side by side, where fewer than five are never shown, and to their own trust unrounded."""
    if entry.text("data_set") == DataSet.PUBLISHED or ToldApart.PEOPLE not in entry.content["told_apart"]:
        return
    if rule is None or rule.below < LOCAL_BELOW_5.below:
        words = "groups of people are hidden below 5 at the least"
        raise entry.wrong("hide_below", words, "Write 5 or more, or leave people out of told_apart.")
    if rule.round_to > 1 and Audience.OWN_TRUST in entry.content["audiences"]:
        words = "groups of people are not rounded for whose records they are"
        raise entry.wrong("round_to", words, "Write 1, or leave own_trust out of the audiences.")


def _words(entry: Section, key: str, allowed: list[str]) -> list[str]:
    held = entry.content[key]
    if not isinstance(held, list) or not held or any(one not in allowed for one in held):
        raise entry.wrong(key, f"{held!r} is not a list of what is known", f"Choose among: {', '.join(allowed)}.")
    return held
