"""A table of figures on a page: the same table that is downloaded, with links and words for a reader.

A presenter makes a `clearway.publications.tables.Table` once and wraps it; `macros/tables.jinja` draws it and
`downloads.wanted_file` sends it as CSV or Excel, so page and file always show the same rows.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from clearway.publications.tables import Cell, Kind, Table
from clearway.site import words

WORDS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.TEXT: str,
    Kind.MONTH: words.month,
    Kind.DATE: words.day,
    Kind.COUNT: words.count,
    Kind.SHARE: words.percent,
    Kind.DAYS: words.count,
    Kind.NUMBER: words.count,
}
NUMERIC = frozenset({Kind.COUNT, Kind.SHARE, Kind.DAYS, Kind.NUMBER})


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell as it reads on the page, with where it leads."""

    words: str
    is_numeric: bool
    href: str = ""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table on a page. `key` names it in the page and in its download links: small letters, digits, hyphens.

    `links` leads from (row, column), both counted from 0, to an address. `missing` stands for a cell without a value,
    `empty` for a table without rows: it says what that means, and what to do.
    """

    key: str
    table: Table
    empty: str
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    missing: str = "–"

    @property
    def caption(self) -> str:
        """What the table shows."""
        return self.table.title

    @property
    def headings(self) -> list[ShownCell]:
        """The headings of the columns."""
        return [ShownCell(column.heading, column.kind in NUMERIC) for column in self.table.columns]

    @property
    def rows(self) -> Iterator[list[ShownCell]]:
        """The rows, cell by cell, in words."""
        kinds = [column.kind for column in self.table.columns]
        for number, row in enumerate(self.table.rows):
            yield [
                ShownCell(self._words(cell, kind), kind in NUMERIC, self.links.get((number, place), ""))
                for place, (cell, kind) in enumerate(zip(row, kinds, strict=True))
            ]

    def _words(self, cell: Cell, kind: Kind) -> str:
        return self.missing if cell is None else WORDS[kind](cell)
