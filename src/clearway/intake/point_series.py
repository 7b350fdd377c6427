"""A file of one series: a date and a number a row, in CSV or Excel, read strictly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from clearway.intake.file_kind import FileKind, refuse_unreadable
from clearway.intake.limits import DEFAULT, Limits
from clearway.intake.profiles.sheet_text import cell_text
from clearway.intake.waiting_times.text_bytes import clean_bytes
from clearway.intake.waiting_times.text_table import heading_cells, text_table
from clearway.intake.workbook import Sheet, open_workbook
from clearway.records.findings import Refused

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T00:00:00)?$")
MONTH = re.compile(r"(\d{4})-(\d{2})$")
BRITISH_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})$")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$")
THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")

DATE_FORMS = "2024-03-31, 2024-03 or 31/03/2024"
SEPARATOR = ","


@dataclass(frozen=True, slots=True)
class PointSeries:
    """The points of a file in order of date, with those between that the file lacks (`is_in_file` false, all None).

    `numbers` has a tuple for each column asked for. `is_monthly` says that dates are months (all of them first days, or
    all last days), given by their first day; a series whose dates keep no step has no missing points. `is_percent` says
    which columns are printed with percent signs, their numbers being fractions.
    """

    days: tuple[date, ...]
    is_in_file: tuple[bool, ...]
    numbers: tuple[tuple[float | None, ...], ...]
    is_percent: tuple[bool, ...]
    is_monthly: bool
    has_step: bool


def read_point_series(path: Path, date_column: str, columns: Sequence[str], limits: Limits = DEFAULT) -> PointSeries:
    """The series in the columns asked for. An empty cell is a missing value; a row without a date must be empty.

    `Refused` names row and column of what is no date or no number, a date that stands twice, and columns not there.
    """
    headings, rows = _table(path, limits)
    places = [_place(headings, name) for name in (date_column, *columns)]
    found: dict[date, tuple[int, list[float | None]]] = {}
    percent = [set[bool]() for _ in columns]
    for number, row in enumerate(rows, start=2):
        cells = [row[place].strip() for place in places]
        if not any(cells):
            continue
        day = _day(cells[0], number, date_column)
        if day in found:
            words = f"Row {number:,}, column {date_column}: {cells[0]} stands in row {found[day][0]:,} already."
            raise Refused(words, "Give the rows of one series alone, each date once.", code="DATE_TWICE")
        values: list[float | None] = []
        for place, name in enumerate(columns):
            value, has_sign = _number(cells[place + 1], number, name)
            values.append(value)
            if value is not None:
                percent[place].add(has_sign)
        found[day] = (number, values)
    _refuse_mixed(percent, columns)
    if not found:
        raise Refused("The file has no rows below its headings.", "Look at it before you send it.", code="FILE_EMPTY")
    return _in_order(found, len(columns), tuple(True in one for one in percent))


def read_day(words: str) -> date:
    """A date as a person writes it at the terminal; a month is its first day. Raises ValueError with the forms."""
    day = _day_of(words.strip())
    if day is None:
        raise ValueError(f"{words} is not a date; write {DATE_FORMS}.")
    return day


def _table(path: Path, limits: Limits) -> tuple[tuple[str, ...], list[Sequence[str]]]:
    """Headings and rows as text, row 2 of the file being the first."""
    if path.stat().st_size > limits.file_bytes:
        words = f"The file has {path.stat().st_size:,} bytes; the limit is {limits.file_bytes:,}."
        raise Refused(words, "Send a smaller part of it.", code="FILE_TOO_BIG")
    if refuse_unreadable(path, path.name) is FileKind.WORKBOOK:
        return _first_sheet(open_workbook(path, limits))
    clean = clean_bytes(path, "utf-8")
    headings = heading_cells(clean, SEPARATOR, limits)
    table = text_table(clean, headings, SEPARATOR, limits)
    return headings, list(zip(*(column.to_pylist() for column in table.rows.columns), strict=True))


def _first_sheet(sheets: list[Sheet]) -> tuple[tuple[str, ...], list[Sequence[str]]]:
    shown = [sheet for sheet in sheets if not sheet.is_hidden and sheet.rows]
    if len(shown) != 1:
        names = ", ".join(sheet.name for sheet in shown[:12]) or "none"
        words = f"The workbook has {len(shown)} sheets with rows ({names}); one is wanted."
        raise Refused(words, "Save the sheet of the series alone.", code="SHEETS_SEVERAL")
    sheet = shown[0]
    if sheet.stored.error_cells:
        words = f"Cell {sheet.stored.error_cells[0]} of sheet {sheet.name} holds an error value."
        raise Refused(words, "Mend the formula, and save the workbook.", code="ERROR_CELL")
    rows = [tuple(cell_text(cell) for cell in row) for row in sheet.rows]
    return tuple(cell.strip() for cell in rows[0]), list(rows[1:])


def _place(headings: Sequence[str], name: str) -> int:
    places = [place for place, heading in enumerate(headings) if heading == name]
    if len(places) == 1:
        return places[0]
    shown = ", ".join(heading for heading in headings[:20] if heading) or "none"
    said = "stands twice among" if places else "is not among"
    raise Refused(
        f"The column {name} {said} the headings: {shown}.", "Name a column as it is headed.", code="NO_COLUMN"
    )


def _day(words: str, row: int, column: str) -> date:
    found = _day_of(words)
    if found is None:
        said = f"Row {row:,}, column {column}: {words[:40]!r} is not a date." if words else f"Row {row:,} has no date."
        raise Refused(said, f"Write dates as {DATE_FORMS}.", code="NOT_A_DATE")
    return found


def _day_of(words: str) -> date | None:
    try:
        if found := DAY.match(words):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := MONTH.match(words):
            return date(int(found[1]), int(found[2]), 1)
        if found := BRITISH_DAY.match(words):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return None


def _number(words: str, row: int, column: str) -> tuple[float | None, bool]:
    """The number, and whether it has a percent sign."""
    if not words:
        return None, False
    plain = words.removesuffix("%").strip()
    if not (NUMBER.match(plain) or THOUSANDS.match(plain)):
        said = f"Row {row:,}, column {column}: {words[:40]!r} is not a number."
        raise Refused(said, "Write a number, or leave the cell empty where the value is missing.", code="NOT_A_NUMBER")
    number = float(plain.replace(",", ""))
    return (number / 100, True) if words.endswith("%") else (number, False)


def _refuse_mixed(percent: Sequence[set[bool]], columns: Sequence[str]) -> None:
    for signs, name in zip(percent, columns, strict=True):
        if len(signs) > 1:
            words = f"Some numbers of column {name} have a percent sign and some have none."
            raise Refused(words, "Write all of them the same way.", code="PERCENT_MIXED")


def _in_order(
    found: dict[date, tuple[int, list[float | None]]], columns: int, percent: tuple[bool, ...]
) -> PointSeries:
    is_monthly = all(day.day == 1 for day in found) or all((day + timedelta(days=1)).day == 1 for day in found)
    rows = {(day.replace(day=1) if is_monthly else day): values for day, (_, values) in found.items()}
    known = sorted(rows)
    every = _months(known) if is_monthly else _steps(known)
    days = every or known
    nothing: list[float | None] = [None] * columns
    return PointSeries(
        days=tuple(days),
        is_in_file=tuple(day in rows for day in days),
        numbers=tuple(tuple(rows.get(day, nothing)[place] for day in days) for place in range(columns)),
        is_percent=percent,
        is_monthly=is_monthly,
        has_step=bool(every),
    )


def _months(known: Sequence[date]) -> list[date]:
    first, last = (day.year * 12 + day.month - 1 for day in (known[0], known[-1]))
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]


def _steps(known: Sequence[date]) -> list[date]:
    """All days from the first to the last by the smallest step between them; none when other steps do not fit it."""
    steps = [(later - earlier).days for earlier, later in pairwise(known)]
    if not steps or any(step % min(steps) for step in steps):
        return []
    step = min(steps)
    return [known[0] + timedelta(days=step * place) for place in range((known[-1] - known[0]).days // step + 1)]
