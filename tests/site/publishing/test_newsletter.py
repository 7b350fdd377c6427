"""The newsletter: drafted from data, its words a person's, approved by a second person, and never sent."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from tests.site.conftest import browser_of
from tests.site.publishing.conftest import approved, at_work, begun

from clearway.planning.reading import ReadPlan
from clearway.planning.shipped import plan_of_2017
from clearway.site.engagement.models import Activity, Consultation, ConsultationState
from clearway.site.plan.models import Milestone
from clearway.site.plan.services.loading import load_plan
from clearway.site.publishing.newsletter.sections import NOTHING_CHANGED
from clearway.site.publishing.services import deciding, making

pytestmark = pytest.mark.usefixtures("toy")


def news(manager, today=None):
    """Something of everything that is news: a step passed, an event, a consultation."""
    today = today or timezone.localdate()
    plan = load_plan(by=manager, read=ReadPlan(plan_of_2017())).row
    Milestone.objects.create(
        deliverable=plan.deliverables.first(),
        code="M1",
        position=0,
        text="The first clinic opened",
        actual=today - timedelta(days=3),
    )
    now = timezone.now()
    for name, day in (("Health bus in the market", 9), ("Open day of last year", -300)):
        Activity.objects.create(first_day=today + timedelta(days=day), text=name, venue="Town hall", changed_at=now)
    Consultation.objects.bulk_create(
        Consultation(
            title=title, proposal="Change it.", decided_by="Board", state=state, closes_on=today + timedelta(days=30)
        )
        for title, state in (("Where scans are done", ConsultationState.OPEN), ("Not yet", ConsultationState.DRAFT))
    )


def texts(release) -> dict[str, str]:
    return {one.name.rpartition(".")[2]: bytes(one.content) for one in release.files.all()}


def test_an_issue_is_drafted_from_what_is_news(manager):
    news(manager)
    text = begun(manager, kind="newsletter").text
    assert "out of 100" in text["How long people wait"]
    assert "The first clinic opened" in text["Steps that we finished"]
    assert "Health bus in the market" in text["Coming up"]
    assert "Open day" not in str(text)
    assert "Where scans are done." in text["We want to hear from you"]
    assert "Not yet" not in str(text)


def test_where_nothing_changed_that_is_said_and_what_there_is_not_has_no_heading(manager):
    release = begun(manager, kind="newsletter")
    assert release.text["What changed"] == NOTHING_CHANGED
    assert set(release.text) == {"Opening", "How long people wait", "What changed", "Have your say"}
    assert "failed" not in {one["outcome"] for one in release.checks}


def test_the_words_of_a_person_stand_in_every_file_and_an_empty_box_leaves_a_section_out(manager):
    release = begun(manager, kind="newsletter")
    making.make_again(by=manager, release=release, text={"Opening": "Hello & welcome.", "Have your say": ""})
    at_work()
    made = texts(release)
    assert "Hello & welcome." in made["txt"].decode()
    assert "Hello &amp; welcome." in made["html"].decode()
    assert "HAVE YOUR SAY" not in made["txt"].decode()
    assert made["pdf"].startswith(b"%PDF")


def test_it_is_a_draft_until_a_second_person_approves_and_nothing_is_sent(manager, second):
    draft = begun(manager, kind="newsletter")
    assert b"Draft, not approved" in texts(draft)["html"]
    release = deciding.publish(by=manager, release=approved(manager, second, kind="newsletter"))
    out = texts(release)
    assert b"Draft" not in out["html"] + out["txt"]
    assert second.person.name.encode() not in out["html"] + out["txt"], "no person is named to the public"
    assert mail.outbox == []


def test_a_month_without_figures_makes_no_issue(manager):
    release = begun(manager, kind="newsletter", month="2010-01")
    page = browser_of(manager).get(f"/publications/{release.pk}").content.decode()
    assert "No published figures of January 2010 are held." in page
