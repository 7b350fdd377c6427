"""Tables of a page as files: the same address with `?table=KEY&format=csv` or `xlsx`."""

from typing import Protocol

from django.http import Http404, HttpRequest, HttpResponse

from clearway.publications.tables import Table, comma_separated, content_disposition, file_name, workbook

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
