"""A person sees their own roles and sessions, ends sessions, and sees nobody else's."""

import pytest
from django.test import Client
from tests.site.conftest import PASSWORD, member
from tests.site.people.conftest import browser_of

from clearway.site.audit.models import Event
from clearway.site.organisations.roles import ClinicalLead
from clearway.site.people.browsers import browser_words
from clearway.site.people.models import OpenSession
from clearway.site.people.services.sessions import tidy_sessions

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1"


@pytest.fixture
def other_browser(tracker) -> Client:
    browser = Client(headers={"user-agent": SAFARI})
    browser.post("/sign-in", {"email": tracker.person.email, "password": PASSWORD})
    return browser


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (SAFARI, "Safari on an iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Linux"),
        ("<script>", "An unknown browser"),
        ("", "An unknown browser"),
    ],
)
def test_a_browser_is_told_in_words_and_nothing_it_sends_is_repeated(sent, words):
    assert browser_words(sent) == words


def test_a_person_sees_every_role_they_hold_and_what_it_allows(as_tracker, tracker, barnsley):
    page = as_tracker.get("/me").content.decode()
    assert "Cancer pathway tracker, Barnsley Hospital" in page
    assert "see who a patient is" in page
    assert "add people and give or end roles" in page.partition("You may not")[2]
    member(tracker.person.email, barnsley, ClinicalLead)
    as_tracker.post("/choose-role", {"membership": tracker.pk})
    assert "Clinical lead, Barnsley Hospital" in as_tracker.get("/me").content.decode()


def test_a_person_ends_one_other_session_and_stays_signed_in(as_tracker, other_browser):
    page = as_tracker.get("/me").content.decode()
    assert "Safari on an iPhone" in page
    assert page.count("this browser") == 1
    held = OpenSession.objects.get(browser="Safari on an iPhone")
    assert as_tracker.post(f"/me/sessions/{held.pk}/end").status_code == 302
    assert other_browser.get("/help").status_code == 302
    assert as_tracker.get("/help").status_code == 200
    assert Event.objects.filter(event="own session ended").count() == 1


def test_a_person_signs_out_everywhere_else_at_once(as_tracker, other_browser, tracker):
    third = browser_of(tracker)
    as_tracker.post("/me/sessions/end")
    assert [browser.get("/help").status_code for browser in (as_tracker, other_browser, third)] == [200, 302, 302]
    assert "signed in nowhere else" in as_tracker.get("/me").content.decode()


def test_nobody_ends_or_sees_a_session_of_somebody_else(as_tracker, analyst, db):
    other = browser_of(analyst)
    held = OpenSession.objects.get(person=analyst.person)
    assert as_tracker.post(f"/me/sessions/{held.pk}/end").status_code == 404
    assert other.get("/help").status_code == 200
    assert "signed in nowhere else" in as_tracker.get("/me").content.decode()


def test_a_session_that_was_signed_out_is_listed_no_more(as_tracker, other_browser):
    other_browser.post("/sign-out")
    assert "iPhone" not in as_tracker.get("/me").content.decode()
    assert OpenSession.objects.count() == 1


def test_sessions_that_are_no_more_are_forgotten_by_the_daily_job(as_tracker, tracker):
    OpenSession.objects.create(person=tracker.person, session_key="gone", browser="x", began_at="2026-01-01T00:00Z")
    assert tidy_sessions() == 1
    assert OpenSession.objects.count() == 1
