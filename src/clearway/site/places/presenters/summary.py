"""The icon summary table: measures down; the alliance, England and the parts of the alliance across."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from clearway.measures.catalogue import Measure
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.publications.tables import Cell as TableCell
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site.measures import figures
from clearway.site.measures.noted import Noted, noted_of_each
from clearway.site.measures.permissions import Sight
from clearway.site.measures.words import origin
from clearway.site.performance.places import Place
from clearway.site.performance.presenters.choices import Choice, alliance_choice, choice
from clearway.site.places.areas import AREA_TYPES, Part, parts_of, short_names
from clearway.site.places.asked import ORDERS, PARTS, Asked
from clearway.site.places.cells import Cell, cell, measure_href, unit
from clearway.site.places.presenters.notes import notes
from clearway.site.places.told import told
from clearway.standards.places import ENGLAND as ENGLAND_CODE

ENGLAND = "England"
DEFINITION = (
    "The newest value of each measure, what its line does (variation), and whether it will meet its target (assurance)."
)
COLUMNS = (
    *(Column(name, name.replace("_", " ").capitalize()) for name in ("measure", "name", "domain", "unit")),
    *(Column(name, name.replace("_", " ").capitalize()) for name in ("area_type", "area", "area_name")),
    *(Column(name, name.replace("_", " ").capitalize(), Kind.DATE) for name in ("period_start", "period_end")),
    *(Column(name, name.capitalize(), Kind.COUNT) for name in ("value", "lower", "upper")),
    *(Column(name, name.replace("_", " ").capitalize()) for name in ("variation", "assurance", "said", "origin")),
    *(Column(name, name.replace("_", " ").capitalize()) for name in ("publisher", "source_files")),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column: a short name, with the page of the area."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One measure with a cell for each column; None where nothing is held.

    `detail` is what holds for the whole row: domain, unit, and the period and origin of most of its cells, which a cell
    says only where its own differ. `order` is its place by attention.
    """

    measure: Measure
    name: str
    href: str
    detail: str
    cells: tuple[Cell | None, ...]
    order: int


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """The table on the page, and the tidy one that is downloaded."""

    key: str
    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[SummaryRow, ...]
    table: Table
    empty: str


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """The page."""

    title: str
    table: SummaryTable
    choices: tuple[Choice, ...]
    not_here: int


@dataclass(frozen=True, slots=True)
class Across:
    """One column: which area of which kind."""

    area_type: str
    code: str
    heading: Heading


def summary(asked: Asked, place: Place, today: date, sight: Sight) -> SummaryPage:
    """The summary as asked."""
    parts = parts_of(place.code, asked.parts)
    columns = across(place, parts, AREA_TYPES[asked.parts])
    measures = [one for one in figures.catalogue() if asked.domain in ("", one.domain)]
    rows = rows_of(measures, columns, sight)
    if asked.order == "attention":
        rows.sort(key=lambda row: row.order)
    title = f"{place.title}: measures at a glance"
    empty = "Nothing that is loaded here holds a value of these measures."
    table = table_of("summary", title, columns, rows, empty)
    return SummaryPage(title, table, _choices(asked, place, today), len(measures) - len(rows))


def table_of(key: str, title: str, columns: Sequence[Across], rows: Sequence[SummaryRow], empty: str) -> SummaryTable:
    """The table of some rows; `empty` says what stands there without any."""
    return SummaryTable(key, title, tuple(one.heading for one in columns), tuple(rows), tidy(title, rows), empty)


def across(place: Place, parts: Sequence[Part], area_type: str) -> tuple[Across, ...]:
    """The alliance, England, and the parts of the alliance."""
    short = short_names(parts)
    return (
        Across("alliance", place.code, Heading("The alliance", reverse("places:place", args=[place.code]))),
        Across("england", "", Heading(ENGLAND)),
        *(Across(area_type, part.code, Heading(short[part.code], page_of(part.code, area_type))) for part in parts),
    )


def page_of(code: str, area_type: str) -> str:
    """The page of an area: a trust's is that of the organisation."""
    name = "directory:organisation" if area_type == "provider" else "places:place"
    return reverse(name, args=[code])


def rows_of(
    measures: Iterable[Measure],
    columns: Sequence[Across],
    sight: Sight,
    asked: Mapping[str, tuple[str, ...]] | None = None,
) -> list[SummaryRow]:
    """A row for each measure of which any column has a value.

    `asked` names for a kind of area more areas than the columns show, so that one answer serves several pages.
    """
    codes = asked or {
        kind: tuple(sorted(one.code for one in columns if one.area_type == kind and one.code))
        for kind in {one.area_type for one in columns}
    }
    asked_of = tuple(measures)
    noted = noted_of_each(asked_of)
    found = (_row(measure, columns, sight, codes, noted[measure.id]) for measure in asked_of)
    return [row for row in found if any(row.cells)]


def _row(
    measure: Measure, columns: Sequence[Across], sight: Sight, codes: Mapping[str, tuple[str, ...]], noted: Noted
) -> SummaryRow:
    kinds = {one.area_type for one in columns}
    by_kind = {kind: told(measure, kind, sight, codes.get(kind, ()), noted=noted) for kind in kinds}
    cells: list[Cell | None] = []
    for one in columns:
        held = by_kind[one.area_type]
        line = next(iter(held.lines.values()), None) if one.area_type == "england" else held.lines.get(one.code)
        cells.append(cell(line, measure, one.area_type, newest=held.newest) if line else None)
    common = _common([one for one in cells if one])
    own = [one.order for one, column in zip(cells, columns, strict=True) if one and column.area_type != "england"]
    return SummaryRow(
        measure=measure,
        name=measure.name,
        href=measure_href(measure),
        detail=" · ".join(filter(None, (vocabulary().domains[measure.domain], unit(measure), *common))),
        cells=tuple(_brief(one, common) for one in cells),
        order=min(own, default=min((one.order for one in cells if one), default=0) + 100),
    )


def _common(cells: Sequence[Cell]) -> tuple[str, str]:
    """The period and the origin of most cells of a row."""
    return (
        Counter(one.period for one in cells).most_common(1)[0][0] if cells else "",
        Counter(one.origin for one in cells).most_common(1)[0][0] if cells else "",
    )


def _brief(one: Cell | None, common: tuple[str, str]) -> Cell | None:
    """A cell without what its row says of all."""
    if one is None:
        return None
    period, whence = common
    return replace(
        one, period="" if one.period == period else one.period, origin="" if one.origin == whence else one.origin
    )


def tidy(title: str, rows: Sequence[SummaryRow]) -> Table:
    """One row for each measure and area, values as they are kept (a share is a fraction)."""
    cells = [(row, one) for row in rows for one in row.cells if one]
    return Table(title, COLUMNS, tuple(_tidy(row, one) for row, one in cells), _notes([one for _, one in cells]))


def _tidy(row: SummaryRow, one: Cell) -> tuple[TableCell, ...]:
    value = one.value
    return (
        *(row.measure.id, row.name, vocabulary().domains[row.measure.domain], row.measure.unit.title),
        *(value.area_type, value.area or ENGLAND_CODE, value.area_name, value.period_start, value.period_end),
        *(value.value, value.lower, value.upper, one.variation_words, one.assurance_words, one.said, origin(value)),
        *(value.publisher, "; ".join(value.source_files)),
    )


def _notes(cells: Sequence[Cell]) -> Notes:
    return notes(DEFINITION, [one.value for one in cells])


def _choices(asked: Asked, place: Place, today: date) -> tuple[Choice, ...]:
    domains: Mapping[str, str] = {"": "All domains", **vocabulary().domains}
    return (
        alliance_choice(f"{today:%Y-%m}", place.code),
        choice("parts", "Beside it", PARTS, asked.parts),
        choice("domain", "Domain", domains, asked.domain),
        choice("order", "Order", ORDERS, asked.order),
    )
