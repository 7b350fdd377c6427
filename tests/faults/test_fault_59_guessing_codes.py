"""Fault 59: whoever has a password tries codes, or learns from the page who has a second step."""

import pyotp
import pytest
from django.test import Client
from tests.site.conftest import PASSWORD, sign_in

from clearway.site.accounts import throttle
from clearway.site.accounts.factor import services
from clearway.site.accounts.models import SecondFactor


@pytest.fixture
def phone(tracker) -> pyotp.TOTP:
    """The telephone of the tracker, whose second step is set up."""
    sealed = services.sealed_secret(tracker.person)
    held = pyotp.TOTP(services.opened(sealed, tracker.person))
    services.set_up(person=tracker.person, sealed=sealed, code=held.now(), address=None)
    SecondFactor.objects.update(last_step=0)
    return held


def test_fault_59_wrong_codes_shut_the_door_and_the_right_password_does_not_open_it_again(browser, tracker, phone):
    for number in range(throttle.FAILURES_AN_EMAIL):
        guesser = Client()
        sign_in(guesser, tracker.person.email)  # a right password between the guesses does not set the count back
        guesser.post("/sign-in/code", {"code": f"{number:06}"}, REMOTE_ADDR=f"10.0.0.{number}")
    assert "too many tries" in sign_in(browser, tracker.person.email).content.decode()
    assert browser.post("/sign-in/code", {"code": phone.now()})["Location"] == "/sign-in"


def test_fault_59_a_wrong_password_says_nothing_of_a_second_step(browser, tracker, phone, analyst):
    pages = []
    for email in (tracker.person.email, analyst.person.email, "nobody@example.org"):
        answer = sign_in(browser, email, "wrong")
        assert answer.status_code == 422
        lines = answer.content.decode().replace(email, "X").splitlines()
        pages.append([line for line in lines if "csrf" not in line and "nonce" not in line])
    assert pages[0] == pages[1] == pages[2]


def test_fault_59_wrong_and_used_codes_and_codes_of_others_read_the_same(browser, tracker, phone):
    used = phone.now()
    services.proof_by(person=tracker.person, typed=used, address=None)
    sign_in(browser, tracker.person.email)
    pages = []
    for code in (used, "000000", "AAAA-BBBB-CCCC", "١٢٣٤٥٦"):
        answer = browser.post("/sign-in/code", {"code": code})
        assert answer.status_code == 422
        pages.append([x for x in answer.content.decode().splitlines() if "csrf" not in x and "nonce" not in x])
    assert all(page == pages[0] for page in pages)


def test_fault_59_without_the_password_no_code_is_even_looked_at(browser, tracker, phone):
    assert browser.get("/sign-in/code")["Location"] == "/sign-in"
    assert browser.post("/sign-in/code", {"code": phone.now()})["Location"] == "/sign-in"
    assert services.proof_by(person=tracker.person, typed=phone.now(), address=None)
    assert browser.post("/sign-in", {"email": tracker.person.email, "password": PASSWORD})["Location"]
