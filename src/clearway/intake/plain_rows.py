"""The rows of a small file as they stand, for lists that people keep: cells as text, numbers and dates.

CSV is UTF-8 with commas and read strictly; of a workbook the sheet `Table` is read, else its first visible one.
"""

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clearway.intake.file_kind import FileKind, refuse_unreadable
from clearway.intake.limits import Limits
from clearway.intake.workbook import Cell, Sheet, open_workbook
from clearway.records.findings import Refused

SMALL = Limits(
    file_bytes=2_000_000,
    unpacked_bytes=40_000_000,
    rows=5_000,
    cell_characters=10_000,
    memory_bytes=1_500_000_000,
    seconds=30,
)
"""The ceilings of a list that somebody keeps by hand."""
MOST_COLUMNS = 100
OWN_SHEET = "Table"


@dataclass(frozen=True, slots=True)
class PlainRows:
    """The rows of a file from its first on, the heading among them. `is_sheet`: cells may be numbers and dates."""

    rows: tuple[tuple[Cell, ...], ...]
    is_sheet: bool
    error_cells: tuple[str, ...] = ()


def plain_rows(path: Path, name: str, limits: Limits = SMALL) -> PlainRows:
    """The rows of a CSV file or an Excel workbook. Raises Refused, naming row and limit, for what cannot be read."""
    if path.stat().st_size > limits.file_bytes:
        raise _too_much(f"The file has more than {limits.file_bytes // 1_000_000} MB")
    if refuse_unreadable(path, name) is FileKind.WORKBOOK:
        sheet = _sheet(open_workbook(path, limits))
        rows = tuple(tuple(row) for row in sheet.rows)
        _check_size(rows, limits)
        return PlainRows(_without_empty_end(rows), is_sheet=True, error_cells=tuple(sheet.stored.error_cells))
    return PlainRows(_text_rows(path.read_bytes(), limits), is_sheet=False)


def _sheet(sheets: list[Sheet]) -> Sheet:
    named = [one for one in sheets if one.name == OWN_SHEET] or [one for one in sheets if not one.is_hidden]
    if not named:
        raise Refused("The workbook has no sheet that can be seen.", "Put the rows on a sheet.", code="FILE_EMPTY")
    return named[0]


def _text_rows(raw: bytes, limits: Limits) -> tuple[tuple[Cell, ...], ...]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = raw[: wrong.start].count(b"\n") + 1
        raise Refused(
            f"Row {line}: byte {wrong.start} is not UTF-8.",
            "Save the file as 'CSV UTF-8 (Comma delimited)'.",
            code="FILE_ENCODING",
        ) from wrong
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise Refused(f"Row {line} holds a NUL byte.", "Export the file again.", code="FILE_NUL")
    found: list[tuple[Cell, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            found.append(tuple(row))
            _check_row(len(found), found[-1], limits)
    except csv.Error as wrong:
        raise Refused(
            f"Row {len(found) + 1} cannot be read: {wrong}.", "Close the quotes, or export it again.", code="FILE_CSV"
        ) from wrong
    return _without_empty_end(tuple(found))


def _check_size(rows: tuple[tuple[Cell, ...], ...], limits: Limits) -> None:
    for number, row in enumerate(rows, start=1):
        _check_row(number, row, limits)


def _check_row(number: int, row: tuple[Cell, ...], limits: Limits) -> None:
    if number > limits.rows + 1:
        raise _too_much(f"The file has more than {limits.rows:,} rows")
    if len(row) > MOST_COLUMNS:
        raise _too_much(f"Row {number} has more than {MOST_COLUMNS} columns")
    if any(isinstance(cell, str) and len(cell) > limits.cell_characters for cell in row):
        raise _too_much(f"Row {number} has a cell of more than {limits.cell_characters:,} characters")


def _too_much(words: str) -> Refused:
    return Refused(f"{words}; that is the limit.", "Send it in parts.", code="FILE_LIMIT")


def _without_empty_end(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    last = len(rows)
    while last and not any(cell != "" for cell in rows[last - 1]):
        last -= 1
    return rows[:last]


def as_plain(read: PlainRows) -> dict[str, Any]:
    """Rows as JSON can carry them: what is neither text nor number nor truth stands as its kind and its text."""
    return {
        "rows": [[_plain(cell) for cell in row] for row in read.rows],
        "is_sheet": read.is_sheet,
        "error_cells": list(read.error_cells),
    }


def from_plain(told: dict[str, Any]) -> PlainRows:
    """Rows as `as_plain` told them."""
    rows = tuple(tuple(_cell(cell) for cell in row) for row in told["rows"])
    return PlainRows(rows, told["is_sheet"], tuple(told["error_cells"]))


def _plain(cell: Cell) -> Any:
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return [type(cell).__name__, cell.isoformat()]
    return ["timedelta", str(cell)] if isinstance(cell, dt.timedelta) else cell


def _cell(told: Any) -> Any:
    if not isinstance(told, list):
        return told
    kind, text = told
    kinds = {"datetime": dt.datetime, "date": dt.date, "time": dt.time}
    return kinds[kind].fromisoformat(text) if kind in kinds else str(text)  # type: ignore[attr-defined]
