"""Tables whose rows fold into cards on a telephone: for lists of things, where a cell needs more than one line.

A presenter makes the rows for the page and, beside them, the tidy `Table` that is downloaded.
"""

from dataclasses import dataclass

from clearway.publications.tables import Table


@dataclass(frozen=True, slots=True)
class FoldingCell:
    """One cell: its first line, smaller lines under it, where it leads, and a word that marks it (a tag).

    A short one is kept on one line. One that changes while the page is open has a name in `live`.
    """

    words: str
    details: tuple[str, ...] = ()
    href: str = ""
    tag: str = ""
    is_short: bool = False
    live: str = ""


@dataclass(frozen=True, slots=True)
class FoldingTable:
    """A list on a page. The first cell of a row names it. `table` is what is downloaded under `key`."""

    key: str
    table: Table
    headings: tuple[str, ...]
    rows: tuple[tuple[FoldingCell, ...], ...]
    empty: str

    @property
    def caption(self) -> str:
        """What the list shows."""
        return self.table.title
