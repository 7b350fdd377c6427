"""Fault 64: a view fails. The page is plain, carries a number, and neither page nor log carries anybody's data."""

import json
import logging

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from clearway.site import urls
from clearway.site.logs import JsonLines

SECRET = "999 000 0018 Jane Doe"


def failing(request: HttpRequest) -> HttpResponse:
    raise ValueError(f"cannot read {SECRET}")


def without_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError(f"database is locked while reading {SECRET}")


urlpatterns = [path("fails", failing), path("locked", without_database), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def lines(caplog):
    """The log as it would be written: one JSON object a line."""
    shown = []
    handler = logging.Handler()
    handler.emit = lambda record: shown.append(JsonLines().format(record))
    logger = logging.getLogger("clearway")
    logger.addHandler(handler)
    yield shown
    logger.removeHandler(handler)


@pytest.fixture(autouse=True)
def _failing_site(settings):
    settings.ROOT_URLCONF = __name__


def test_fault_64_the_page_has_a_number_that_the_log_has_too_and_nothing_else(as_tracker, lines):
    answer = as_tracker.get("/fails")
    page = answer.content.decode()
    assert answer.status_code == 500
    line = json.loads(lines[-1])
    assert line["error_id"] in page
    assert line["failure"] == "ValueError"
    assert any(place.endswith(" failing") for place in line["at"])
    for word in ("Traceback", "ValueError", "Jane", "999", __file__):
        assert word not in page
    assert "Jane" not in lines[-1]
    assert "999 000" not in lines[-1]


def test_fault_64_a_store_that_cannot_answer_gives_503_and_says_when_to_try_again(as_tracker, lines):
    answer = as_tracker.get("/locked")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "Wait half a minute" in answer.content.decode()
    assert "Jane" not in answer.content.decode() + lines[-1]


def test_fault_64_the_error_page_shows_even_when_the_sessions_cannot_be_read(as_tracker, lines, monkeypatch):
    def broken(*_arguments: object) -> None:
        raise OperationalError("unable to open database file")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", broken)
    answer = as_tracker.get("/")
    assert answer.status_code == 503
    assert "Clearway cannot answer just now" in answer.content.decode()


@pytest.mark.parametrize(("address", "status", "words"), [("/no-such-page", 404, "Page not found")])
def test_fault_64_what_is_not_there_is_told_plainly_and_is_not_logged_as_a_failure(
    as_tracker, lines, address, status, words
):
    answer = as_tracker.get(address)
    assert (answer.status_code, words in answer.content.decode()) == (status, True)
    assert lines == []


def test_fault_64_a_visitor_cannot_forge_a_line_of_the_log():
    record = logging.LogRecord("clearway", logging.WARNING, __file__, 1, 'a\n{"level": "info"}\r\nb', None, None)
    assert len(JsonLines().format(record).splitlines()) == 1
