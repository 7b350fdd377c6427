"""Known-answer files as rows of named columns: read strictly, blank for missing."""

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clearway.stats.arrays import Floats

NUMBER_WORDS = {"TRUE": 1.0, "FALSE": 0.0}


class Unreadable(Exception):
    """A file that does not hold what its checker reads: which file, where, and what is wrong."""


@dataclass(frozen=True)
class Row:
    """One row: columns by name, and where it stands (the first row below the heading is row 2, as editors count)."""

    file: str
    place: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """The cell as words; blank where missing. Raises Unreadable when there is no such column."""
        if column not in self.cells:
            raise Unreadable(f"{self.file} has no column {column}. It has: {', '.join(self.cells)}.")
        return self.cells[column].strip()

    def number(self, column: str) -> float:
        """The cell as a number, TRUE and FALSE as 1 and 0; NaN where blank. Raises Unreadable when it is neither."""
        words = self.text(column)
        if not words or words == "NA":
            return math.nan
        try:
            return NUMBER_WORDS[words.upper()] if words.upper() in NUMBER_WORDS else float(words)
        except ValueError:
            raise Unreadable(f"{self.file}, row {self.place}, column {column}: '{words}' is not a number.") from None

    def is_true(self, column: str) -> bool:
        """Whether the cell says TRUE (or 1)."""
        return self.number(column) == 1

    def has(self, column: str) -> bool:
        """Whether there is such a column and its cell is not blank."""
        return bool(self.cells.get(column, "").strip())

    def named(self, *columns: str) -> str:
        """The row in words for a list of failures: the columns that tell it apart, and its place."""
        told = " ".join(words for column in columns if (words := self.text(column)))
        return f"{told} (row {self.place})" if told else f"row {self.place}"


@dataclass(frozen=True)
class Table:
    """All rows of one file."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def texts(self, column: str) -> list[str]:
        """A column as words."""
        return [row.text(column) for row in self.rows]

    def numbers(self, column: str) -> Floats:
        """A column as numbers."""
        return np.array([row.number(column) for row in self.rows], dtype=np.float64)

    def where(self, **wanted: str) -> "Table":
        """The rows whose columns say what is wanted."""
        rows = tuple(row for row in self.rows if all(row.text(name) == value for name, value in wanted.items()))
        return Table(self.file, self.columns, rows)

    def groups(self, *columns: str) -> dict[tuple[str, ...], "Table"]:
        """The rows split by the words of some columns, in the order in which they first come."""
        found: dict[tuple[str, ...], list[Row]] = {}
        for row in self.rows:
            found.setdefault(tuple(row.text(column) for column in columns), []).append(row)
        return {key: Table(self.file, self.columns, tuple(rows)) for key, rows in found.items()}


def read_table(path: Path) -> Table:
    """A CSV file as a table. Raises Unreadable for no heading, a column twice, or a row of another length."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            lines = list(csv.reader(opened, strict=True))
    except (csv.Error, UnicodeDecodeError) as fault:
        raise Unreadable(f"{path.name} cannot be read as CSV: {fault}.") from None
    if not lines or not any(lines[0]):
        raise Unreadable(f"{path.name} has no heading.")
    heading = [name.strip() for name in lines[0]]
    if twice := sorted({name for name in heading if heading.count(name) > 1}):
        raise Unreadable(f"{path.name} has the column {twice[0]} twice.")
    return Table(path.name, tuple(heading), tuple(_rows(path.name, heading, lines[1:])))


def _rows(file: str, heading: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[Row]:
    for place, cells in enumerate(lines, start=2):
        if not any(cells):
            continue
        if len(cells) != len(heading):
            raise Unreadable(f"{file}, row {place}: {len(cells)} cells under {len(heading)} headings.")
        yield Row(file, place, dict(zip(heading, cells, strict=True)))
