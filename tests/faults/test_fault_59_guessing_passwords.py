"""Fault 59: password spraying, and finding out who has an account by words or time."""

from django.contrib.auth.hashers import get_hashers
from tests.site.conftest import PASSWORD, sign_in

from clearway.site.accounts import throttle


def test_fault_59_the_page_is_the_same_for_an_unknown_person_and_a_wrong_password(browser, tracker):
    pages = []
    for email in ("tracker@example.org", "nobody0@example.org"):
        page = sign_in(browser, email, "wrong").content.decode().replace(email, "X")
        pages.append([line for line in page.splitlines() if "csrf" not in line and "nonce" not in line])
    assert pages[0] == pages[1]


def test_fault_59_the_same_number_of_hashes_is_computed_for_both(browser, tracker, monkeypatch):
    hasher, hashed = type(get_hashers()[0]), []
    real = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *a, **k: (hashed.append(1), real(*a, **k))[1])
    costs = []
    for email in ("tracker@example.org", "nobody@example.org"):
        hashed.clear()
        sign_in(browser, email, "wrong")
        costs.append(len(hashed))
    assert costs[0] == costs[1] > 0


def test_fault_59_one_password_tried_on_many_people_is_slowed_by_where_it_comes_from(browser, tracker):
    for number in range(throttle.FAILURES_AN_ADDRESS):
        sign_in(browser, f"guess{number}@example.org", "Winter2025!")
    assert "too many tries" in sign_in(browser, tracker.person.email, PASSWORD).content.decode()


def test_fault_59_many_passwords_tried_on_one_person_are_slowed_wherever_they_come_from(browser, tracker):
    for number in range(throttle.FAILURES_AN_EMAIL):
        browser.post("/sign-in", {"email": tracker.person.email, "password": "wrong"}, REMOTE_ADDR=f"10.0.0.{number}")
    answer = browser.post("/sign-in", {"email": tracker.person.email, "password": PASSWORD}, REMOTE_ADDR="10.0.0.99")
    assert "too many tries" in answer.content.decode()
