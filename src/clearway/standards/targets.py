"""The standards' thresholds and the ambitions of planning guidance: two tables, never overwriting one another."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from clearway.standards.dated import DatedValue, Source, Trust, value_on
from clearway.standards.errors import RuleNotKnown
from clearway.standards.rule import read_source
from clearway.standards.strict import Section, read_yaml


@dataclass(frozen=True)
class Standard:
    """A constitutional standard: who is counted, within how many days, and what share must be.

    `thresholds` are dated shares (0.85 for 85%); a value of None says that no threshold was set.
    """

    key: str
    title: str
    population: str
    days: int
    clock: str
    applies_from: date
    applies_to: date | None
    known_from: date | None
    thresholds: tuple[DatedValue, ...]
    trust: Trust
    source: Source

    @property
    def threshold(self) -> Decimal | None:
        """The latest threshold; None when none was ever set."""
        return as_share(self.thresholds[-1]) if self.thresholds else None

    def holds_on(self, on: date) -> bool:
        """Whether the standard is in force on a day."""
        return self.applies_from <= on and (self.applies_to is None or on <= self.applies_to)

    def as_known_on(self, day: date) -> "Standard":
        """The standard without the thresholds published after a day."""
        return replace(self, thresholds=tuple(one for one in self.thresholds if one.known_on <= day))

    def dated_threshold(self, on: date) -> DatedValue | None:
        """The threshold of a day with its provenance; None after the standard ended. RuleNotKnown before it began."""
        if on < self.applies_from:
            raise RuleNotKnown("STD-1", f"standard {self.key}", on, self.applies_from)
        return value_on(self.thresholds, on) if self.holds_on(on) else None


@dataclass(frozen=True)
class Ambition:
    """A milestone of planning guidance for a standard: reach `value` by the end of `by`.

    It is the one to look at from `applies_from` (the planning year that named it) to the day `by`.
    """

    standard: str
    value: Decimal
    applies_from: date
    by: date
    by_words: str
    known_from: date | None
    trust: Trust
    source: Source


def as_share(dated: DatedValue) -> Decimal | None:
    """The share in a dated threshold; None when no threshold was set."""
    return dated.value if isinstance(dated.value, Decimal) else None


def read_standards(path: Path, root: Path) -> dict[str, Standard]:
    """Every standard by its key, in the order of the file."""
    file = read_yaml(path, root)
    file.only(required=("standards",))
    found: dict[str, Standard] = {}
    for entry in file.sections("standards"):
        standard = _read_standard(entry)
        if standard.key in found:
            raise entry.wrong("key", f"{standard.key!r} stands twice", "Merge the two, with dated thresholds.")
        found[standard.key] = standard
    return found


def _read_standard(entry: Section) -> Standard:
    entry.only(
        required=(
            "key", "title", "population", "days", "clock", "thresholds", "applies_from", "known_from", "trust",
            "source",
        ),
        optional=("applies_to",),
    )  # fmt: skip
    days = entry.value("days")
    if not isinstance(days, int) or isinstance(days, bool) or days <= 0:
        raise entry.wrong("days", f"{days!r} is not a number of days", "Write a whole number above 0.")
    standard = Standard(
        key=entry.text("key"),
        title=entry.text("title"),
        population=entry.text("population"),
        days=days,
        clock=entry.one_of("clock", ("two_week", "faster_diagnosis", "thirty_one_day", "sixty_two_day")),
        applies_from=entry.day("applies_from"),
        applies_to=entry.optional_day("applies_to"),
        known_from=entry.known_from(),
        thresholds=tuple(_read_threshold(one, entry.trust()) for one in entry.sections("thresholds")),
        trust=entry.trust(),
        source=read_source(entry.section("source")),
    )
    dates = [one.applies_from for one in standard.thresholds]
    if not dates or dates[0] != standard.applies_from or dates != sorted(set(dates)):
        raise entry.wrong(
            "thresholds", "missing, out of date order, or not starting with the standard", "List them from old to new."
        )
    if standard.applies_to and standard.applies_to < dates[-1]:
        raise entry.wrong("applies_to", "lies before the last threshold", "Correct one of the dates.")
    return standard


def _read_threshold(entry: Section, trust: Trust) -> DatedValue:
    entry.only(required=("applies_from", "known_from", "value"), optional=("trust", "source"))
    return DatedValue(
        applies_from=entry.day("applies_from"),
        known_from=entry.known_from(),
        value=entry.share("value"),
        trust=entry.trust(default=trust),
        source=entry.text("source", default=" ").strip(),
    )


def read_ambitions(path: Path, root: Path, standards: dict[str, Standard]) -> tuple[Ambition, ...]:
    """Every ambition, in order of date for each standard, with no two on one day."""
    file = read_yaml(path, root)
    file.only(required=("ambitions",))
    found: list[Ambition] = []
    for entry in file.sections("ambitions"):
        ambition = _read_ambition(entry)
        if ambition.standard not in standards:
            raise entry.wrong("standard", f"{ambition.standard!r} is not a standard", "Use a key of standards.yaml.")
        if any(one.standard == ambition.standard and one.by >= ambition.applies_from for one in found):
            raise entry.wrong("applies_from", "overlaps an earlier ambition", "Start it after the earlier one is due.")
        found.append(ambition)
    return tuple(found)


def _read_ambition(entry: Section) -> Ambition:
    entry.only(required=("standard", "value", "applies_from", "by", "by_words", "known_from", "trust", "source"))
    share = entry.share("value")
    if share is None:
        raise entry.wrong("value", "an ambition without a share", "Write a decimal between 0 and 1.")
    ambition = Ambition(
        standard=entry.text("standard"),
        value=share,
        applies_from=entry.day("applies_from"),
        by=entry.day("by"),
        by_words=entry.text("by_words"),
        known_from=entry.known_from(),
        trust=entry.trust(),
        source=read_source(entry.section("source")),
    )
    if ambition.by < ambition.applies_from:
        raise entry.wrong("by", "lies before applies_from", "Correct one of the two dates.")
    return ambition
