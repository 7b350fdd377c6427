"""Every role is confirmed or ended once a quarter; what was missed is listed, flagged and noted."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from tests.site.conftest import member
from tests.site.people.conftest import browser_of

from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import Administrator, Tracker
from clearway.site.people.jobs import note_access_reviews
from clearway.site.people.models import MembershipReview, ReviewOutcome
from clearway.site.people.quarters import Quarter, Standing, quarter_of, standing
from clearway.site.people.services.reviewing import confirm, note_missed, overdue_in_care, to_review
from clearway.site.people.views import review as views

TODAY = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def _in_may():
    with time_machine.travel(datetime(2026, 5, 20, 12, tzinfo=UTC), tick=False):
        yield


@pytest.mark.parametrize(
    ("day", "quarter", "first", "last"),
    [
        (date(2026, 1, 1), "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), "2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        (date(2024, 12, 31), "2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_quarters_are_those_of_the_calendar(day, quarter, first, last):
    found = quarter_of(day)
    assert (str(found), found.first_day, found.last_day) == (quarter, first, last)
    assert quarter_of(found.first_day) == found == quarter_of(found.last_day)


def test_the_quarter_before_the_first_is_the_last_of_the_year_before():
    assert Quarter(2026, 1).before == Quarter(2025, 4)
    assert Quarter(2026, 3).before == Quarter(2026, 2)


@pytest.mark.parametrize(
    ("looked_at", "expected"),
    [
        (date(2026, 5, 20), Standing.DONE),
        (date(2026, 4, 1), Standing.DONE),
        (date(2026, 3, 31), Standing.DUE),
        (date(2026, 1, 1), Standing.DUE),
        (date(2025, 12, 31), Standing.OVERDUE),
    ],
)
def test_a_role_is_due_in_the_quarter_after_and_overdue_when_a_whole_one_went_by(looked_at, expected):
    assert standing(looked_at, TODAY) is expected


def test_an_administrator_confirms_roles_and_they_are_done_for_the_quarter(as_administrator, administrator, tracker):
    assert overdue_in_care(administrator, TODAY) == 2
    page = as_administrator.get("/people/review").content.decode()
    assert "2 roles went a whole quarter without being confirmed" in page
    assert page.count("<strong>Overdue.</strong>") == 2
    assert as_administrator.post("/people/review", {"role": [str(tracker.pk)]}).status_code == 302
    assert {one.membership.pk: one.standing for one in to_review(administrator, TODAY)} == {
        tracker.pk: Standing.DONE,
        administrator.pk: Standing.OVERDUE,
    }
    assert Event.objects.get(event="role confirmed").actor == administrator.person.email
    assert confirm(by=administrator, memberships=[tracker]) == 0


def test_so_many_are_asked_about_at_once_the_longest_unconfirmed_first(as_administrator, tracker, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 1)
    Membership.objects.filter(pk=tracker.pk).update(starts_on=date(2019, 1, 1))
    page = as_administrator.get("/people/review").content.decode()
    assert "the 1 that have waited longest, of 2" in page
    assert page.count('type="checkbox"') == 1
    assert f'value="{tracker.pk}"' in page
    file = as_administrator.get("/people/review?table=review&format=csv").content.decode()
    assert file.count(",overdue") == 2


def test_nothing_ticked_is_said_in_words(as_administrator, tracker):
    page = as_administrator.post("/people/review", {})
    assert page.status_code == 422
    assert "Tick the roles that people still need." in page.content.decode()


def test_nobody_confirms_their_own_role_while_somebody_else_could(administrator, alliance):
    assert confirm(by=administrator, memberships=[administrator]) == 1
    second = member("second@example.org", alliance, Administrator)
    with pytest.raises(Refused, match="their own role"):
        confirm(by=second, memberships=[second])
    assert confirm(by=administrator, memberships=[second]) == 1


def test_an_administrator_of_a_trust_reviews_that_trust_alone(as_local, local, tracker, rotherham):
    stranger = member("stranger@example.org", rotherham, Tracker)
    page = as_local.get("/people/review").content.decode()
    assert "tracker: Cancer pathway tracker, Barnsley Hospital" in page
    assert "stranger" not in page
    assert stranger.person.email not in as_local.get("/people/review?table=review&format=csv").content.decode()
    as_local.post("/people/review", {"role": [str(stranger.pk)]})
    assert not MembershipReview.unscoped.exists()
    with pytest.raises(PermissionDenied):
        confirm(by=local, memberships=[stranger])
    as_local.post("/people/review", {"role": [str(tracker.pk)]})
    assert [one.membership for one in MembershipReview.objects.for_membership(local)] == [tracker]
    assert not MembershipReview.objects.for_membership(stranger).exists()


def test_a_role_that_was_ended_asks_for_no_review(administrator, tracker):
    Membership.objects.filter(pk=tracker.pk).update(ended_on=TODAY)
    assert [one.membership for one in to_review(administrator, TODAY)] == [administrator]
    tracker.refresh_from_db()
    with pytest.raises(Refused, match="is over"):
        confirm(by=administrator, memberships=[tracker])


def test_the_daily_job_notes_what_the_last_quarter_missed_and_notes_it_once(administrator, tracker, barnsley):
    new = member("new@example.org", barnsley, Tracker)
    Membership.objects.filter(pk=new.pk).update(starts_on=date(2026, 2, 1))
    assert note_access_reviews({}, progress=None)["missed"] == 2
    assert note_missed(TODAY) == 0
    noted = MembershipReview.unscoped.filter(outcome=ReviewOutcome.MISSED)
    assert {(one.membership_id, one.quarter) for one in noted} == {
        (administrator.pk, "2026-Q1"),
        (tracker.pk, "2026-Q1"),
    }
    assert Event.objects.filter(event="role not reviewed", actor_kind="system").count() == 2
    confirm(by=administrator, memberships=[tracker])
    assert note_missed(date(2026, 8, 1)) == 2  # the administrator's own, and the one that began in February


def test_the_front_page_of_people_says_that_roles_are_overdue(administrator, tracker):
    page = browser_of(administrator).get("/people").content.decode()
    assert "went a whole quarter without being confirmed" in page
