"""A table as an Excel workbook: a sheet with the tidy table, a sheet with its notes. Nothing in it is a formula."""

import io
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from typing import IO, Any

from clearway.publications.tables.safe_text import printable
from clearway.publications.tables.table import Cell, Kind, LongTable, Table

NUMBER_FORMATS = {
    Kind.MONTH: "mmmm yyyy",
    Kind.DATE: "d mmmm yyyy",
    Kind.COUNT: "#,##0.0;-#,##0.0",
    Kind.SHARE: "0.0%",
    Kind.DAYS: "#,##0",
    Kind.POUNDS: "£#,##0.00",
}
WHOLE = "#,##0"
WIDEST = 60
MOST_ROWS = 1_048_575
"""Rows that a sheet of Excel holds below its heading."""
LOOKED_AT = 1_000
"""Rows of a long table whose cells decide how wide a column is."""
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(table: Table) -> bytes:
    """The table as an .xlsx file: numbers as numbers, frozen heading, and a second sheet `Notes`.

    Text is written as text whatever it starts with; formulas and links are never made.
    """
    # Here, as everything that says what a table is loads this module: a store opens without the library.
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**AS_TEXT, "in_memory": True}) as book:
        _write_book(book, table, table)
    return file.getvalue()


def write_workbook(table: LongTable, file: IO[bytes]) -> None:
    """Write the same workbook into a file on disk, row by row, in the memory of a few rows.

    At most `MOST_ROWS` rows: whoever calls has counted them. How wide columns are, and whether counts show halves, is
    judged by the first `LOOKED_AT` rows.
    """
    import xlsxwriter

    rows = iter(table.rows)
    first = Table(table.title, table.columns, tuple(islice(rows, LOOKED_AT)), table.notes)
    with xlsxwriter.Workbook(file, {**AS_TEXT, "constant_memory": True}) as book:
        _write_book(book, first, replace(table, rows=chain(first.rows, rows)))


def _write_book(book: Any, looked_at: Table, table: Table | LongTable) -> None:
    book.set_properties({"title": printable(table.title), "comments": printable(table.notes.mark)})
    _write_table(book, looked_at, table, "Table")
    _write_notes(book, table)


def add_sheet(book: Any, table: Table, name: str) -> None:
    """A sheet of a workbook with a table: as in a workbook of its own, where several tables share one book of notes."""
    _write_table(book, table, table, name)


def _write_table(book: Any, looked_at: Table, table: Table | LongTable, name: str) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = [_format(book, looked_at, place) for place in range(len(table.columns))]
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.heading, bold)
        sheet.set_column(place, place, _width(looked_at, place))
    last = 0
    for last, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            _write(sheet, last, place, cell, formats[place])
    sheet.freeze_panes(1, 0)
    if last:
        sheet.autofilter(0, 0, last, len(table.columns) - 1)


def _write_notes(book: Any, table: Table | LongTable) -> None:
    sheet = book.add_worksheet("Notes")
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, "Table", bold)
    sheet.write_string(0, 1, printable(table.title), wrapped)
    for number, (heading, words) in enumerate(table.notes.lines(), start=1):
        sheet.write_string(number, 0, printable(heading), bold)
        sheet.write_string(number, 1, printable(words), wrapped)
    sheet.freeze_panes(1, 0)


def _write(sheet: Any, row: int, place: int, cell: Cell, number_format: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, date):
        sheet.write_datetime(row, place, cell, number_format)
    elif isinstance(cell, str):
        sheet.write_string(row, place, printable(cell))
    else:
        sheet.write_number(row, place, float(cell), number_format)


def _format(book: Any, table: Table, place: int) -> Any:
    """The number format of a column; counts show a decimal only where a column holds halves."""
    kind = table.columns[place].kind
    pattern = NUMBER_FORMATS.get(kind)
    if kind is Kind.COUNT and all(_is_whole(row[place]) for row in table.rows):
        pattern = WHOLE
    return book.add_format({"num_format": pattern}) if pattern else None


def _is_whole(cell: Cell) -> bool:
    return cell is None or isinstance(cell, str | date) or cell == int(cell)


def _width(table: Table, place: int) -> int:
    """A width that shows the heading's words and most cells, in characters."""
    words = max(len(word) for word in table.columns[place].heading.split()) + 3
    cells = max((len(str(row[place])) for row in table.rows if isinstance(row[place], str)), default=10)
    return min(max(words, cells + 1, 12), WIDEST)
