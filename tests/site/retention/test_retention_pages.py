"""The pages of retention: periods, what is kept, held and purged; holding, releasing and purging one file."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.intake.builders import records
from tests.site.conftest import sign_in

from clearway.site.jobs.models import Job
from clearway.site.jobs.worker import work_once
from clearway.site.submissions.models import Submission

pytestmark = pytest.mark.slow


@pytest.fixture
def march(desk) -> Submission:
    codes = dict.fromkeys(("pathway_issuer", "org_first_seen", "org_fds_end", "org_treatment"), "RFF")
    (loaded,) = desk.load(desk.csv(records(*[codes for _ in range(7)])), organisation="RFF", month="2025-03")
    desk.publish()
    return Submission.unscoped.get(pk=loaded.submission.id)


@pytest.fixture
def as_lead(browser, lead):
    sign_in(browser, lead.person.email)
    return browser


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_list_says_whose_choice_the_period_is_and_what_is_due(as_lead, march):
    page = text(as_lead.get("/data/retention"))
    assert "8 years from the day of receipt" in page
    assert "provisional (our design choice)" in page
    assert "Nothing is due" in page
    Submission.unscoped.update(received_at=timezone.now() - timedelta(days=366 * 9))
    due = as_lead.get("/data/retention?table=due&format=csv").content.decode()
    assert march.pk in due


def test_a_file_is_held_released_and_purged_in_two_steps_on_its_page(as_lead, desk, march):
    address = f"/data/retention/{march.pk}"
    assert as_lead.post(address, {"wish": "hold", "reason": "inquiry"}).status_code == 302
    page = text(as_lead.get(address))
    assert "Held back" in page
    assert "Purge for good" not in page
    assert as_lead.post(address, {"wish": "purge", "because": "over", "typed": march.pk}).status_code == 422
    assert as_lead.post(address, {"wish": "release", "reason": "closed"}).status_code == 302
    half = as_lead.post(address, {"wish": "purge", "because": "over", "typed": "something else"})
    assert half.status_code == 422
    assert "Type the submission" in text(half)
    march.refresh_from_db()
    assert march.state == "live"
    done = as_lead.post(address, {"wish": "purge", "because": "over", "typed": march.pk})
    assert done.status_code == 302
    page = text(as_lead.get(done["Location"]))
    assert "Its content was purged on" in page
    assert "as last published" in page
    assert work_once("test") is not None
    assert Job.unscoped.get(kind="publish after a purge").state == "done"
    assert desk.rows("SELECT count(*) FROM events") == [(0,)]
    assert "Purged files" in text(as_lead.get("/data/retention"))


def test_a_tracker_sees_until_when_their_files_are_kept_and_changes_nothing(as_tracker, march):
    assert march.file_name in text(as_tracker.get("/data/retention"))
    address = f"/data/retention/{march.pk}"
    assert "Purge for good" not in text(as_tracker.get(address))
    assert as_tracker.post(address, {"wish": "hold", "reason": "x"}).status_code == 403
    Submission.unscoped.update(organisation_code="RFR")
    assert as_tracker.get(address).status_code == 404
