"""What changed since the period before and is real: special causes that the newest point shows and the last did not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clearway.measures.catalogue import Measure
from clearway.measures.comparison import Glance
from clearway.measures.comparison.sentences import CHANGED, IMPROVING, WORSENING
from clearway.measures.values import MeasureValue
from clearway.publications.tables import Column, Kind, Table
from clearway.site.measures import words
from clearway.site.measures.permissions import Sight
from clearway.site.performance.places import Place
from clearway.site.performance.presenters.choices import Choice, alliance_choice
from clearway.site.places.areas import AREA_TYPES, parts_of
from clearway.site.places.asked import Asked
from clearway.site.places.cells import Cell, cell
from clearway.site.places.presenters.notes import notes
from clearway.site.places.presenters.summary import page_of
from clearway.site.places.told import Told, every_told
from clearway.stats.spc import Variation

SPECIAL = (*WORSENING, *IMPROVING, *CHANGED)
"""What counts as a change, in the order in which it is told."""

PARTS = ("trusts", "districts")
NOTHING = "Nothing beyond chance."
COLUMNS = (
    *(Column(name, name.replace("_", " ").capitalize()) for name in ("measure", "name", "area", "area_name")),
    *(Column(name, name.replace("_", " ").capitalize(), Kind.DATE) for name in ("period_before", "period_end")),
    *(Column(name, name.replace("_", " ").capitalize(), Kind.COUNT) for name in ("before", "value", "lower", "upper")),
    *(Column(name, name.replace("_", " ").capitalize()) for name in ("variation", "said", "origin", "publisher")),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which measure and area, from what to what, and the sentence that the line supports.

    `last` is the value before the newest.
    """

    measure: Measure
    area: str
    area_href: str
    before: str
    before_period: str
    cell: Cell
    variation: Variation
    last: MeasureValue


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The gallery. `looked_at` lines had limits to be judged by; `said` is the sentence of the page."""

    title: str
    said: str
    looked_at: int
    changes: tuple[Change, ...]
    key: str
    table: Table
    choices: tuple[Choice, ...]


def changes(asked: Asked, place: Place, today: date, sight: Sight) -> ChangesPage:
    """What changed of the alliance, its trusts and its districts."""
    found: list[Change] = []
    looked_at = 0
    for area_type, codes in areas_of(place):
        if not codes:
            continue
        for held in every_told(area_type, sight, codes, asked.domain):
            for code in codes:
                line = held.lines.get(code)
                if line and line.has_limits and line.latest.period_end == held.newest:
                    looked_at += 1
                    found.extend(_change(held, line))
    found.sort(key=lambda one: (SPECIAL.index(one.variation), one.measure.id, one.area))
    title = f"{place.title}: what changed for real"
    choices = (alliance_choice(f"{today:%Y-%m}", place.code),)
    table = _tidy(title, found)
    return ChangesPage(title, _said(found, looked_at), looked_at, tuple(found), "changes", table, choices)


def areas_of(place: Place) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The alliance, its trusts and its districts, each kind with its codes."""
    yield "alliance", (place.code,)
    for parts in PARTS:
        yield AREA_TYPES[parts], tuple(sorted(part.code for part in parts_of(place.code, parts)))


def newly_special(line: Glance) -> MeasureValue | None:
    """The value before the newest one where the newest is a special cause that was not there before; else None."""
    return line.before if line.turned and line.variation in SPECIAL else None


def _change(held: Told, line: Glance) -> Iterator[Change]:
    last = newly_special(line)
    if last is None:
        return
    measure = held.measure
    yield Change(
        measure=measure,
        area=line.area_name,
        area_href=page_of(line.area, held.area_type),
        before=words.number(last.value, measure),
        before_period=words.period(last.period_start, last.period_end),
        cell=cell(line, measure, held.area_type),
        variation=line.variation,
        last=last,
    )


def _said(found: Sequence[Change], looked_at: int) -> str:
    if not looked_at:
        return "No line that is held here is long enough to tell a change from chance."
    lines = f"{looked_at:,} {'line was' if looked_at == 1 else 'lines were'} looked at"
    if not found:
        return f"{NOTHING} {lines}; none changed since the period before by more than chance gives."
    worse = sum(one.variation in WORSENING for one in found)
    better = sum(one.variation in IMPROVING for one in found)
    rest = len(found) - worse - better
    parts = [f"{worse} for the worse", f"{better} for the better"] + ([f"{rest} neither"] if rest else [])
    return f"{lines}; {len(found)} changed since the period before by more than chance gives: {', '.join(parts)}."


def _tidy(title: str, found: Sequence[Change]) -> Table:
    rows = tuple(
        (
            *(one.measure.id, one.measure.name, one.cell.value.area, one.area, one.last.period_end),
            *(one.cell.value.period_end, one.last.value),
            *(one.cell.value.value, one.cell.value.lower, one.cell.value.upper),
            *(one.cell.variation_words, one.cell.said, one.cell.origin, one.cell.value.publisher),
        )
        for one in found
    )
    definition = "Special causes at the newest point that the point before did not show."
    return Table(title, COLUMNS, rows, notes(definition, [one.cell.value for one in found]))
