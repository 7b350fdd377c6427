"""How long a person stays signed in: 15 minutes without a page, 12 hours in any case."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from tests.site.conftest import sign_in

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_fourteen_minutes_without_a_page_are_fine_and_sixteen_are_not(clock, browser, tracker):
    sign_in(browser, tracker.person.email)
    clock.shift(timedelta(minutes=14))
    assert browser.get("/").status_code == 200
    clock.shift(timedelta(minutes=14))
    assert browser.get("/").status_code == 200
    clock.shift(timedelta(minutes=16))
    assert browser.get("/")["Location"] == "/sign-in"
    assert "nothing happened for 15 minutes" in browser.get("/sign-in").content.decode()


def test_twelve_hours_are_the_end_however_busy_a_person_is(clock, browser, tracker):
    sign_in(browser, tracker.person.email)
    for _ in range(6 * 12):
        clock.shift(timedelta(minutes=10))
        assert browser.get("/help").status_code == 200
    clock.shift(timedelta(minutes=1))
    assert browser.get("/help").status_code == 302
    assert "12 hours" in browser.get("/sign-in").content.decode()


def test_a_clock_put_back_before_the_sign_in_ends_the_session(clock, browser, tracker):
    sign_in(browser, tracker.person.email)
    clock.shift(timedelta(days=-1))
    assert browser.get("/").status_code == 302


def test_a_quick_second_page_writes_nothing(clock, browser, tracker, django_assert_num_queries):
    sign_in(browser, tracker.person.email)
    browser.get("/help")
    clock.shift(timedelta(seconds=5))
    with django_assert_num_queries(4) as asked:
        browser.get("/help")
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


def test_the_session_cookie_is_hidden_from_scripts_and_dies_with_the_browser(browser, tracker):
    cookie = sign_in(browser, tracker.person.email).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""
    assert cookie["expires"] == ""


def test_pages_of_a_signed_in_person_are_not_kept_by_the_browser(as_tracker):
    assert "no-store" in as_tracker.get("/")["Cache-Control"]
