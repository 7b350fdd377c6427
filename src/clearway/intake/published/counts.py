"""Printed counts: every cell is a number of whole or half patients, or the row is named and left out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearway.intake.published.figures import Halves
from clearway.intake.workbook import Cell
from clearway.records.findings import Finding, FindingKind

LARGEST = 10_000_000
"""England has some 60 million people; a monthly count above this is a slip of the keyboard."""

NumberedRow = tuple[int, list[Cell]]
"""A row with its number in the sheet, as Excel shows it."""


@dataclass(frozen=True, slots=True)
class CountColumn:
    """A column of counts: where it stands and how it is headed."""

    position: int
    heading: str


def rows_with_counts(
    rows: Sequence[NumberedRow], columns: Sequence[CountColumn], sheet: str, error_cells: frozenset[str]
) -> tuple[list[NumberedRow], Halves, list[Finding]]:
    """The rows whose counts can all be read, these counts in halves, and a finding for each other row."""
    cells = [[row[column.position] for column in columns] for _, row in rows]
    is_plain = all(type(cell) is float for line in cells for cell in line)
    counts = cells if is_plain else [[read_count(cell) for cell in line] for line in cells]
    values = np.array(counts, dtype=np.float64).reshape(len(cells), len(columns))
    with np.errstate(invalid="ignore"):
        is_count = (values >= 0) & (values <= LARGEST) & ((values * 2) % 1 == 0)
    is_whole_row = is_count.all(axis=1)
    findings = [
        unreadable_count(rows[index], columns[int(np.argmin(is_count[index]))], sheet, error_cells)
        for index in np.flatnonzero(~is_whole_row).tolist()
    ]
    halves = (values[is_whole_row] * 2).astype(np.int64)
    return [row for row, keep in zip(rows, is_whole_row, strict=True) if keep], halves, findings


def read_count(cell: Cell) -> float:
    """A count as a number; not-a-number for anything that is not one (text, a date, true or false, empty)."""
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else float("nan")


def unreadable_count(row: NumberedRow, column: CountColumn, sheet: str, error_cells: frozenset[str]) -> Finding:
    """The finding for one row left out: an Excel error, an empty cell, or something that is no count."""
    number, cells = row
    reference = f"{letters(column.position)}{number}"
    cell = cells[column.position]
    if reference in error_cells:
        what, name = "holds an Excel error (such as #REF!)", "CELL_ERROR"
    elif cell == "":
        what, name = "is empty", "COUNT_EMPTY"
    else:
        what, name = f"holds {str(cell)[:20]!r}, which is no number of whole or half people", "COUNT_NOT_A_NUMBER"
    return Finding(
        id=name,
        kind=FindingKind.STRUCTURAL,
        message=f"Sheet {sheet}, cell {reference} ({column.heading}) {what}; row {number} was left out.",
        mend="Look at the cell in the published workbook; fetch the workbook again if yours differs.",
        column=column.heading,
        row=number,
        is_rejection=True,
    )


def letters(position: int) -> str:
    """Excel's letters for a column counted from 0: 0 is A, 27 is AB."""
    name, rest = "", position + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
