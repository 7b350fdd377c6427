"""How a cell of a publication reads: the same words on paper and on a slide."""

from datetime import date
from decimal import Decimal

from clearway.measures.months import first_day
from clearway.publications.packs.pack import DRAFT, Pack
from clearway.publications.packs.page import PageCell, PageTable, Sign, Source
from clearway.publications.tables import Kind

NOT_SHOWN = "not shown"
NUMBERS = {Kind.COUNT, Kind.SHARE, Kind.DAYS, Kind.NUMBER, Kind.POUNDS}
"""Kinds whose cells stand on the right, digit under digit."""

DIGITS = {Kind.COUNT: 1, Kind.DAYS: 1, Kind.POUNDS: 2}
"""Digits behind the point, where there is anything behind it."""


def texts_of(table: PageTable) -> list[list[str]]:
    """Every cell of a table in words; a column with halves or pence has them in every cell, digit under digit."""
    columns = table.columns
    exact = [any(_has_parts(row[place], column.kind) for row in table.rows) for place, column in enumerate(columns)]
    return [
        [said(cell, column.kind, is_exact=held) for cell, column, held in zip(row, columns, exact, strict=True)]
        for row in table.rows
    ]


def _has_parts(cell: PageCell, kind: Kind) -> bool:
    return kind in DIGITS and isinstance(cell, int | float | Decimal) and cell != int(cell)


def said(cell: PageCell, kind: Kind, *, is_exact: bool = False) -> str:
    """A cell in words: shares with one decimal, counts with commas, sums with their sign, dates as `8 May 2025`.

    Halves of counts and pence of sums are told where there are any; with `is_exact` also where there are none.
    """
    if cell is None:
        return NOT_SHOWN
    if isinstance(cell, Sign):
        return cell.words
    if isinstance(cell, date):
        return month_said(f"{cell:%Y-%m}") if kind is Kind.MONTH else day_said(cell)
    if isinstance(cell, str):
        return cell
    if kind is Kind.SHARE:
        return f"{float(cell):.1%}"
    digits = DIGITS.get(kind, 1) if is_exact or kind not in DIGITS or cell != int(cell) else 0
    return f"{'£' if kind is Kind.POUNDS else ''}{Decimal(str(cell)):,.{digits}f}"


def day_said(day: date) -> str:
    """A date as `8 May 2025`."""
    return f"{day.day} {day:%B %Y}"


def month_said(month: str) -> str:
    """A month (`2025-03`) as `March 2025`."""
    return f"{first_day(month):%B %Y}"


def source_said(source: Source) -> str:
    """A source with its date, where it is known."""
    return f"{source.words}, {day_said(source.as_at)}" if source.as_at else source.words


def marks(pack: Pack) -> list[str]:
    """What stands on every page in a frame: whether it is approved, may still change, and holds made-up data."""
    told = [DRAFT if pack.is_draft else "Approved"]
    if any(True for _ in pack.standings()):
        told.append("Provisional" if pack.is_provisional else "Final")
    if pack.is_synthetic:
        told.append("Synthetic data")
    return told
