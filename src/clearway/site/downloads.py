"""Tables of a page as files: the same address with `?table=KEY&format=csv` or `xlsx`."""

import tempfile
from typing import Protocol

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from clearway.publications.tables import (
    MOST_ROWS,
    LongTable,
    Table,
    comma_separated,
    comma_separated_parts,
    content_disposition,
    file_name,
    workbook,
    write_workbook,
)
from clearway.records.findings import Refused

WRITERS = {
    "csv": (comma_separated, "text/csv; charset=utf-8"),
    "xlsx": (workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class Downloadable(Protocol):
    """Anything on a page that has a table to download: it is asked for by its key."""

    @property
    def key(self) -> str:
        """The name of the table in the page's address."""
        ...

    @property
    def table(self) -> Table:
        """What is downloaded."""
        ...


def download_href(request: HttpRequest, key: str, file_format: str) -> str:
    """The address of this very view with one of its tables as a file."""
    query = request.GET.copy()
    query["table"] = key
    query["format"] = file_format
    return f"{request.path}?{query.urlencode()}"


def wanted_file(request: HttpRequest, *tables: Downloadable, name: str) -> HttpResponse | None:
    """The file that a request asks for, or None when it asks for the page.

    `name` begins the file's name. Raises Http404 for a table or a format that the view does not have.
    """
    file_format = request.GET.get("format")
    if file_format is None:
        return None
    chosen = next((shown for shown in tables if shown.key == request.GET.get("table")), None)
    if chosen is None or file_format not in WRITERS:
        raise Http404
    write, content_type = WRITERS[file_format]
    response = HttpResponse(write(chosen.table), content_type=content_type)
    response["Content-Disposition"] = content_disposition(file_name(name, chosen.key, extension=file_format))
    return response


def long_file(request: HttpRequest, table: LongTable, *, key: str, rows: int, name: str) -> HttpResponseBase:
    """The file that a request asks for, of a table that is too long to be held in memory: nothing of it is left out.

    CSV goes out while its rows are made; they are asked for after the view has answered, so whoever makes them says on
    whose behalf (`rows_of`). A workbook is written on disk first, as its beginning is only known at its end. Raises
    Http404 as `wanted_file` does, and Refused when a sheet of Excel cannot hold the rows.
    """
    file_format = request.GET.get("format", "")
    if request.GET.get("table") != key or file_format not in WRITERS:
        raise Http404
    content_type = WRITERS[file_format][1]
    answer: HttpResponseBase
    if file_format == "csv":
        answer = StreamingHttpResponse(comma_separated_parts(table), content_type=content_type)
    elif rows > MOST_ROWS:
        raise Refused(
            f"The list has {rows:,} rows, and a sheet of Excel holds {MOST_ROWS:,}.",
            "Take the CSV file, which has every row; or narrow the list first.",
            code="FILE-TOO-LONG",
        )
    else:
        held = tempfile.TemporaryFile(prefix="clearway-sheet-")  # noqa: SIM115 - the answer closes it
        write_workbook(table, held)
        held.seek(0)
        answer = FileResponse(held, content_type=content_type)
    answer["Content-Disposition"] = content_disposition(file_name(name, key, extension=file_format))
    return answer
