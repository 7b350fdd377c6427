"""How a cell of a publication reads: the same words on paper and on a slide."""

from datetime import date
from decimal import Decimal

from clearway.measures.months import first_day
from clearway.publications.packs.pack import DRAFT, Pack
from clearway.publications.packs.page import PageCell, Sign, Source
from clearway.publications.tables import Kind

NOT_SHOWN = "not shown"
NUMBERS = {Kind.COUNT, Kind.SHARE, Kind.DAYS, Kind.NUMBER, Kind.POUNDS}
"""Kinds whose cells stand on the right, digit under digit."""


def said(cell: PageCell, kind: Kind) -> str:
    """A cell in words: shares with one decimal, counts with commas (halves stay), dates as `8 May 2025`."""
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
    if kind is Kind.POUNDS:
        return f"£{Decimal(str(cell)):,.2f}".removesuffix(".00")
    if kind is Kind.NUMBER:
        return f"{float(cell):,.1f}"
    return f"{Decimal(str(cell)).normalize():,f}"


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
