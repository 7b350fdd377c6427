"""A table as an Excel workbook: a sheet with the tidy table, a sheet with its notes. Nothing in it is a formula."""

import io
from datetime import date
from typing import Any

from clearway.publications.tables.safe_text import printable
from clearway.publications.tables.table import Cell, Kind, Table

NUMBER_FORMATS = {
    Kind.MONTH: "mmmm yyyy",
    Kind.DATE: "d mmmm yyyy",
    Kind.COUNT: "#,##0.0;-#,##0.0",
    Kind.SHARE: "0.0%",
    Kind.DAYS: "#,##0",
}
WHOLE = "#,##0"
WIDEST = 60


def workbook(table: Table) -> bytes:
    """The table as an .xlsx file: numbers as numbers, frozen heading, and a second sheet `Notes`.

    Text is written as text whatever it starts with; formulas and links are never made.
    """
    # Here, as everything that says what a table is loads this module: a store opens without the library.
    import xlsxwriter

    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": printable(table.title), "comments": printable(table.notes.mark)})
        _write_table(book, table)
        _write_notes(book, table)
    return file.getvalue()


def _write_table(book: Any, table: Table) -> None:
    sheet = book.add_worksheet("Table")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = [_format(book, table, place) for place in range(len(table.columns))]
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.heading, bold)
        sheet.set_column(place, place, _width(table, place))
    for number, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            _write(sheet, number, place, cell, formats[place])
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write_notes(book: Any, table: Table) -> None:
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
