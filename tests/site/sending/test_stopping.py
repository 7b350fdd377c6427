"""A load that is stopped: before a file is received nothing of it stays; after, its figures are worked out anyway."""

from tests.site.sending.conftest import TOKENS, barnsleys

from clearway.site.jobs import services as jobs
from clearway.site.jobs.models import Job, JobState
from clearway.site.jobs.worker import work_once
from clearway.site.submissions.models import Submission


def stops_before(monkeypatch, place: str, by) -> None:
    """Have the load stopped the first time that a function is called."""
    from importlib import import_module

    module, _, name = place.rpartition(".")
    before, asked = getattr(import_module(module), name), []

    def told(*given, **named):
        if not asked:
            asked.append(jobs.stop(by=by, job=Job.unscoped.get(kind="load a file")))
        return before(*given, **named)

    monkeypatch.setattr(place, told)


def test_a_load_that_is_stopped_leaves_nothing_and_the_file_can_be_tried_again(at_barnsley, tracker, monkeypatch):
    at_barnsley.sends(barnsleys({}))
    stops_before(monkeypatch, "clearway.site.sending.uploads.scan", tracker)
    job = work_once("w")
    assert (job.state, job.words) == (JobState.CANCELLED, jobs.STOPPED)
    assert not Submission.unscoped.exists()
    assert list(at_barnsley.store.submissions.iterdir()) == []
    page = at_barnsley.page(f"/data/send/{TOKENS[0]}")
    assert "It was stopped on request" in page
    assert "you can try again without sending it anew" in page


def test_a_load_that_is_stopped_after_its_file_was_received_finishes_its_figures(at_barnsley, tracker, monkeypatch):
    at_barnsley.sends(barnsleys({}))
    stops_before(monkeypatch, "clearway.site.sending.uploads.remove_upload", tracker)
    job = work_once("w")
    assert (job.state, job.result) == (JobState.DONE, {"ending": "loaded", "figures": ""})
    assert job.stop_asked_by == tracker.person.email
    assert Submission.unscoped.get().accepted == 1
    assert (at_barnsley.store.analytical / "current").exists()
