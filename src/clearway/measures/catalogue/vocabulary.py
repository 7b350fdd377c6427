"""The words a definition may use: domains, kinds, units, levels, methods, each with what it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from clearway.standards.strict import Section, read_yaml

FILE = Path(__file__).with_name("vocabulary.yaml")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `shown` is what a kept value is multiplied by for people (a share by 100), `most` the highest target."""

    key: str
    title: str
    shown: int
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """That newest values of a source change after they first appear: in words, where that is read, how it is known."""

    words: str
    source: str
    verification: str

    @property
    def is_provisional(self) -> bool:
        """Whether it is from memory alone and must be marked so."""
        return self.verification == "memory"


@dataclass(frozen=True, slots=True)
class BehindPlace:
    """What stands behind a kind of place: which file, whose, and whether its newest values change (None: not known)."""

    file: str
    publisher: str
    late: Late | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every list of words by its name; each word with its meaning."""

    domains: Mapping[str, str]
    kinds: Mapping[str, str]
    polarities: Mapping[str, str]
    units: Mapping[str, Unit]
    levels: Mapping[str, str]
    methods: Mapping[str, str]
    periodicities: tuple[str, ...]
    displays: Mapping[str, str]
    definition_bases: Mapping[str, str]
    verifications: Mapping[str, str]
    statuses: tuple[str, ...]
    sources: Mapping[str, BehindPlace]
    open_counts: Mapping[str, str]
    record_counts: Mapping[str, str]

    def behind(self, key: str) -> BehindPlace | None:
        """What stands behind a kind of place or the key of a series; None for a series that only an alliance loads."""
        known = [one for one in self.sources if key == one or key.startswith((f"{one}.", f"{one}_"))]
        return self.sources[max(known, key=len)] if known else None


WORD_LISTS = (
    *("domains", "kinds", "polarities", "levels", "methods", "displays", "definition_bases", "verifications"),
    *("open_counts", "record_counts"),
)
PLAIN_LISTS = ("periodicities", "statuses")
VERIFICATIONS = ("seed", "seen", "memory")


@cache
def vocabulary() -> Vocabulary:
    """The shipped words, read once. Raises StandardsError naming the key."""
    return read_vocabulary(FILE)


def read_vocabulary(path: Path) -> Vocabulary:
    """The words of a file."""
    file = read_yaml(path, path.parent)
    file.only((*WORD_LISTS, *PLAIN_LISTS, "units", "sources"))
    words = {name: {one: file.section(name).text(one) for one in file.section(name).content} for name in WORD_LISTS}
    return Vocabulary(
        **words,
        periodicities=file.texts("periodicities"),
        statuses=file.texts("statuses"),
        units={name: _unit(name, one) for name, one in file.named_sections("units").items()},
        sources={name: _behind(one) for name, one in file.named_sections("sources").items()},
    )


def _unit(key: str, entry: Section) -> Unit:
    entry.only(("title", "shown"), ("most",))
    return Unit(
        key, entry.text("title"), entry.count("shown", least=1), number(entry, "most") if entry.has("most") else None
    )


def _behind(entry: Section) -> BehindPlace:
    entry.only(("file", "publisher"), ("late",))
    late = _late(entry.section("late")) if entry.has("late") else None
    return BehindPlace(entry.text("file"), entry.text("publisher"), late)


def _late(entry: Section) -> Late:
    entry.only(("words", "source", "verification"))
    return Late(entry.text("words"), entry.text("source"), entry.one_of("verification", VERIFICATIONS))


def number(entry: Section, key: str) -> Decimal:
    """A whole number or an exact decimal, neither of them negative."""
    held = entry.value(key)
    if isinstance(held, bool) or not isinstance(held, int | Decimal) or held < 0:
        raise entry.wrong(key, f"{held!r} is not a number", "Write a number such as 85 or 0.5.")
    return Decimal(held)
