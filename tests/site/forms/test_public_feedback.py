"""A member of the public sends feedback without an account; nothing about them is kept or logged."""

import pytest
from django.test import Client

from clearway.site.audit.models import Event
from clearway.site.forms import attempts
from clearway.site.forms.models import FormAttempt, FormCase, FormSignature

PAGE = "/public/feedback/about/public-feedback"
HERE = {f"{name}__here": "1" for name in ("who", "part", "overall", "well", "better", "told")}


@pytest.fixture
def nobody(alliance):
    return Client(raise_request_exception=False, enforce_csrf_checks=False)


def test_feedback_is_sent_without_signing_in_and_the_alliance_reads_it(nobody, analyst, stranger):
    assert "Tell us about cancer care here" in nobody.get("/public/feedback").content.decode()
    answer = nobody.post(PAGE, {**HERE, "who": "own", "part": ["gp", "tests"], "well": "The nurse listened"})
    assert answer["Location"] == "/public/feedback/thank-you"
    assert nobody.get(answer["Location"]).status_code == 200
    case = FormCase.objects.for_membership(analyst).get()
    assert "The nurse listened" in FormSignature.unscoped.get(part__case=case).answers
    assert not FormCase.objects.for_membership(stranger).exists()


def test_what_is_needed_is_asked_for_and_what_was_typed_stays(nobody):
    answer = nobody.post(PAGE, {**HERE, "well": "The nurse listened"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Answer “Whose experience is it?”" in page
    assert "The nurse listened" in page


def test_a_question_that_an_answer_opens_is_asked_before_the_form_is_sent(nobody):
    answer = nobody.post(PAGE, {**HERE, "who": "own", "told": "no"})
    assert "How could we have told you better" in answer.content.decode()
    assert not FormCase.unscoped.exists()
    assert nobody.post(PAGE, {**HERE, "told-how__here": "1", "who": "own", "told": "no"}).status_code == 302


def test_nothing_about_who_sent_it_is_kept(nobody, caplog):
    nobody.post(
        PAGE, {**HERE, "who": "own", "well": "All of it"}, REMOTE_ADDR="203.0.113.7", HTTP_USER_AGENT="Secret/1"
    )
    kept = str(list(FormCase.unscoped.values())) + str(list(FormAttempt.objects.values()))
    kept += str(list(Event.objects.values())) + str(list(FormSignature.unscoped.values())) + caplog.text
    assert "203.0.113.7" not in kept
    assert "Secret/1" not in kept
    assert "All of it" not in str(list(Event.objects.values())) + caplog.text


def test_an_nhs_number_is_not_taken(nobody):
    answer = nobody.post(PAGE, {**HERE, "who": "own", "well": "I am 943 476 5919"})
    assert "could be an NHS number" in answer.content.decode()
    assert not FormCase.unscoped.exists()


def test_too_many_in_an_hour_are_asked_to_come_back(nobody, monkeypatch):
    monkeypatch.setitem(attempts.MOST, "feedback", (2, 100))
    sent = [nobody.post(PAGE, {**HERE, "who": "own"}).status_code for _ in range(3)]
    assert sent == [302, 302, 422]
    assert FormCase.unscoped.count() == 2


def test_a_form_that_is_not_public_has_no_public_page(nobody):
    assert nobody.get("/public/feedback/about/significant-event-analysis").status_code == 404
    assert nobody.post("/public/feedback/about/nothing", {}).status_code == 404
