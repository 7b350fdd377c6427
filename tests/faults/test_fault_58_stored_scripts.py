"""Fault 58: a script stored in a name is shown as text, and could not run anyway."""

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from clearway.publications.tables import Column, Notes, Table
from clearway.site.tables import ShownTable

SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
NOTES = Notes(definition="d", source=SCRIPT, as_at="a", snapshot="s", licence="l", mark=SCRIPT)


def test_fault_58_a_script_in_a_person_and_an_organisation_name_is_text_on_every_page(as_tracker, tracker):
    tracker.person.name = tracker.organisation.name = SCRIPT
    tracker.person.save()
    tracker.organisation.save()
    for path in ("/", "/help", "/search?q=x", "/choose-role"):
        page = as_tracker.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("path", ["/search?q={}", "/sign-in?next={}"])
def test_fault_58_a_script_in_the_address_comes_back_as_text(as_tracker, browser, path):
    page = browser.get(path.format('"><script>alert(1)</script>')).content.decode()
    assert "<script>alert" not in page


def test_fault_58_a_script_in_what_was_typed_comes_back_as_text(browser, db):
    page = browser.post("/sign-in", {"email": SCRIPT, "password": SCRIPT, "next": SCRIPT}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_fault_58_scripts_in_a_table_are_text_in_its_caption_headings_cells_and_links():
    table = Table(SCRIPT, (Column("a", SCRIPT), Column("b", "B")), ((SCRIPT, "x"),), NOTES)
    shown = ShownTable(key="t", table=table, empty="-", links={(0, 1): 'javascript:"x"'})
    request = RequestFactory().get("/waits", {"q": SCRIPT})
    page = drawn(shown, request)
    assert "<script>" not in page
    assert "<img" not in page


def drawn(shown: ShownTable, request: HttpRequest) -> str:
    template = engines.all()[0].from_string(
        '{% from "macros/tables.jinja" import data_table %}{{ data_table(shown, request) }}'
    )
    return template.render({"shown": shown}, request)
