"""Rows of the position as tables: few words on the page, every figure in the file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from clearway.measures.answer import Position, PositionRow
from clearway.publications.tables import Cell, Column, Kind, Table
from clearway.site import words
from clearway.site.performance.asked import Order
from clearway.site.performance.presenters.figure import (
    SIDES,
    TOO_FEW,
    change,
    first_of,
    interval,
    is_too_few,
    short_words,
)
from clearway.site.performance.presenters.notes import notes
from clearway.site.performance.standards_shown import StandardShown
from clearway.site.tables import ShownCell

Key = tuple[str, ...]

FIXED_COLUMNS = (
    Column("basis", "Basis"),
    Column("release", "Release"),
    Column("standard", "Standard"),
    Column("month", "Month", Kind.MONTH),
    Column("counted_by", "An alliance is counted by"),
)
FIGURE_COLUMNS = (
    Column("total", "Total", Kind.COUNT),
    Column("within", "Within", Kind.COUNT),
    Column("breaches", "Over", Kind.COUNT),
    Column("share", "Share within", Kind.SHARE),
    Column("lower", "95% interval from", Kind.SHARE),
    Column("upper", "95% interval to", Kind.SHARE),
    Column("threshold", "Standard", Kind.SHARE),
    Column("short_of_target", "People short of the standard", Kind.COUNT),
    Column("after_104", "Over 104 days", Kind.COUNT),
)
COMPUTED_COLUMNS = (
    Column("median_days", "Median days", Kind.DAYS),
    Column("p90_days", "90th centile, days", Kind.DAYS),
)
CUT_HEADINGS = {
    "alliance": "Alliance",
    "provider": "Trust",
    "commissioner": "Commissioner",
    "cancer_type": "Cancer type",
    "route": "Route",
    "stage": "Treatment",
    "modality": "Kind of treatment",
    "care_setting": "Care setting",
    "england": "Place",
}


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as the page draws it, and the fuller table that is downloaded. Stands where a ShownTable stands."""

    key: str
    table: Table
    headings: tuple[ShownCell, ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    empty: str

    @property
    def caption(self) -> str:
        """What the table shows."""
        return self.table.title


def file_table(title: str, position: Position, card: str, cuts: Sequence[str], rows: Sequence[PositionRow]) -> Table:
    """The tidy table for a file: one figure a row, a code and a name for each organisation."""
    named = [cut for cut in cuts if any(cut in row.names for row in rows)]
    cut_columns = []
    for cut in cuts:
        if cut in named:
            cut_columns.append(Column(f"{cut}_code", f"{CUT_HEADINGS[cut]} code"))
        cut_columns.append(Column(cut, CUT_HEADINGS[cut]))
    extra = COMPUTED_COLUMNS if position.basis == "computed" else ()
    columns = (*FIXED_COLUMNS, *cut_columns, *FIGURE_COLUMNS, *extra)
    cells = tuple(_file_row(row, position, cuts, named, bool(extra)) for row in rows)
    return Table(title, columns, cells, notes(position, card, rows))


def _file_row(
    row: PositionRow, position: Position, cuts: Sequence[str], named: Sequence[str], is_computed: bool
) -> tuple[Cell, ...]:
    places: list[Cell] = []
    for cut in cuts:
        if cut in named:
            places.append(row.cut[cut])
        places.append(row.names.get(cut, row.cut[cut]))
    return (
        position.basis,
        row.release,
        row.standard,
        first_of(row.period),
        SIDES[row.basis_of_place],
        *places,
        row.total,
        row.within,
        row.breaches,
        row.rate,
        row.lower,
        row.upper,
        row.threshold,
        row.short_of_target,
        row.after_104,
        *((row.median_days, row.p90_days) if is_computed else ()),
    )


def label_of(row: PositionRow, cut: str) -> str:
    """What a row of a cut is called: an organisation by its name."""
    return row.names.get(cut, row.cut[cut]) or "not said"


def ordered(rows: Sequence[PositionRow], cut: str, order: Order) -> list[PositionRow]:
    """Most people over first, or lowest share first (too few to say last), or by name."""
    by_name = sorted(rows, key=lambda row: label_of(row, cut))
    if order == "breaches":
        return sorted(by_name, key=lambda row: (-row.breaches, row.rate if row.rate is not None else 1.0))
    if order == "share":
        return sorted(by_name, key=lambda row: (is_too_few(row), row.rate if row.rate is not None else 1.0))
    return by_name


def by_cut(
    key: str,
    caption: str,
    position: Position,
    rows: Sequence[PositionRow],
    standard: StandardShown,
    cut: str,
    *,
    before: Mapping[str, PositionRow],
    before_words: str,
    href: Callable[[PositionRow], str],
    empty: str,
) -> PageTable:
    """One row for each value of a cut: people, share with interval, short of the standard, change on last month."""
    is_computed = position.basis == "computed"
    headings = [
        ShownCell(CUT_HEADINGS[cut], False),
        ShownCell("Total", True),
        ShownCell(f"Over {standard.days} days", True),
        ShownCell("Share within", True),
        ShownCell("95% interval", True),
        ShownCell("Short of the standard", True),
        ShownCell(f"Change on {before_words}", True),
    ]
    if is_computed:
        headings += [ShownCell("Median days", True), ShownCell("90th centile", True)]
    shown = []
    for row in rows:
        few = is_too_few(row)
        cells = [
            ShownCell(label_of(row, cut), False, href(row)),
            ShownCell(words.count(row.total), True),
            ShownCell(words.count(row.breaches), True),
            ShownCell(TOO_FEW if few else words.percent(row.rate) or "not shown", True),
            ShownCell("" if few else interval(row), True),
            ShownCell(short_words(row.short_of_target) or ("met" if row.is_met else "–"), True),
            ShownCell("" if few else change(row, before.get(row.cut[cut])) or "–", True),
        ]
        if is_computed:
            cells += [ShownCell(days(row.median_days), True), ShownCell(days(row.p90_days), True)]
        shown.append(tuple(cells))
    table = file_table(caption, position, standard.card, [cut], rows)
    return PageTable(key, table, tuple(headings), tuple(shown), empty)


def by_month(
    key: str, caption: str, position: Position, rows: Sequence[PositionRow], standard: StandardShown
) -> PageTable:
    """The months of a line, newest first: the table of its chart."""
    newest_first = sorted(rows, key=lambda row: row.period, reverse=True)
    headings = (
        ShownCell("Month", False),
        ShownCell("Total", True),
        ShownCell("Within", True),
        ShownCell(f"Over {standard.days} days", True),
        ShownCell("Share within", True),
        ShownCell("95% interval", True),
        ShownCell("Release", False),
    )
    shown = tuple(
        (
            ShownCell(words.month(row.period), False),
            ShownCell(words.count(row.total), True),
            ShownCell(words.count(row.within), True),
            ShownCell(words.count(row.breaches), True),
            ShownCell(words.percent(row.rate) or "not shown", True),
            ShownCell(interval(row), True),
            ShownCell(row.release, False),
        )
        for row in newest_first
    )
    cuts = [
        cut
        for cut in ("alliance", "provider", "cancer_type", "route", "stage", "modality", "care_setting")
        if _told_apart(rows, cut)
    ]
    return PageTable(
        key, file_table(caption, position, standard.card, cuts, newest_first), headings, shown, "No month is held."
    )


def _told_apart(rows: Sequence[PositionRow], cut: str) -> bool:
    return any(cut in row.cut for row in rows)


def days(value: float | None) -> str:
    """Days to one decimal; empty for none."""
    return "" if value is None else words.count(Decimal(str(round(value, 1))))
