"""Tokens: made, shown once, kept as a hash, used, counted, and over when anything they stand on is over."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from tests.site.api.conftest import Program, token_of
from tests.site.conftest import member

from clearway.records.findings import Refused
from clearway.site.accounts.services import set_password, shut_out
from clearway.site.api import usage
from clearway.site.api.models import ApiToken
from clearway.site.api.services import MOST_TOKENS, make_token
from clearway.site.audit.models import Event
from clearway.site.organisations.roles import Tracker

FORM = {"name": "Monthly figures", "days": "30", "asked_as": "0" * 32}
TOKEN = re.compile(r"clearway_[\w-]{43}")


def made_on_page(browser: Client, **changes: str) -> str:
    answer = browser.post("/account/tokens", FORM | changes)
    assert answer.status_code == 200
    return TOKEN.findall(answer.content.decode())[0]


def test_a_token_is_shown_once_and_kept_nowhere(as_tracker, tmp_path, demo_store):
    token = made_on_page(as_tracker)
    assert Program(token).get("/api/v1/rules").status_code == 200
    assert token not in as_tracker.get("/account/tokens").content.decode()
    kept = ApiToken.objects.get()
    assert token not in str(vars(kept))
    assert kept.ending == token[-4:]
    assert all(token not in str(vars(one)) for one in Event.objects.all())


def test_the_page_that_shows_a_token_is_kept_by_no_browser(as_tracker):
    assert "no-store" in as_tracker.post("/account/tokens", FORM)["Cache-Control"]


def test_a_form_sent_twice_makes_one_token_and_says_so(as_tracker):
    made_on_page(as_tracker)
    again = as_tracker.post("/account/tokens", FORM)
    assert not TOKEN.search(again.content.decode())
    assert "had been made already" in again.content.decode()
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Enter what the token is for"),
        ({"name": "   "}, "Enter what the token is for"),
        ({"days": "366"}, "Select a valid choice"),
        ({"asked_as": "x"}, "Enter a valid value"),
        ({"name": "x" * 81}, "at most 80 characters"),
    ],
)
def test_a_form_that_is_wrong_says_what_to_mend(as_tracker, changes, words):
    answer = as_tracker.post("/account/tokens", FORM | changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("days", [-1, 366, 10_000])
def test_no_token_lasts_longer_than_a_year_or_is_over_before_it_begins(tracker, days):
    with pytest.raises(Refused, match="Choose a day from today"):
        token_of(tracker, days=days)


def test_a_person_has_a_bounded_number_of_tokens(tracker):
    for number in range(MOST_TOKENS):
        token_of(tracker, asked_as=str(number))
    with pytest.raises(Refused, match="Revoke one"):
        token_of(tracker, asked_as="one too many")


def test_making_and_revoking_are_on_the_trail(as_tracker, tracker, demo_store):
    made_on_page(as_tracker)
    token = ApiToken.objects.get()
    assert as_tracker.post(f"/account/tokens/{token.pk}/revoke").status_code == 302
    as_tracker.post(f"/account/tokens/{token.pk}/revoke")
    told = [one.event for one in Event.objects.filter(subject_type="api.apitoken")]
    assert told == ["API token made", "API token revoked"]


def test_a_revoked_token_works_no_more(as_tracker, demo_store):
    program = Program(made_on_page(as_tracker))
    as_tracker.post(f"/account/tokens/{ApiToken.objects.get().pk}/revoke")
    assert program.get("/api/v1/rules").status_code == 401


def test_nobody_revokes_somebody_elses_token_and_trying_is_on_the_trail(as_tracker, analyst):
    token = token_of(analyst).token
    assert as_tracker.post(f"/account/tokens/{token.pk}/revoke").status_code == 404
    assert as_tracker.post("/account/tokens/999999/revoke").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None
    assert Event.objects.get(event="another organisation's record asked for").subject_id == str(token.pk)


def test_a_token_works_to_the_end_of_its_last_day_and_no_longer(tracker, demo_store):
    with time_machine.travel("2026-03-02 09:00", tick=False):
        program = Program(token_of(tracker, days=30).text)
    with time_machine.travel("2026-04-01T22:30:00+00:00", tick=False):
        program.reads("/api/v1/rules")
    with time_machine.travel("2026-04-01T23:30:00+00:00", tick=False):  # half past midnight in London
        assert program.get("/api/v1/rules").status_code == 401


def test_a_new_password_ends_the_tokens_made_under_the_old_one(tracker, administrator, demo_store):
    program = Program(token_of(tracker).text)
    program.reads("/api/v1/rules")
    set_password(by=administrator, person=tracker.person, password="another long battery")
    assert program.get("/api/v1/rules").status_code == 401


def test_somebody_shut_out_has_no_tokens(tracker, administrator, demo_store):
    program = Program(token_of(tracker).text)
    shut_out(by=administrator, person=tracker.person, reason="left")
    assert program.get("/api/v1/rules").status_code == 401


def test_signing_out_does_not_end_a_token(as_tracker, demo_store):
    program = Program(made_on_page(as_tracker))
    as_tracker.post("/sign-out")
    assert as_tracker.get("/help").status_code == 302
    assert program.get("/api/v1/rules").status_code == 200


def test_of_use_the_trail_keeps_one_line_a_day_with_the_count_of_the_days_before(tracker, demo_store):
    with time_machine.travel("2026-03-02 09:00", tick=False):
        program = Program(token_of(tracker).text)
        for _ in range(5):
            program.reads("/api/v1/rules")
    with time_machine.travel("2026-03-05 09:00", tick=False):
        for _ in range(3):
            program.reads("/api/v1/rules")
    told = [one.after for one in Event.objects.filter(event="API token used")]
    assert told == [
        {"day": "2026-03-02", "requests_before": {}},
        {"day": "2026-03-05", "requests_before": {"2026-03-02": 5}},
    ]
    token = ApiToken.objects.get()
    assert usage.days_counted(token.key) == [usage.DayOfUse(date(2026, 3, 5), 3)]
    assert token.last_used_on == date(2026, 3, 5)


def test_the_page_tells_when_a_token_was_last_used_and_how_often_today(as_tracker, demo_store):
    program = Program(made_on_page(as_tracker))
    assert "Not used yet" in as_tracker.get("/account/tokens").content.decode()
    program.reads("/api/v1/rules")
    program.reads("/api/v1/rules")
    assert "2 requests today" in as_tracker.get("/account/tokens").content.decode()


def test_a_token_that_asks_too_often_waits_and_no_other_token_does(tracker, analyst, demo_store, settings):
    settings.API_REQUESTS_A_MINUTE = 3
    busy, calm = Program(token_of(tracker).text), Program(token_of(analyst).text)
    with time_machine.travel("2026-11-02 09:00:00", tick=False) as clock:
        tokens = {"expires_on": date(2027, 1, 1)}
        ApiToken.objects.update(**tokens)
        for _ in range(3):
            busy.reads("/api/v1/rules")
        clock.shift(20)
        answer = busy.get("/api/v1/rules")
        assert answer.status_code == 429
        assert answer["Retry-After"] == "40"
        calm.reads("/api/v1/rules")
        clock.shift(40)
        busy.reads("/api/v1/rules")


def test_a_clock_put_back_locks_no_token_out(tracker, demo_store, settings):
    settings.API_REQUESTS_A_MINUTE = 1
    program = Program(token_of(tracker, days=300).text)
    now = timezone.now()
    with time_machine.travel(now.replace(hour=13), tick=False):
        assert program.get("/api/v1/rules").status_code == 200
        assert program.get("/api/v1/rules").status_code == 429
    with time_machine.travel(now.replace(hour=12), tick=False):
        assert program.get("/api/v1/rules").status_code == 200


def test_a_use_that_cannot_be_counted_costs_no_answer(tracker, demo_store):
    program = Program(token_of(tracker).text)
    demo_store.path.mkdir(exist_ok=True)
    (demo_store.path / "run").write_text("a file where a folder should be")
    program.reads("/api/v1/rules")


def test_a_token_has_the_role_it_was_made_in(as_tracker, tracker, rotherham, demo_store):
    second = member(tracker.person.email, rotherham, Tracker)
    as_tracker.post("/choose-role", {"membership": second.pk})
    made_on_page(as_tracker)
    assert ApiToken.objects.get().membership == second
    assert "The Rotherham" in as_tracker.get("/account/tokens").content.decode()


def test_a_role_that_is_over_makes_no_token(tracker):
    tracker.ended_on = timezone.localdate() - timedelta(days=1)
    with pytest.raises(PermissionDenied, match="over"):
        make_token(by=tracker, name="x", expires_on=timezone.localdate(), asked_as="1")
