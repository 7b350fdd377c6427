"""Fault 47 for work in the background: the clock jumps back while a job runs. It is done once, by whoever began it."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from clearway.site.audit.services import verify_chain
from clearway.site.jobs import kinds, services
from clearway.site.jobs.models import Job
from clearway.site.jobs.worker import work_once

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)


@pytest.fixture
def began(monkeypatch) -> list[str]:
    """How often a kind of job was begun; the clock jumps back by an hour in the middle, and another worker looks."""
    found: list[str] = []
    monkeypatch.setattr(kinds, "NAMED", dict(kinds.job_kinds()))

    @kinds.job_kind("weave", is_idempotent=True)
    def weave(arguments, progress):
        found.append("begun")
        with at(NOON - timedelta(hours=1)):
            progress.report(done=1, total=2, unit="rows")
            assert services.sweep() == 0, "a job that runs was taken for one whose worker died"
            assert work_once("another") is None
        return {}

    return found


def at(moment: datetime):
    return patch("django.utils.timezone.now", return_value=moment)


def test_fault_47_a_job_during_which_the_clock_jumps_back_is_done_once_by_its_own_worker(began, analyst):
    with at(NOON):
        services.enqueue(by=analyst, kind="weave")
        assert work_once("w") is not None
    with at(NOON - timedelta(hours=1)):
        assert services.sweep() == 0
        assert work_once("w") is None
    assert began == ["begun"]
    assert Job.unscoped.get(kind="weave").state == "done"
    assert verify_chain() == []


def test_fault_47_what_waits_is_done_after_the_clock_jumped_back_before_it_was_asked_for(began, analyst):
    with at(NOON):
        services.enqueue(by=analyst, kind="weave")
    with at(NOON - timedelta(days=400)):
        assert work_once("w") is not None
    assert Job.unscoped.get(kind="weave").state == "done"
