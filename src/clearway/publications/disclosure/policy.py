"""Who may be shown which counts of people: dated rules for each data set and audience, as data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from clearway.measures.values import GROUPS
from clearway.records.findings import Refused
from clearway.standards.dated import Trust
from clearway.standards.strict import Section, read_yaml
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
class Policy:
    """One dated entry. `rule` is None where nothing is hidden; `agreed_by` is empty for our own choice."""

    data_set: DataSet
    audience: Audience
    told_apart: ToldApart
    applies_from: date
    rule: DisclosureRule | None
    source: str
    reason: str
    trust: Trust
    agreed_by: str = ""

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
        begun = [
            one
            for one in self.entries
            if (one.data_set, one.audience, one.told_apart) == asked and one.applies_from <= on
        ]
        if not begun:
            words = f"No policy says what of {data_set.value} figures told apart by {told_apart.value} may be shown to "
            mend = f"Add an entry to {OWN_FILE} in the policies of the store."
            raise Refused(f"{words}{audience.words} on {on:%-d %B %Y}.", mend, code="NO-POLICY")
        return max([one for one in begun if one.agreed_by] or begun, key=lambda one: one.applies_from)


def told_apart(details: Iterable[str]) -> ToldApart:
    """How finely figures are told apart by the names of what they are told apart by besides place and time."""
    held = set(details)
    if held & set(GROUPS):
        return ToldApart.PEOPLE
    return ToldApart.PATHWAY if held else ToldApart.PLACE


def load_policies(folder: Path | None = None) -> Policies:
    """The shipped entries, and those of a store's folder of policies. Raises StandardsError naming file and key."""
    own = folder / OWN_FILE if folder else None
    held = read_yaml(own, own.parent) if own and own.is_file() else None
    return Policies((*_shipped(), *(_entries(held, is_own=True) if held else ())))


@cache
def _shipped() -> tuple[Policy, ...]:
    with as_file(files("clearway.publications.disclosure").joinpath(FILE)) as path:
        return tuple(_entries(read_yaml(path, path.parent), is_own=False))


def _entries(file: Section, *, is_own: bool) -> Iterable[Policy]:
    file.only(required=("policies",))
    keys = ("data_set", "audiences", "told_apart", "applies_from", "hide_below", "round_to", "source", "reason")
    for entry in file.sections("policies"):
        entry.only(required=(*keys, "agreed_by" if is_own else "trust"))
        rule = _rule(entry)
        _check_people(entry, rule)
        for audience in _words(entry, "audiences", [one.value for one in Audience]):
            for fineness in _words(entry, "told_apart", [one.value for one in ToldApart]):
                yield Policy(
                    data_set=DataSet(_word(entry, "data_set", [one.value for one in DataSet])),
                    audience=Audience(audience),
                    told_apart=ToldApart(fineness),
                    applies_from=entry.day("applies_from"),
                    rule=rule,
                    source=entry.text("source"),
                    reason=entry.text("reason"),
                    trust=Trust.VERIFIED if is_own else entry.trust(),
                    agreed_by=entry.text("agreed_by") if is_own else "",
                )


def _rule(entry: Section) -> DisclosureRule | None:
    below, step = (_count(entry, key) for key in ("hide_below", "round_to"))
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


def _count(entry: Section, key: str) -> int:
    held = entry.content[key]
    if not isinstance(held, int) or isinstance(held, bool) or held < 0:
        raise entry.wrong(key, f"{held!r} is not a count", "Write a whole number.")
    return held


def _word(entry: Section, key: str, allowed: list[str]) -> str:
    held = entry.text(key)
    if held not in allowed:
        raise entry.wrong(key, f"{held!r} is not known", f"Use one of: {', '.join(allowed)}.")
    return held


def _words(entry: Section, key: str, allowed: list[str]) -> list[str]:
    held = entry.content[key]
    if not isinstance(held, list) or not held or any(one not in allowed for one in held):
        raise entry.wrong(key, f"{held!r} is not a list of what is known", f"Choose among: {', '.join(allowed)}.")
    return held
