"""Fault 55: a session that is idle, expired, or whose cookie was stolen before the person signed out."""

from django.contrib.sessions.models import Session
from django.test import Client
from tests.site.conftest import sign_in


def test_fault_55_a_cookie_stolen_before_signing_out_opens_nothing_afterwards(as_tracker):
    thief = Client()
    thief.cookies["sessionid"] = as_tracker.cookies["sessionid"].value
    assert thief.get("/").status_code == 200
    as_tracker.post("/sign-out")
    assert thief.get("/")["Location"] == "/sign-in"
    assert not Session.objects.filter(pk=thief.cookies["sessionid"].value).exists()


def test_fault_55_signing_in_gives_a_new_session_so_that_a_planted_cookie_is_worth_nothing(browser, tracker):
    browser.get("/sign-in")
    browser.cookies["sessionid"] = planted = "planted0planted0planted0planted0"
    sign_in(browser, tracker.person.email)
    assert browser.cookies["sessionid"].value != planted


def test_fault_55_after_signing_in_again_the_person_is_where_they_were(browser, tracker):
    wanted = browser.get("/search?q=breast")["Location"]
    assert wanted == "/sign-in?next=%2Fsearch%3Fq%3Dbreast"
    page = browser.get(wanted).content.decode()
    assert 'name="next" value="/search?q=breast"' in page
