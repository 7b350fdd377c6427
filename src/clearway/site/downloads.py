"""Tables as files: CSV and Excel, numbers as numbers, and text that a spreadsheet must not take for a formula."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from clearway.site.tables import Table, Value, plain

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DANGEROUS_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


def download_href(request: HttpRequest, key: str, file_format: str) -> str:
    """The address of this very view with one of its tables as a file."""
    query = request.GET.copy()
    query["table"] = key
    query["format"] = file_format
    return f"{request.path}?{query.urlencode()}"


def wanted_file(request: HttpRequest, tables: Sequence[Table], *, name: str) -> HttpResponseBase | None:
    """The file a request asks for with `?table=KEY&format=csv|xlsx`, or None when it asks for the page.

    `name` begins the file's name. Raises Http404 for a table or format that the view does not have.
    """
    file_format = request.GET.get("format")
    if file_format is None:
        return None
    chosen = [table for table in tables if table.key == request.GET.get("table")]
    if not chosen or file_format not in FORMATS:
        raise Http404
    table = chosen[0]
    body = as_csv(table) if file_format == "csv" else as_workbook(table)
    response = HttpResponse(body, content_type=FORMATS[file_format])
    response["Content-Disposition"] = f'attachment; filename="{_safe_name(name)}-{table.key}.{file_format}"'
    return response


def as_csv(table: Table) -> bytes:
    """A table as CSV: UTF-8 with a mark for Excel, headings are the columns' names, notes are left out."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_csv_cell(plain(cell)) for cell in row] for row in table.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_workbook(table: Table) -> bytes:
    """A table as an Excel workbook: one long sheet with frozen headings, and a sheet of notes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        heading = workbook.add_format({"bold": True})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("Table")
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, [column.name for column in table.columns], heading)
        for number, row in enumerate(table.rows, start=1):
            for place, cell in enumerate(row):
                value = plain(cell)
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif value is not None:
                    sheet.write_number(number, place, float(value) if isinstance(value, Decimal) else value)
        notes = workbook.add_worksheet("Notes")
        notes.write_column(0, 0, [table.caption, *table.notes])
        columns = [(column.name, column.label) for column in table.columns]
        for number, (name, label) in enumerate(columns, start=len(table.notes) + 2):
            notes.write_row(number, 0, [name, label])
    return buffer.getvalue()


def _csv_cell(value: Value) -> str:
    """A value in a CSV. Text that could start a formula gets a mark before it; numbers, also negative ones, do not."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.replace("\0", "")
        return f"'{text}" if text.startswith(DANGEROUS_STARTS) else text
    return value.isoformat() if isinstance(value, date) else str(value)


def _safe_name(name: str) -> str:
    """A file name of small letters, digits and hyphens."""
    return "-".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in name.lower()).split())
