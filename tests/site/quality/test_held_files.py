"""A file that is held back: who sees it, what they are told, and what a decision does."""

import pytest
from tests.site.quality.conftest import page

from clearway.site.audit.models import Event
from clearway.site.jobs.models import Job
from clearway.site.submissions.models import Submission

pytestmark = pytest.mark.usefixtures("on_desk")


def test_the_page_shows_what_stood_out_beside_what_was_sent_before(as_tracker, held_id):
    assert "march.csv" in page(as_tracker, "/data/quality/held")
    text = page(as_tracker, f"/data/quality/held/{held_id}")
    assert "20 people" in text
    assert "60 a month" in text
    assert "2024-10 to 2025-02" in text
    assert "It is right: publish it" in text


def test_it_counts_when_a_person_says_so_with_a_reason(as_tracker, tracker, held_id):
    path = f"/data/quality/held/{held_id}"
    assert as_tracker.post(path, {"decision": "publish", "reason": "yes"}).status_code == 422
    assert as_tracker.post(path, {"reason": "the clinic was closed"}).status_code == 422
    assert Submission.unscoped.get(pk=held_id).state == "held"
    assert as_tracker.post(path, {"decision": "publish", "reason": "the clinic was closed"}).status_code == 302
    accepted = Submission.unscoped.get(pk=held_id)
    assert (accepted.state, accepted.decision_reason) == ("live", "the clinic was closed")
    assert accepted.live_from is not None
    event = Event.objects.get(event="held submission accepted")
    assert (event.actor, event.reason) == (tracker.person.email, "the clinic was closed")
    assert Job.unscoped.get().kind == "publish figures"


def test_it_never_counts_when_it_is_withdrawn(as_tracker, held_id):
    path = f"/data/quality/held/{held_id}"
    assert as_tracker.post(path, {"decision": "withdraw", "reason": "half is missing"}).status_code == 302
    assert Submission.unscoped.get(pk=held_id).state == "withdrawn"
    assert "It waits no longer" in page(as_tracker, path)
    assert as_tracker.post(path, {"decision": "publish", "reason": "changed my mind"}).status_code == 422
    assert Event.objects.filter(event="held submission withdrawn").count() == 1
    assert Job.unscoped.count() == 0


def test_another_trust_neither_sees_nor_decides(as_rotherham, held_id):
    path = f"/data/quality/held/{held_id}"
    assert as_rotherham.get(path).status_code == 404
    assert as_rotherham.post(path, {"decision": "publish", "reason": "it looks right to me"}).status_code == 404
    assert Submission.unscoped.get(pk=held_id).state == "held"
    assert "No file waits for you" in page(as_rotherham, "/data/quality/held")


def test_completeness_is_told_by_column_with_its_interval_and_trend(as_tracker):
    text = page(as_tracker, "/data/quality/completeness?organisation=RFF&column=icd10")
    assert "How complete the records are" in text
    assert "4 of 4" in text
    assert "clearway-sparkline" in text
    assert "people who were treated" in text
    answer = as_tracker.get("/data/quality/completeness?organisation=RFF&table=completeness&format=csv")
    assert b"2025-02" in answer.content
    assert as_tracker.get("/data/quality/completeness?organisation=RFR").status_code == 404


def test_who_is_who_tells_counts_to_all_and_numbers_to_nobody_without_a_reason(as_analyst, as_administrator):
    for browser in (as_analyst, as_administrator):
        text = page(browser, "/data/quality/identity")
        assert "Nobody is merged" in text
        assert "9990000" not in text


def test_the_job_brings_the_figures_up_to_date_once(administrator):
    from clearway.site.quality.jobs import publish_figures

    class Silent:
        def report(self, *, done: int, total: int | None = None, unit: str = "") -> None:
            """Nobody looks."""

    first, again = (publish_figures({"membership": administrator.pk}, Silent()) for _ in range(2))
    assert first == again
    assert len(first["snapshot"]) == 12
