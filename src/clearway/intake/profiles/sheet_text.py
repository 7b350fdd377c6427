"""A sheet of a workbook as a table of text: values only, dates by the workbook's own date system, error cells marked.

Formulas count by their last value. A date cell is written out as ISO 8601, a whole number without a decimal point: what
a person sees in the cell, whatever format it is shown in.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from clearway.intake.limits import Limits
from clearway.intake.profiles.converting import ERROR_CELL
from clearway.intake.profiles.csv_text import no_headings
from clearway.intake.profiles.matching import heading_row, matched
from clearway.intake.profiles.profile import Profile
from clearway.intake.waiting_times.text_table import TextTable
from clearway.intake.workbook import Cell, Sheet, open_workbook
from clearway.records.findings import Finding, FindingKind, Refused

PLACE = re.compile(r"([A-Z]+)([0-9]+)")
MIDNIGHT = dt.time()


@dataclass(frozen=True, slots=True)
class SheetAsSent:
    """The rows below the headings of one sheet, the number of the first of them, and what is to be said."""

    text: TextTable
    first_row: int
    findings: tuple[Finding, ...]


def sheet_as_sent(path: Path, profile: Profile, limits: Limits) -> SheetAsSent:
    """The sheet that a profile means. `Refused` when none has its headings, or more than one has."""
    sheets = open_workbook(path, limits)
    wanted = [sheet for sheet in sheets if profile.layout.sheet in ("", sheet.name)]
    if not wanted:
        names = ", ".join(sheet.name for sheet in sheets[:12]) or "none"
        words = f"The workbook has no sheet {profile.layout.sheet}. Its sheets: {names}."
        raise Refused(words, "Send the export that the profile was made for.", code="LAYOUT_UNKNOWN")
    found = [
        (sheet, place)
        for sheet in wanted
        if (place := heading_row(profile, head_of(sheet, profile.layout.heading_within))) is not None
    ]
    if not found:
        raise no_headings(profile, head_of(wanted[0], profile.layout.heading_within))
    if len(found) > 1:
        names = ", ".join(sheet.name for sheet, _ in found[:12])
        words = f"Several sheets have the headings of the profile {profile.name}: {names}."
        raise Refused(words, "Name the sheet in the profile, or send one alone.", code="SHEETS_SEVERAL")
    sheet, place = found[0]
    return table_of(sheet, place, profile, limits)


def head_of(sheet: Sheet, most: int) -> list[tuple[str, ...]]:
    """The first rows of a sheet as text."""
    return [tuple(cell_text(cell).strip() for cell in row) for row in sheet.rows[:most]]


def table_of(sheet: Sheet, place: int, profile: Profile, limits: Limits) -> SheetAsSent:
    """The table below the heading row at a place (from 0)."""
    headings = tuple(cell_text(cell).strip() for cell in sheet.rows[place])
    rows = sheet.rows[place + 1 :]
    if len(rows) > limits.rows:
        words = f"The sheet has {len(rows):,} rows; the limit is {limits.rows:,}."
        raise Refused(words, "Send it in parts, one month each.", code="TOO_MANY_ROWS")
    errors = errors_below(sheet.stored.error_cells, place)
    columns = [texts_of(rows, position, errors) for position in range(len(headings))]
    table = pa.table(columns, names=[str(position) for position in range(len(headings))])
    found = matched(profile, headings)
    read = {*found.at.values(), *(one for places in found.joined.values() for one in places)}
    unread = sorted(one for one in errors if one[1] not in read)
    return SheetAsSent(TextTable(headings, table, ends_with_line_break=True), place + 2, unread_errors(unread, place))


def unread_errors(unread: Sequence[tuple[int, int]], place: int) -> tuple[Finding, ...]:
    """One finding on error cells in columns that nobody reads."""
    if not unread:
        return ()
    row = unread[0][0] + place + 2
    return (
        Finding(
            id="CELL_ERROR_UNREAD",
            kind=FindingKind.STRUCTURAL,
            message=f"{len(unread):,} cells of columns that are not read hold an error, first in row {row:,}.",
            mend="Nothing to do for these records; the workbook may be broken elsewhere too.",
            row=row,
            count=len(unread),
        ),
    )


def errors_below(cells: Sequence[str], place: int) -> frozenset[tuple[int, int]]:
    """Error cells by their row below the heading and their column, both from 0."""
    found = set()
    for cell in cells:
        if match := PLACE.fullmatch(cell):
            found.add((int(match[2]) - place - 2, column_number(match[1])))
    return frozenset(one for one in found if one[0] >= 0)


def column_number(letters: str) -> int:
    """`A` is 0, `Z` 25, `AA` 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def texts_of(rows: Sequence[Sequence[Cell]], position: int, errors: frozenset[tuple[int, int]]) -> pa.Array:
    """One column as text, with the mark of an error cell where the library gives an empty one."""
    texts = [cell_text(row[position]) for row in rows]
    for number, column in errors:
        if column == position and number < len(texts):
            texts[number] = ERROR_CELL
    return pa.array(texts, pa.string())


def cell_text(cell: Cell) -> str:
    """What a cell says, as text.

    >>> cell_text(3.0), cell_text(dt.datetime(2025, 3, 4)), cell_text(True)
    ('3', '2025-03-04', 'TRUE')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float | int):
        return str(int(cell)) if float(cell).is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == MIDNIGHT else cell.isoformat(timespec="seconds")
    if isinstance(cell, dt.timedelta):
        return str(cell)
    return cell.isoformat()
