"""A table of figures as data: drawn on a page by `macros/tables.jinja`, sent as CSV or Excel by `downloads`.

Made once by a presenter; page and file show the same rows. Cells are plain values (text, int, float, Decimal,
date, None); a column says how they read on a page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

Value = str | int | float | Decimal | date | None


class Linked(NamedTuple):
    """A cell that leads somewhere."""

    value: Value
    href: str


Cell = Value | Linked


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its stable name in files, its words on the page, how a value reads, whether it lines up right."""

    name: str
    label: str
    is_numeric: bool = False
    words: Callable[..., str] | None = None

    def shown(self, value: Value) -> str:
        """A value as it reads on the page."""
        if self.words is not None:
            return self.words(value)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, its notes (source, age, what is provisional), and words for when it is empty.

    `key` names it in the page and in download links: small letters, digits and hyphens.
    """

    key: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()
    empty: str = "There is nothing to show."


def plain(cell: Cell) -> Value:
    """The value of a cell without its link."""
    return cell.value if isinstance(cell, Linked) else cell
