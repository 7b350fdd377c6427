"""Two things crossed in one table: trusts and standards, or cancer types and trusts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from clearway.measures.answer import PositionRow
from clearway.publications.tables import Table
from clearway.site import words
from clearway.site.performance.presenters.figure import TOO_FEW, interval, is_too_few, short_words


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its first line, smaller lines under it, where it leads. `is_quiet` greys what cannot be said."""

    words: str
    details: tuple[str, ...] = ()
    href: str = ""
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row with its label."""

    label: GridCell
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A crossed table as the page draws it, with the tidy table that is downloaded."""

    key: str
    table: Table
    corner: str
    columns: tuple[GridCell, ...]
    rows: tuple[GridRow, ...]
    empty: str

    @property
    def caption(self) -> str:
        """What the grid shows."""
        return self.table.title


def crossed(
    rows: Sequence[PositionRow],
    down: Callable[[PositionRow], str],
    across: Callable[[PositionRow], str],
) -> Mapping[tuple[str, str], PositionRow]:
    """Rows by what they are crossed by."""
    return {(down(row), across(row)): row for row in rows}


def share_cell(row: PositionRow | None, over_words: str, href: str = "") -> GridCell:
    """A cell of a comparison: the share, and how many people of how many are over; too few are said to be so."""
    if row is None or not row.total:
        return GridCell("–", ("nobody",), is_quiet=True)
    over = f"{words.count(row.breaches)} of {words.count(row.total)} {over_words}"
    if is_too_few(row):
        return GridCell(TOO_FEW, (over,), href, is_quiet=True)
    return GridCell(words.percent(row.rate), (over,), href)


def standard_cell(row: PositionRow | None, href: str = "", *, with_interval: bool = False) -> GridCell:
    """A cell of places by standards: the share, how many people, how many short of the standard."""
    if row is None or not row.total:
        return GridCell("–", ("nobody",), is_quiet=True)
    reached = short_words(row.short_of_target) or ("met" if row.is_met else "")
    people = f"{words.count(row.within)} of {words.count(row.total)}"
    if is_too_few(row):
        return GridCell(TOO_FEW, (people,), href, is_quiet=True)
    limits = (interval(row),) if with_interval else ()
    return GridCell(words.percent(row.rate), (*limits, people, reached), href)
