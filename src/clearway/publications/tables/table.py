"""A table as data: columns that know what they hold, rows, and the notes without which no figure leaves the house."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Cell = str | int | float | Decimal | date | None
"""What a cell may hold. None is "not shown", never nought."""


class Kind(StrEnum):
    """What a column holds: it decides how a cell is written, never what it says."""

    TEXT = "text"
    MONTH = "month"
    DATE = "date"
    COUNT = "count"
    SHARE = "share"
    DAYS = "days"
    NUMBER = "number"
    POUNDS = "pounds"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` is the stable name in a CSV file, `heading` the words on a sheet.

    A SHARE is a fraction between 0 and 1; a COUNT may be a half; a MONTH is the first day of the month.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Notes:
    """Where the figures of a table come from. `mark` is empty, or says loudly that they are synthetic or provisional.

    `remarks` are pairs of a heading and a sentence for what is particular to one table.
    """

    definition: str
    source: str
    as_at: str
    snapshot: str
    licence: str
    mark: str = ""
    remarks: tuple[tuple[str, str], ...] = ()

    def lines(self) -> Iterator[tuple[str, str]]:
        """Each note as a heading and a sentence, the loudest first."""
        if self.mark:
            yield "Read this first", self.mark
        yield "Definition", self.definition
        yield "Source", self.source
        yield "As at", self.as_at
        yield "Snapshot", self.snapshot
        yield "Licence", self.licence
        yield from self.remarks


@dataclass(frozen=True, slots=True)
class Table:
    """A tidy long table: one thing a row, one kind of value a column, no merged cells, no totals mixed with parts."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: Notes

    def __post_init__(self) -> None:
        wrong = next((row for row in self.rows if len(row) != len(self.columns)), None)
        if wrong is not None:
            raise ValueError(f"{self.title}: a row of {len(wrong)} cells under {len(self.columns)} columns.")


@dataclass(frozen=True, slots=True)
class LongTable:
    """A table that may be too long to be held: its rows are made one after another, and can be walked once."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    notes: Notes
