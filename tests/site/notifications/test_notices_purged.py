"""Notices go when their period is over, read or not; the job says how many, and so do the trail and the page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from tests.site.conftest import member, sign_in

from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain
from clearway.site.notifications.models import Notice, NoticeKind
from clearway.site.organisations.roles import InformationGovernanceLead
from clearway.site.retention.jobs import purge_old_notices

OWN = """periods:
  - {{data_set: notices, applies_from: 2026-01-01, years: {years}, reason: agreed, agreed_by: the IG lead}}
"""


@pytest.fixture
def given(tracker):
    """Notices of ages in days, some read."""

    def give(*ages: int) -> None:
        for age in ages:
            Notice.unscoped.create(
                person=tracker.person, organisation_code="RFF", kind=NoticeKind.ROLE, words=f"{age} days old",
                to_do="Nothing.", mark=f"age {age}", at=timezone.now() - timedelta(days=age),
                read_at=timezone.now() if age % 2 else None,
            )  # fmt: skip

    return give


def kept() -> set[str]:
    return set(Notice.unscoped.values_list("words", flat=True))


def test_notices_older_than_a_year_go_and_the_trail_says_how_many(given):
    given(1, 300, 364, 367, 400, 900)
    done = purge_old_notices({}, None)
    assert done["removed"] == 3
    assert kept() == {"1 days old", "300 days old", "364 days old"}
    event = Event.objects.get(event="notices purged")
    assert (event.actor, event.actor_kind) == ("retention", "system")
    assert event.after == {"notices": 3, "given_before": done["given_before"]}
    assert verify_chain() == []


def test_done_again_there_is_nothing_left_and_nothing_on_the_trail(given):
    given(1, 400)
    purge_old_notices({}, None)
    assert purge_old_notices({}, None)["removed"] == 0
    assert Event.objects.filter(event="notices purged").count() == 1


@pytest.mark.parametrize(
    ("years", "left"),
    [("3", {"1 days old", "900 days old"}), ("none", {"1 days old", "900 days old", "5000 days old"})],
)
def test_a_stores_own_period_comes_first(given, demo_store, years, left):
    demo_store.path.mkdir()
    (demo_store.path / "retention.yaml").write_text(OWN.format(years=years))
    given(1, 900, 5000)
    purge_old_notices({}, None)
    assert kept() == left


def test_the_day_that_is_a_year_ago_is_still_kept_in_whole(given, tracker):
    today = timezone.localdate()
    first = timezone.make_aware(datetime(today.year - 1, today.month, min(today.day, 28)))  # noqa: DTZ001 - made aware
    Notice.unscoped.create(
        person=tracker.person, organisation_code="RFF", kind="role", words="first", mark="a", at=first
    )
    earlier = first.astimezone(UTC) - timedelta(minutes=1)
    Notice.unscoped.create(
        person=tracker.person, organisation_code="RFF", kind="role", words="no", mark="b", at=earlier
    )
    if today.day <= 28:
        purge_old_notices({}, None)
        assert kept() == {"first"}


def test_the_page_of_retention_says_the_period_to_all_and_what_went_to_whom_it_concerns(
    browser, given, tracker, alliance
):
    given(400)
    purge_old_notices({}, None)
    lead = member("lead@example.org", alliance, InformationGovernanceLead)
    sign_in(browser, lead.person.email)
    page = browser.get("/data/retention").content.decode()
    assert "Notices that people were given" in page
    assert "1 year from the day of receipt" in page
    assert "Notices removed" in page
    file = browser.get("/data/retention?table=notices&format=csv").content.decode("utf-8-sig")
    assert file.splitlines()[0].startswith("at,notices,given_before")
    assert ",1," in file.splitlines()[1]
    browser.post("/sign-out")
    sign_in(browser, tracker.person.email)
    assert "Notices removed" not in browser.get("/data/retention").content.decode()
