"""Who gets in, who does not, and what they are told."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.site.conftest import PASSWORD, sign_in

from clearway.site.accounts import throttle
from clearway.site.accounts.demo_people import DEMO_PASSWORD, DEMO_PEOPLE, create_demo_people
from clearway.site.accounts.models import FailedSignIn, Person
from clearway.site.accounts.services import set_password, shut_out
from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain
from clearway.site.organisations.roles import ROLES


def test_a_person_signs_in_with_their_address_however_it_is_capitalised(browser, tracker):
    answer = sign_in(browser, "Tracker@Example.ORG")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert browser.get("/").status_code == 200
    assert Event.objects.filter(event="signed in", actor="tracker@example.org").count() == 1


def test_the_page_asked_for_is_where_signing_in_leads(browser, tracker):
    wanted = browser.get("/help?a=1")
    assert wanted["Location"] == "/sign-in?next=%2Fhelp%3Fa%3D1"
    assert sign_in(browser, tracker.person.email, next="/help?a=1")["Location"] == "/help?a=1"


@pytest.mark.parametrize(
    ("email", "password"),
    [("tracker@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("shut@example.org", PASSWORD)],
)
def test_unknown_person_wrong_password_and_shut_out_person_read_the_same(browser, tracker, email, password):
    Person.objects.create_person(email="shut@example.org", name="Shut", password=PASSWORD, is_active=False)
    answer = sign_in(browser, email, password)
    assert answer.status_code == 422
    assert "The e-mail address or the password is not right." in answer.content.decode()
    assert browser.get("/").status_code == 302


def test_five_failures_shut_the_door_for_known_and_unknown_alike_and_time_opens_it(browser, tracker):
    for email in ("tracker@example.org", "nobody@example.org"):
        for _ in range(throttle.FAILURES_AN_EMAIL):
            sign_in(browser, email, "wrong")
        answer = sign_in(browser, email, PASSWORD)
        assert "too many tries" in answer.content.decode()
    FailedSignIn.objects.update(at=timezone.now() - throttle.WINDOW - timedelta(seconds=1))
    assert sign_in(browser, "tracker@example.org").status_code == 302


def test_a_failed_attempt_keeps_no_address_in_clear(browser, db):
    sign_in(browser, "somebody@example.org", "wrong")
    kept = [
        *FailedSignIn.objects.values_list("email_digest", flat=True),
        *Event.objects.values_list("subject_id", flat=True),
    ]
    assert kept
    assert not any("somebody" in one for one in kept)


def test_signing_out_kills_the_session_even_for_a_copied_cookie(browser, tracker):
    sign_in(browser, tracker.person.email)
    stolen = browser.cookies["sessionid"].value
    browser.post("/sign-out")
    browser.cookies["sessionid"] = stolen
    assert browser.get("/")["Location"] == "/sign-in"


def test_a_new_password_ends_every_session(as_tracker, administrator, tracker):
    set_password(by=administrator, person=tracker.person, password="a quite different one")
    assert as_tracker.get("/")["Location"] == "/sign-in"


def test_a_person_shut_out_is_out_with_the_next_request(as_tracker, administrator, tracker):
    shut_out(by=administrator, person=tracker.person, reason="left")
    assert as_tracker.get("/")["Location"] == "/sign-in"


def test_what_was_typed_stays_in_the_form_but_not_the_password(browser, db):
    page = sign_in(browser, "not-an-address", "my secret").content.decode()
    assert 'value="not-an-address"' in page
    assert "my secret" not in page
    assert "Enter an e-mail address in the form" in page
    assert '<a href="#email"' in page


def test_a_demo_lists_its_people_with_the_password(browser, demo_store, alliance, barnsley, administrator):
    create_demo_people(demo_store, alliance=alliance, trust=barnsley, by=administrator, today=timezone.localdate())
    page = browser.get("/sign-in").content.decode()
    assert {one.role for one in DEMO_PEOPLE} == set(ROLES.values()), "every role has somebody who holds it"
    for person in DEMO_PEOPLE:
        assert f"Sign in as {person.role.display_name.lower()}" in page
        assert f"{person.name} sees {person.shows}. {person.email}" in html.unescape(page)
        assert sign_in(browser, person.email, DEMO_PASSWORD).status_code == 302
        assert person.role.display_name in browser.get("/me").content.decode()
        browser.post("/sign-out")
    assert verify_chain() == []


def test_a_demo_offers_nobody_whom_it_lacks(browser, demo_store, alliance, barnsley, administrator):
    create_demo_people(demo_store, alliance=alliance, trust=barnsley, by=administrator, today=timezone.localdate())
    Person.objects.filter(email="reviewer@demo.example").update(email="left@demo.example")
    page = browser.get("/sign-in").content.decode()
    assert "analyst@demo.example" in page
    assert "reviewer" not in page


def test_a_live_store_never_shows_demo_people_nor_makes_them(browser, live_store, alliance, barnsley, administrator):
    from clearway.records.findings import Refused

    page = browser.get("/sign-in").content.decode()
    assert DEMO_PASSWORD not in page
    assert "demo" not in page.lower()
    with pytest.raises(Refused, match="live"):
        create_demo_people(live_store, alliance=alliance, trust=barnsley, by=administrator, today=timezone.localdate())
    assert not Person.objects.filter(email__endswith="@demo.example").exists()
