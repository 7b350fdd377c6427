"""Every way of signing in and of failing to leaves its line: how it was tried, and nothing of what was typed."""

import json

import pyotp
import pytest
from django.test import Client
from tests.oidc import Service
from tests.site.accounts.test_second_step import enter, set_up
from tests.site.accounts.test_sign_in_service import (  # noqa: F401
    known,
    running_service,
    service,
    there_and_back,
)
from tests.site.conftest import PASSWORD, sign_in

from clearway.site.accounts import throttle
from clearway.site.accounts.factor.rule import SecondStep
from clearway.site.accounts.models import Person, SecondFactor
from clearway.site.accounts.services import shut_out
from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain


@pytest.fixture(autouse=True)
def _by_role(settings):
    settings.SECOND_STEP = SecondStep.BY_ROLE


def signed_in() -> list[str]:
    """How each session on the trail was begun, oldest first."""
    return [one.after["by"] for one in Event.objects.filter(event="signed in")]


def failures(event: str) -> list[Event]:
    return list(Event.objects.filter(event=event))


def everything_kept() -> str:
    """All that the trail says beside who did something."""
    columns = ("event", "subject_type", "subject_id", "reason", "source", "before", "after")
    return json.dumps(list(Event.objects.values(*columns)))


def wrong_code_of(phone: pyotp.TOTP) -> str:
    """A code that the telephone does not show now, nor half a minute before or after."""
    return next(code for code in ("000001", "000002", "000003", "000004") if not phone.verify(code, valid_window=2))


def test_each_way_of_signing_in_is_on_the_trail_by_its_factors(browser, service, known, tracker):  # noqa: F811
    sign_in(browser, tracker.person.email)
    phone, codes = set_up(tracker.person)
    for code in (phone.now(), codes[0]):
        other = Client()
        sign_in(other, tracker.person.email)
        SecondFactor.objects.filter(person=tracker.person).update(last_step=0)
        enter(other, code)
    there_and_back(Client(), service, known)
    assert signed_in() == ["password", "password and code", "password and recovery code", "sign-in service"]
    assert {one.actor for one in failures("signed in")} == {tracker.person.email}
    assert not any(code in everything_kept() for code in (phone.now(), *codes, PASSWORD))
    assert verify_chain() == []


@pytest.mark.parametrize("email", ["tracker@example.org", "nobody@example.org", "shut@example.org"])
def test_a_wrong_password_is_on_the_trail_as_one_whoever_it_was_typed_for(browser, tracker, administrator, email):
    shut = Person.objects.create_person(email="shut@example.org", name="Shut", password=PASSWORD)
    shut_out(by=administrator, person=shut, reason="left")
    sign_in(browser, email, PASSWORD if "shut" in email else "a wrong secret")
    (failed,) = failures("sign-in failed")
    assert (failed.actor, failed.subject_type, failed.after) == ("sign-in", "sign-in", {"by": "password"})
    assert failed.subject_id == throttle.short_digest(email)
    told = everything_kept()
    assert not any(typed in told for typed in (email, "a wrong secret", PASSWORD))


def test_a_wrong_second_step_is_on_the_trail_with_whose_it_was_and_without_the_code(browser, tracker):
    phone, _ = set_up(tracker.person)
    wrong = wrong_code_of(phone)
    sign_in(browser, tracker.person.email)
    enter(browser, wrong)
    (failed,) = failures("second step failed")
    assert (failed.subject_type, failed.subject_id) == ("accounts.person", str(tracker.person_id))
    assert failed.after == {"by": "code"}
    assert signed_in() == []
    assert wrong not in json.dumps([failed.after, failed.reason, failed.source, failed.subject_id])
    assert tracker.person.email not in everything_kept()


def test_tries_after_too_many_stand_in_the_log_and_do_not_fill_the_trail(browser, tracker, log_lines):
    for _ in range(throttle.FAILURES_AN_EMAIL + 3):
        sign_in(browser, tracker.person.email, "a wrong secret")
    assert len(failures("sign-in failed")) == throttle.FAILURES_AN_EMAIL
    told = [line for line in log_lines if "too many tries" in line]
    assert len(told) == 3
    assert all(throttle.short_digest(tracker.person.email) in line for line in told)
    assert not any(typed in line for line in log_lines for typed in (tracker.person.email, "a wrong secret"))


def test_too_many_wrong_codes_stand_in_the_log_too(browser, tracker, log_lines):
    phone, _ = set_up(tracker.person)
    sign_in(browser, tracker.person.email)
    for _ in range(throttle.FAILURES_AN_EMAIL + 1):
        enter(browser, wrong_code_of(phone))
    assert len(failures("second step failed")) == throttle.FAILURES_AN_EMAIL
    assert sum("too many tries" in line for line in log_lines) == 1


def test_whoever_a_service_does_not_vouch_for_is_on_the_trail_or_in_the_log(browser, service: Service, db, log_lines):  # noqa: F811
    service.knows("stranger", email="stranger@example.org", email_verified=True)
    there_and_back(browser, service, "stranger")
    (refused,) = failures("sign-in by service refused")
    assert refused.after == {"because": "unknown"}
    assert "stranger" not in everything_kept()
    Client().get("/sign-in/service/return?code=x&state=forged-words")
    (told,) = [line for line in log_lines if "vouched for nobody" in line]
    assert "forged-words" not in told


def test_a_token_that_does_not_work_leaves_a_line_without_the_token(browser, db, log_lines):
    answer = browser.get("/api/v1/measures", headers={"authorization": "Bearer cw_a-token-of-nobody"})
    assert answer.status_code == 401
    assert [json.loads(line)["message"] for line in log_lines] == ["a token for the API was refused"]
