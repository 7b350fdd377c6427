"""Whoever has to confirm roles is told once a quarter went by without it, and again every week until it is done."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from tests.site.conftest import member
from tests.site.people.conftest import browser_of

from clearway.site.notifications.digest import send_digest
from clearway.site.notifications.models import Notice, NoticeKind
from clearway.site.organisations.roles import Administrator, Tracker
from clearway.site.people.jobs import note_access_reviews
from clearway.site.people.services.reminding import remind_of_reviews
from clearway.site.people.services.reviewing import confirm

FIRST = date(2026, 4, 1)
"""The first day of a quarter; the roles below began in 2020 and were never looked at."""


@pytest.fixture(autouse=True)
def _at_the_beginning_of_a_quarter():
    with time_machine.travel(datetime(2026, 4, 1, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def other_administrator(alliance):
    return member("second@example.org", alliance, Administrator)


@pytest.fixture
def of_trust(barnsley):
    return member("trust-admin@example.org", barnsley, Administrator)


def unread(membership) -> list[str]:
    rows = Notice.unscoped.filter(person=membership.person, read_at=None, kind=NoticeKind.ACCESS_REVIEW)
    return [one.words for one in rows]


def test_administrators_are_told_how_many_roles_they_can_do_something_about(
    administrator, other_administrator, of_trust, tracker, stranger_tracker
):
    assert remind_of_reviews(FIRST) == 3
    (words,) = unread(administrator)
    assert words == "The quarterly review of roles is overdue: 4 roles were not confirmed for a whole quarter"
    assert "2 roles" not in words
    (words,) = unread(of_trust)
    assert "1 role was not confirmed" in words, "the trust's own tracker; its own role is confirmed by the alliance"
    assert unread(tracker) == []
    notice = Notice.unscoped.get(person=of_trust.person)
    assert (notice.link, notice.organisation_code) == ("/people/review", "RFF")
    assert "confirm" in notice.to_do


@pytest.fixture
def stranger_tracker(rotherham):
    return member("stranger@example.org", rotherham, Tracker)


def test_of_one_week_each_is_told_once_and_the_next_week_again_in_place_of_the_last(of_trust, tracker, administrator):
    for day in range(7):
        remind_of_reviews(FIRST + timedelta(days=day))
    assert Notice.unscoped.filter(person=of_trust.person).count() == 1
    remind_of_reviews(FIRST + timedelta(days=7))
    assert Notice.unscoped.filter(person=of_trust.person).count() == 2
    assert len(unread(of_trust)) == 1
    remind_of_reviews(date(2026, 7, 1))
    assert Notice.unscoped.filter(person=of_trust.person).count() == 3, "a new quarter is a new first week"


def test_a_notice_that_was_read_is_not_given_again_within_its_week(of_trust, tracker, administrator):
    remind_of_reviews(FIRST)
    Notice.unscoped.update(read_at=datetime(2026, 4, 1, 13, tzinfo=UTC))
    remind_of_reviews(FIRST + timedelta(days=1))
    assert unread(of_trust) == []


def test_once_everything_is_confirmed_nothing_is_left_to_do(of_trust, tracker, administrator):
    remind_of_reviews(FIRST)
    confirm(by=of_trust, memberships=[tracker])
    confirm(by=administrator, memberships=[of_trust])
    assert remind_of_reviews(FIRST + timedelta(days=1)) == 1, "the alliance's only administrator confirms their own"
    assert unread(of_trust) == []
    confirm(by=administrator, memberships=[administrator])
    assert remind_of_reviews(FIRST + timedelta(days=2)) == 0
    assert unread(administrator) == []


def test_nobody_is_told_while_no_whole_quarter_went_by(administrator, tracker):
    type(tracker).objects.update(starts_on=date(2026, 1, 1))
    assert remind_of_reviews(date(2026, 3, 31)) == 0
    assert remind_of_reviews(FIRST) == 0
    assert remind_of_reviews(date(2026, 7, 1)) > 0


def test_the_daily_job_tells_on_the_page_and_by_mail_without_details(of_trust, tracker, administrator):
    assert note_access_reviews({}, None)["reminded"] == 2
    page = browser_of(of_trust).get("/notifications").content.decode()
    assert "The quarterly review of roles is overdue: 1 role was" in page
    assert 'href="/people/review"' in page
    assert send_digest(of_trust.person, now=datetime(2026, 4, 1, 12, tzinfo=UTC))
    (sent,) = mail.outbox
    assert sent.to == [of_trust.person.email]
    assert "The quarterly review of roles is overdue: 1" in sent.body
    assert tracker.person.name not in sent.body
