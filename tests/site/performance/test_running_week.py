"""The running week: who is waiting on a day, and where the month will land."""

import csv
import io

from clearway.site.audit.models import Event


def test_everyone_still_waiting_stands_in_bands_with_and_without_a_decision(page):
    text = page("/running-week")
    assert "2 April 2025" in text
    assert "2 people are waiting on a 62-day pathway, 1 of them for over 62 days" in text
    assert "SYNTHETIC" in text


def test_the_month_lands_where_its_bookings_take_it_case_by_case(page):
    text = page("/running-week")
    assert "If every booking of the month is kept, it lands at 0 of 1 people (0.0%)" in text
    assert "counts, late" in text
    assert "10 April 2025" in text
    assert "/pathways/" in text


def test_a_day_before_the_newest_records_says_what_is_not_known(page):
    text = page("/running-week?day=2025-03-10")
    assert "10 March 2025" in text
    assert "what was booked on that day is not" in text


def test_a_day_after_the_newest_records_is_refused_with_the_newest(page):
    assert "a day up to 2025-04-02" in page("/running-week?day=2030-01-01", 400)


def test_the_overview_has_the_running_week_of_its_own_alliance_apart_and_marked(page):
    text = page("/")
    section = text.split('id="week-heading"')[1].split("</section>")[0]
    assert "SYNTHETIC" in section
    assert "2 people are waiting" in section
    assert 'id="week-heading"' not in page("/?alliance=E56000027")


def test_a_tracker_sees_the_pathways_that_the_own_trust_is_on(as_tracker):
    text = as_tracker.get("/running-week").content.decode()
    assert "pathways that Barnsley Hospital is on" in text
    assert "/pathways/" in text


def test_an_administrator_sees_counts_and_no_cases(browser, administrator):
    from tests.site.conftest import sign_in

    sign_in(browser, administrator.person.email)
    text = browser.get("/running-week").content.decode()
    assert "2 people are waiting" in text
    assert "/pathways/" not in text
    assert browser.get("/running-week?table=cases&format=csv").status_code == 404


def test_whoever_is_shown_or_takes_single_cases_is_on_the_trail(as_analyst):
    as_analyst.get("/running-week")
    answer = as_analyst.get("/running-week?table=cases&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["booked_for"], row["outcome"]) for row in rows] == [("2025-04-10", "counts, late")]
    told = [event.event for event in Event.objects.order_by("sequence")]
    assert told[-2:] == ["running week cases seen", "running week cases downloaded"]


def test_counts_alone_leave_no_mark_on_the_trail(as_analyst):
    before = Event.objects.count()
    as_analyst.get("/running-week?table=bands&format=csv")
    assert Event.objects.count() == before


def test_without_records_the_page_says_what_it_needs(page, monkeypatch):
    from clearway.site.performance import weeks

    monkeypatch.setattr(weeks, "last_report_day", lambda figures: None)
    assert "The running week needs records" in page("/running-week")
    assert 'id="week-heading"' not in page("/")
