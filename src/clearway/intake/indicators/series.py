"""What is known of each published series: its title, unit and publisher, its parts, and what to beware of."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from clearway.standards.strict import Section, read_yaml

FILE = Path(__file__).with_name("series.yaml")

UNITS = ("share", "per_100000", "people", "count", "score", "years", "days", "points", "ratio", "as_published")
"""Units of a value. A share is between 0 and 1; `points` are percentage points; `as_published` is whatever the
publisher prints, where nothing that we hold says what that is: such values are shown, never added or converted."""

DEFINITIONS = ("stated", "memory", "missing")
"""Whether unit and definition stand in the file or its documentation (`stated`), are known from memory of the
publication alone (`memory`), or are not known (`missing`)."""

LICENCE = "Open Government Licence v3.0"


@dataclass(frozen=True, slots=True)
class KnownPart:
    """The part of a series that is known at all, where a second series (`series`) may tell how large it is.

    `of` and `had` are words of a sentence: "82 of every 100 `cancers` `had a stage`". `missing` says what is missing
    while nobody has loaded that series, `would_tell` what would tell it.
    """

    series: str
    of: str
    had: str
    missing: str
    would_tell: str


@dataclass(frozen=True, slots=True)
class Series:
    """One published series. `key` is the `indicator` of its observations; texts are empty where nothing is known."""

    key: str
    title: str
    unit: str
    publisher: str
    publication: str
    periodicity: str
    definition: str
    numerator: str = ""
    denominator: str = ""
    caveats: tuple[str, ...] = ()
    licence: str = LICENCE
    known_part: KnownPart | None = None


@cache
def series_table() -> MappingProxyType[str, Series]:
    """Every series by its key, in the order of the file. Raises `StandardsError` for a table that cannot stand."""
    root = read_yaml(FILE, FILE.parent)
    root.only(("groups",))
    found: dict[str, Series] = {}
    for group in root.sections("groups"):
        for series in _series_of(group):
            if series.key in found:
                raise group.wrong("series", f"{series.key} stands twice", "Remove one of them.")
            found[series.key] = series
    return MappingProxyType(found)


def _series_of(group: Section) -> list[Series]:
    """The series of one publication: what they share stands once, at the head of the group."""
    group.only(("publisher", "publication", "periodicity", "series"), ("licence", "caveats", "also_scores"))
    shared = {name: group.text(name) for name in ("publisher", "publication", "periodicity")}
    licence, caveats = group.text("licence", LICENCE), group.texts("caveats")
    found = []
    for one in group.sections("series"):
        one.only(("key", "title", "unit"), ("definition", "numerator", "denominator", "caveats", "known_part"))
        series = Series(
            key=one.text("key"),
            title=one.text("title"),
            unit=one.one_of("unit", UNITS),
            definition=one.one_of("definition", DEFINITIONS, "stated"),
            numerator=one.text("numerator", "-").strip("-"),
            denominator=one.text("denominator", "-").strip("-"),
            caveats=(*caveats, *one.texts("caveats")),
            licence=licence,
            known_part=_known_part(one.section("known_part")) if one.has("known_part") else None,
            **shared,
        )
        found.append(series)
    return [*found, *(_score(group, series) for series in found if group.has("also_scores"))]


def _known_part(entry: Section) -> KnownPart:
    names = ("series", "of", "had", "missing", "would_tell")
    entry.only(names)
    return KnownPart(*(entry.text(name) for name in names))


def _score(group: Section, series: Series) -> Series:
    """The index score of a series: the same subject on another scale, under a key of its own."""
    scores = group.section("also_scores")
    scores.only(("prefix", "title", "caveat"))
    return Series(
        key=f"{scores.text('prefix')}.{series.key.partition('.')[2]}",
        title=f"{series.title}: {scores.text('title')}",
        unit="score",
        publisher=series.publisher,
        publication=series.publication,
        periodicity=series.periodicity,
        definition="stated",
        caveats=(scores.text("caveat"), *group.texts("caveats")),
        licence=series.licence,
    )
