"""A second step of signing in: set up, asked for, replaced by a recovery code, throttled, reset."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from cryptography.exceptions import InvalidTag
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.site.conftest import PASSWORD, member, sign_in

from clearway.records.findings import Refused
from clearway.site.accounts import throttle
from clearway.site.accounts.factor import services
from clearway.site.accounts.factor.policy import is_asked_of
from clearway.site.accounts.factor.rule import SecondStep, chosen_rule
from clearway.site.accounts.models import RecoveryCode, SecondFactor
from clearway.site.audit.models import Event
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, Administrator, MeasureReviewer

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _by_role(settings):
    settings.SECOND_STEP = SecondStep.BY_ROLE


def set_up(person) -> tuple[pyotp.TOTP, list[str]]:
    """A second step of a person, as their telephone holds it, with the recovery codes; its next code is free."""
    sealed = services.sealed_secret(person)
    phone = pyotp.TOTP(services.opened(sealed, person))
    codes = services.set_up(person=person, sealed=sealed, code=phone.now(), address=None)
    SecondFactor.objects.filter(person=person).update(last_step=0)
    return phone, codes


def enter(browser: Client, code: str, **more: str):
    return browser.post("/sign-in/code", {"code": code, **more})


def is_in(browser: Client) -> bool:
    return browser.get("/help").status_code == 200


def test_the_password_alone_opens_nothing_once_a_second_step_is_set_up(browser, tracker):
    phone, _ = set_up(tracker.person)
    answer = sign_in(browser, tracker.person.email, next="/help?a=1")
    assert answer["Location"] == "/sign-in/code?next=%2Fhelp%3Fa%3D1"
    assert not is_in(browser)
    assert browser.get("/api/v1/measures").status_code == 401
    assert "Enter your code" in browser.get(answer["Location"]).content.decode()
    assert enter(browser, phone.now(), next="/help?a=1")["Location"] == "/help?a=1"
    assert is_in(browser)
    assert Event.objects.get(event="signed in").after == {"by": "password and code"}


def test_setting_up_needs_a_code_that_shows_the_secret_arrived(as_tracker, tracker):
    page = as_tracker.get("/account/second-step").content.decode()
    assert "<svg" in page
    key = page.split('clearway-key"><code>')[1].split("<")[0].replace(" ", "")
    assert f"secret={key}" in page
    wrong = as_tracker.post("/account/second-step", {"code": "000000"})
    assert wrong.status_code == 422
    assert not services.has_factor(tracker.person)
    assert key in wrong.content.decode().replace(" ", "")
    before = as_tracker.cookies["sessionid"].value
    shown = as_tracker.post("/account/second-step", {"code": pyotp.TOTP(key).now()}).content.decode()
    assert shown.count("<li><code>") == RecoveryCode.objects.count() == 10
    assert as_tracker.cookies["sessionid"].value != before
    again = as_tracker.get("/account/second-step").content.decode()
    assert "10 recovery codes left" in again
    assert key not in again


def test_neither_secret_nor_recovery_codes_are_kept_in_clear_nor_open_in_another_row(tracker, analyst):
    phone, codes = set_up(tracker.person)
    kept = SecondFactor.objects.get().sealed
    assert phone.secret not in kept
    assert not set(codes) & set(RecoveryCode.objects.values_list("digest", flat=True))
    with pytest.raises(InvalidTag):
        services.opened(kept, analyst.person)


def test_a_code_counts_once_also_within_its_half_minute(browser, tracker):
    phone, _ = set_up(tracker.person)
    code = phone.now()
    sign_in(browser, tracker.person.email)
    assert enter(browser, code).status_code == 302
    other = Client()
    sign_in(other, tracker.person.email)
    assert "was used already" in enter(other, code).content.decode()
    assert not is_in(other)


@pytest.mark.parametrize(("seconds", "counts"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_clocks_of_telephones_may_differ_by_half_a_minute(browser, tracker, seconds, counts):
    phone, _ = set_up(tracker.person)
    sign_in(browser, tracker.person.email)
    enter(browser, phone.at(NOON + timedelta(seconds=seconds)))
    assert is_in(browser) == counts


@pytest.mark.parametrize("how", [str, str.lower, lambda code: code.replace("-", " ")])
def test_a_recovery_code_lets_in_once_however_it_is_written(browser, tracker, how):
    _, codes = set_up(tracker.person)
    for expected in (True, False):
        fresh = Client()
        sign_in(fresh, tracker.person.email)
        enter(fresh, how(codes[3]))
        assert is_in(fresh) == expected
    assert Event.objects.get(event="recovery code used").after == {"left": 9}


def test_codes_of_somebody_else_do_not_count(browser, tracker, analyst):
    set_up(tracker.person)
    phone, codes = set_up(analyst.person)
    sign_in(browser, tracker.person.email)
    for code in (phone.now(), codes[0]):
        assert enter(browser, code).status_code == 422
    assert not is_in(browser)


def test_the_wait_for_a_code_ends_after_ten_minutes_and_with_the_password(browser, tracker, clock):
    phone, _ = set_up(tracker.person)
    sign_in(browser, tracker.person.email)
    clock.shift(timedelta(minutes=11))
    assert enter(browser, phone.now())["Location"] == "/sign-in"
    sign_in(browser, tracker.person.email)
    tracker.person.set_password("a quite different one")
    tracker.person.save()
    assert enter(browser, phone.now())["Location"] == "/sign-in"
    assert not is_in(browser)


def test_a_live_store_shows_a_tracker_nothing_before_a_second_step(live_store, as_tracker):
    wanted = as_tracker.get("/search?q=a")
    assert wanted["Location"] == "/account/second-step?next=%2Fsearch%3Fq%3Da"
    assert as_tracker.get("/api/v1/measures").status_code == 403
    page = as_tracker.get(wanted["Location"]).content.decode()
    assert "cancer pathway tracker, is only for people who sign in with a second step" in page
    key = page.split('clearway-key"><code>')[1].split("<")[0].replace(" ", "")
    shown = as_tracker.post("/account/second-step", {"code": pyotp.TOTP(key).now(), "next": "/search?q=a"})
    assert 'href="/search?q=a"' in shown.content.decode()
    assert as_tracker.get("/search?q=a").status_code == 200


@pytest.mark.parametrize("role", ROLES.values())
def test_every_role_that_meets_patients_or_manages_people_is_asked(live_store, alliance, role):
    meets = {Permission.SEE_PATIENTS, Permission.SEE_PATHWAYS, Permission.MANAGE_PEOPLE, Permission.EXPORT_PERSON}
    assert is_asked_of(member("one@example.org", alliance, role)) == bool(meets & role.permissions)


def test_who_is_given_such_a_role_while_signed_in_is_asked_with_the_next_click(live_store, browser, alliance):
    reviewer = member("reviewer@example.org", alliance, MeasureReviewer)
    sign_in(browser, reviewer.person.email)
    assert is_in(browser)
    also = member("reviewer@example.org", alliance, Administrator)
    browser.post("/choose-role", {"membership": also.pk})
    assert browser.get("/help")["Location"].startswith("/account/second-step")


def test_a_demo_asks_nobody_and_lets_nobody_lock_the_others_out(demo_store, as_tracker, tracker):
    assert is_in(as_tracker)
    page = as_tracker.get("/account/second-step").content.decode()
    assert "no second step is asked for" in page
    with pytest.raises(Refused, match="demo"):
        set_up(tracker.person)


def test_the_deployment_chooses_the_rule_and_a_wrong_word_is_refused(live_store, settings, tracker, analyst):
    assert chosen_rule({}) is SecondStep.BY_ROLE
    assert chosen_rule({"CLEARWAY_SECOND_STEP": "own-choice"}) is SecondStep.OWN_CHOICE
    with pytest.raises(Refused, match="no such rule"):
        chosen_rule({"CLEARWAY_SECOND_STEP": "off"})
    settings.SECOND_STEP = SecondStep.OWN_CHOICE
    assert not is_asked_of(tracker)


def test_new_recovery_codes_end_the_former_ones_and_need_a_code(as_tracker, tracker, clock):
    phone, former = set_up(tracker.person)
    assert as_tracker.post("/account/second-step/codes", {"code": "123456"}).status_code == 422
    shown = as_tracker.post("/account/second-step/codes", {"code": phone.now()}).content.decode()
    assert "The former codes no longer work" in shown
    with pytest.raises(Refused):
        services.proof_by(person=tracker.person, typed=former[0], address=None)
    assert Event.objects.filter(event="recovery codes renewed", actor=tracker.person.email).exists()


def test_taking_it_away_needs_a_code_and_leads_who_needs_one_to_set_up_another(live_store, browser, tracker):
    phone, codes = set_up(tracker.person)
    sign_in(browser, tracker.person.email)
    enter(browser, phone.now())
    assert browser.post("/account/second-step/take-away", {"code": "000000"}).status_code == 422
    assert services.has_factor(tracker.person)
    assert browser.post("/account/second-step/take-away", {"code": codes[0]}).status_code == 302
    assert not services.has_factor(tracker.person)
    assert browser.get("/help")["Location"].startswith("/account/second-step")


def test_an_administrator_resets_it_with_a_reason_that_the_trail_keeps(browser, tracker, administrator):
    set_up(tracker.person)
    elsewhere = Client()
    sign_in(elsewhere, tracker.person.email)
    enter(elsewhere, pyotp.TOTP(services.opened(SecondFactor.objects.get().sealed, tracker.person)).now())
    assert is_in(elsewhere)
    sign_in(browser, administrator.person.email)
    path = f"/second-steps/{tracker.person.pk}/reset"
    assert path in browser.get("/second-steps").content.decode()
    assert browser.post(path, {"reason": "  "}).status_code == 422
    assert browser.post(path, {"reason": "telephone lost"})["Location"] == "/second-steps"
    assert not services.has_factor(tracker.person)
    assert Event.objects.get(event="second step reset").reason == "telephone lost"
    assert not is_in(elsewhere)


def test_an_administrator_of_one_trust_neither_sees_nor_resets_those_of_another(browser, tracker, rotherham):
    set_up(tracker.person)
    local = member("local@example.org", rotherham, Administrator)
    with pytest.raises(PermissionDenied):
        services.reset(by=local, person=tracker.person, reason="curious")
    sign_in(browser, local.person.email)
    assert tracker.person.email not in browser.get("/second-steps").content.decode()
    assert browser.get(f"/second-steps/{tracker.person.pk}/reset").status_code == 404
    assert Event.objects.get(event="another organisation's record asked for").subject_id == str(tracker.person.pk)


def test_nobody_else_resets_it_and_no_administrator_their_own(browser, tracker, analyst, administrator):
    set_up(tracker.person)
    set_up(administrator.person)
    with pytest.raises(PermissionDenied):
        services.reset(by=analyst, person=tracker.person, reason="curious")
    with pytest.raises(Refused, match="not reset by yourself"):
        services.reset(by=administrator, person=administrator.person, reason="mine")
    sign_in(browser, analyst.person.email)
    assert browser.get("/second-steps").status_code == 403
    assert browser.post(f"/second-steps/{tracker.person.pk}/reset", {"reason": "x"}).status_code == 403
    assert SecondFactor.objects.count() == 2


def test_the_list_of_second_steps_leads_with_who_lacks_one_and_can_be_downloaded(
    live_store, browser, tracker, administrator
):
    phone, _ = set_up(administrator.person)
    sign_in(browser, administrator.person.email)
    enter(browser, phone.now())
    rows = browser.get("/second-steps?table=second-steps&format=csv").content.decode("utf-8-sig")
    assert "tracker@example.org,not set up; asked for at the next sign-in" in rows
    page = browser.get("/second-steps").content.decode()
    assert page.index("tracker@example.org") < page.index("admin@example.org", page.index("<table"))


def test_wrong_codes_and_wrong_passwords_are_counted_together(browser, tracker):
    phone, _ = set_up(tracker.person)
    sign_in(browser, tracker.person.email, "wrong")
    sign_in(browser, tracker.person.email, PASSWORD)
    for _ in range(throttle.FAILURES_AN_EMAIL - 1):
        enter(browser, "000000")
    assert "too many tries" in enter(browser, phone.now()).content.decode()
    assert not is_in(browser)
