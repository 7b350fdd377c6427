"""Fault 55: a session id that somebody knows is worth nothing after the rights of the session changed."""

from datetime import UTC, datetime, timedelta

import pyotp
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from tests.site.conftest import member, sign_in

from clearway.site.accounts.factor import services
from clearway.site.accounts.models import SecondFactor
from clearway.site.organisations.roles import Administrator
from clearway.site.people.models import OpenSession

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def with_cookie(value: str) -> Client:
    browser = Client()
    browser.cookies["sessionid"] = value
    return browser


def test_fault_55_choosing_another_role_gives_a_new_session_and_ends_the_old_one(browser, tracker, alliance):
    also = member(tracker.person.email, alliance, Administrator)
    sign_in(browser, tracker.person.email)
    before = browser.cookies["sessionid"].value
    browser.post("/choose-role", {"membership": also.pk})
    assert browser.cookies["sessionid"].value != before
    assert not Session.objects.filter(pk=before).exists()
    assert with_cookie(before).get("/help").status_code == 302
    assert browser.get("/help").status_code == 200
    assert OpenSession.objects.get().session_key == browser.cookies["sessionid"].value  # still known to its person


def test_fault_55_a_session_planted_before_the_password_does_not_become_one_after_the_code(browser, tracker):
    sealed = services.sealed_secret(tracker.person)
    phone = pyotp.TOTP(services.opened(sealed, tracker.person))
    services.set_up(person=tracker.person, sealed=sealed, code=phone.now(), address=None)
    SecondFactor.objects.update(last_step=0)
    ids = []
    sign_in(browser, tracker.person.email)
    ids.append(browser.cookies["sessionid"].value)
    browser.post("/sign-in/code", {"code": phone.now()})
    ids.append(browser.cookies["sessionid"].value)
    assert ids[0] != ids[1]
    assert with_cookie(ids[0]).get("/help").status_code == 302
    assert with_cookie(ids[1]).get("/help").status_code == 200


def test_fault_55_a_session_that_was_idle_or_old_is_dead_for_a_thief_too(browser, tracker):
    for minutes in (16, 12 * 60 + 1):
        with time_machine.travel(NOON, tick=False) as clock:
            sign_in(browser, tracker.person.email)
            stolen = browser.cookies["sessionid"].value
            clock.shift(timedelta(minutes=minutes))
            assert with_cookie(stolen).get("/help")["Location"].startswith("/sign-in")
            browser.cookies.clear()
