"""Tables on a page: the same rows as in the files, drawn for eyes, ears and small screens, and drawn fast."""

import csv
import io
import time
from datetime import date
from decimal import Decimal

import pytest
from django.http import Http404
from django.template import engines
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site.downloads import download_href, wanted_file
from clearway.site.tables import ShownTable

NOTES = Notes("Told within 28 days", "NHS England", "Published 8 May 2025", "version-000001", "OGL v3.0")
COLUMNS = (
    Column("trust", "Trust"),
    Column("month", "Month", Kind.MONTH),
    Column("total", "Treated", Kind.COUNT),
    Column("rate", "Within 62 days", Kind.SHARE),
)
ROWS = (
    ("Barnsley", date(2025, 3, 1), Decimal("1204.5"), 0.714),
    ("Rotherham", date(2025, 3, 1), None, None),
)


def shown(rows=ROWS, **more) -> ShownTable:
    table = Table("62 days by trust", COLUMNS, tuple(rows), more.pop("notes", NOTES))
    return ShownTable(key="by-trust", table=table, empty="No trust treated anybody.", **more)


def drawn(one: ShownTable, request=None) -> str:
    template = engines.all()[0].from_string(
        '{% from "macros/tables.jinja" import data_table %}{{ data_table(one, request) }}'
    )
    return template.render({"one": one}, request)


@pytest.fixture
def request_for_page():
    return RequestFactory().get("/waits/62", {"month": "2025-03", "q": "a&b"})


def test_cells_read_as_a_person_writes_them_and_a_gap_is_drawn_as_a_gap():
    rows = [[cell.words for cell in row] for row in shown().rows]
    assert rows == [["Barnsley", "March 2025", "1,204.5", "71.4%"], ["Rotherham", "March 2025", "–", "–"]]


def test_the_box_can_be_reached_by_keyboard_and_is_named_by_the_caption():
    page = drawn(shown())
    assert 'role="region" aria-labelledby="by-trust-caption" tabindex="0"' in page
    assert 'id="by-trust-caption">62 days by trust</caption>' in page
    assert page.count('scope="col"') == 4
    assert page.count('scope="row"') == 2


def test_numbers_line_up_and_a_linked_cell_leads_on():
    page = drawn(shown(links={(0, 0): "/waits/62/RFF?a=1&b=2"}))
    assert page.count("nhsuk-table__cell--numeric") == 4
    assert '<a href="/waits/62/RFF?a=1&amp;b=2">Barnsley</a>' in page


def test_a_mark_such_as_provisional_stands_before_the_figures():
    notes = Notes("d", "s", "a", "v", "l", mark="Provisional: may change")
    page = drawn(shown(notes=notes))
    assert page.index("Provisional: may change") < page.index("<table")


def test_a_table_without_rows_says_what_that_means(request_for_page):
    page = drawn(shown(rows=()), request_for_page)
    assert "No trust treated anybody." in page
    assert "<table" not in page
    assert "format=csv" not in page


def test_download_links_keep_the_view_that_was_chosen(request_for_page):
    page = drawn(shown(), request_for_page)
    assert 'href="/waits/62?month=2025-03&amp;q=a%26b&amp;table=by-trust&amp;format=csv"' in page
    assert "format=xlsx" in page
    assert download_href(request_for_page, "by-trust", "csv").startswith("/waits/62?")


def test_the_page_itself_is_no_file(request_for_page):
    assert wanted_file(request_for_page, shown(), name="62") is None


@pytest.mark.parametrize(
    "query", [{"table": "other", "format": "csv"}, {"table": "by-trust", "format": "exe"}, {"format": "csv"}]
)
def test_a_table_or_format_that_is_not_there_is_not_found(query):
    with pytest.raises(Http404):
        wanted_file(RequestFactory().get("/", query), shown(), name="62")


def file_of(file_format: str):
    request = RequestFactory().get("/", {"table": "by-trust", "format": file_format})
    return wanted_file(request, shown(), name="62 days, South Yorkshire")


def test_the_csv_holds_the_rows_of_the_page_as_values():
    response = file_of("csv")
    assert 'filename="62-days-south-yorkshire-by-trust.csv"' in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["trust"] for row in rows] == ["Barnsley", "Rotherham"]
    assert (rows[0]["total"], rows[0]["rate"], rows[1]["total"]) == ("1204.5", "0.714", "")


def test_the_workbook_holds_the_rows_of_the_page_as_numbers():
    book = CalamineWorkbook.from_filelike(io.BytesIO(file_of("xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][0] == "Barnsley"
    assert rows[1][2:4] == [1204.5, 0.714]


def test_two_hundred_rows_are_drawn_within_the_time_of_a_page():
    large = shown(rows=ROWS * 100)
    drawn(large)
    started = time.process_time()
    page = drawn(large)
    assert time.process_time() - started < 0.05
    assert len(page) < 120_000
