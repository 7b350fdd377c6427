"""The life of a job: asked for once, claimed by one, kept alive, finished, found when its worker died."""

import time
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.jobs import kinds, services
from clearway.site.jobs.models import Job, JobState
from clearway.site.jobs.services import LeaseLost
from clearway.site.jobs.worker import LeaseKeeper, work_once

LATER = services.LEASE + timedelta(seconds=1)


@pytest.fixture
def counting(monkeypatch):
    """A kind of job that counts, and another that may not be repeated."""
    monkeypatch.setattr(kinds, "KINDS", dict(kinds.KINDS))
    monkeypatch.setattr(services, "KINDS", kinds.KINDS)
    monkeypatch.setattr("clearway.site.jobs.worker.KINDS", kinds.KINDS)

    @kinds.job_kind("count", is_idempotent=True)
    def count(arguments, progress):
        progress.report(done=1, total=2, unit="rows")
        return {"counted": arguments["to"]}

    @kinds.job_kind("send once", is_idempotent=False)
    def send(arguments, progress):
        return {}

    return count


def ask(by, kind="count", to=3):
    return services.enqueue(by=by, kind=kind, arguments={"to": to})


def test_a_job_is_done_and_its_result_kept(counting, analyst):
    job, is_new = ask(analyst)
    assert is_new
    assert work_once("w").pk == job.pk
    job.refresh_from_db()
    assert (job.state, job.result, job.done, job.total, job.unit) == ("done", {"counted": 3}, 1, 2, "rows")
    assert job.requested_by == "analyst@example.org"
    assert list(Event.objects.values_list("event", flat=True)) == ["job asked for", "job done"]


def test_the_same_work_is_not_queued_twice_while_it_waits_or_runs(counting, analyst):
    first, _ = ask(analyst)
    assert ask(analyst) == (first, False)
    services.claim("w")
    assert ask(analyst) == (first, False)
    assert ask(analyst, to=4)[1]


def test_finished_work_can_be_asked_for_again(counting, analyst):
    ask(analyst)
    work_once("w")
    assert ask(analyst)[1]


def test_two_workers_never_get_the_same_job_and_the_oldest_comes_first(counting, analyst):
    first, _ = ask(analyst, to=1)
    second, _ = ask(analyst, to=2)
    assert services.claim("a").pk == first.pk
    assert services.claim("b").pk == second.pk
    assert services.claim("c") is None


def test_a_lease_that_ran_out_puts_the_job_back_and_the_old_worker_can_no_longer_end_it(counting, analyst):
    ask(analyst)
    dead = services.claim("dead")
    assert services.sweep(now=timezone.now()) == 0
    assert services.sweep(now=timezone.now() + LATER) == 1
    again = services.claim("alive")
    assert (again.pk, again.attempt) == (dead.pk, 2)
    with pytest.raises(LeaseLost):
        services.finish(dead, result={"counted": "by a ghost"})
    with pytest.raises(LeaseLost):
        services.renew(dead)
    services.finish(again, result={"counted": 3})
    assert Job.objects.get().result == {"counted": 3}


def test_a_renewed_lease_is_not_swept(counting, analyst):
    ask(analyst)
    job = services.claim("w", now=timezone.now())
    services.renew(job, now=timezone.now() + LATER)
    assert services.sweep(now=timezone.now() + LATER) == 0


def test_after_three_dead_workers_a_job_is_lost_and_says_so(counting, analyst):
    ask(analyst)
    for attempt in (1, 2, 3):
        assert services.claim(f"w{attempt}").attempt == attempt
        services.sweep(now=timezone.now() + LATER)
    job = Job.objects.get()
    assert (job.state, job.attempt) == (JobState.LOST, 3)
    assert "Ask for it again" in job.words
    assert services.claim("w4") is None


def test_a_job_that_may_not_be_repeated_is_lost_at_the_first_death(counting, analyst):
    ask(analyst, kind="send once")
    services.claim("w")
    services.sweep(now=timezone.now() + LATER)
    assert Job.objects.get().state == JobState.LOST


def test_a_job_that_fails_keeps_words_for_the_person_and_an_error_number_but_no_cause(counting, analyst, caplog):
    @kinds.job_kind("burst", is_idempotent=True)
    def burst(arguments, progress):
        raise ValueError("NHS number 999 000 0001")

    services.enqueue(by=analyst, kind="burst")
    job = work_once("w")
    assert job.state == JobState.FAILED
    assert len(job.error_id) == 8
    assert job.error_id in job.words
    assert "999" not in job.words


def test_a_refusal_reaches_the_person_in_its_own_words(counting, analyst):
    @kinds.job_kind("refuse", is_idempotent=True)
    def refuse(arguments, progress):
        raise Refused("The file is empty.", "Send another.")

    services.enqueue(by=analyst, kind="refuse")
    job = work_once("w")
    assert (job.state, job.words, job.error_id) == ("failed", "The file is empty. Send another.", "")


def test_two_functions_cannot_share_the_name_of_a_kind(counting):
    with pytest.raises(ValueError, match="count"):

        @kinds.job_kind("count", is_idempotent=True)
        def other(arguments, progress):
            return {}


@pytest.mark.django_db(transaction=True)
def test_a_long_job_keeps_its_lease_by_itself(counting, analyst):
    ask(analyst)
    job = services.claim("w")
    before = job.lease_until
    with LeaseKeeper(job, every=0.01) as keeper:
        keeper.report(done=1)
        for _ in range(200):
            job.refresh_from_db()
            if job.lease_until > before:
                break
    assert job.lease_until > before


def test_old_sessions_and_failed_sign_ins_are_tidied(browser, tracker):
    from clearway.site.accounts import throttle
    from clearway.site.accounts.jobs import TIDY_SIGN_INS
    from clearway.site.accounts.models import FailedSignIn

    FailedSignIn.objects.create(email_digest="old", at=timezone.now() - throttle.WINDOW * 2)
    FailedSignIn.objects.create(email_digest="new")
    services.enqueue(by=services.WORKER, kind=TIDY_SIGN_INS)
    assert work_once("w").result == {"sessions": 0, "failed_sign_ins": 1}
    assert FailedSignIn.objects.get().email_digest == "new"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_busy_for_a_moment_does_not_cost_the_lease(counting, analyst, monkeypatch):
    ask(analyst)
    job = services.claim("w")
    tries = []

    def renew(job, **more):
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("database is locked")

    monkeypatch.setattr(services, "renew", renew)
    with LeaseKeeper(job, every=0.001):
        while len(tries) < 3:
            time.sleep(0.001)
    assert len(tries) >= 3


@pytest.mark.django_db(transaction=True)
def test_a_job_that_was_taken_over_is_told_so_when_it_reports(counting, analyst):
    ask(analyst)
    job = services.claim("w")
    services.sweep(now=timezone.now() + LATER)
    with LeaseKeeper(job, every=60) as keeper, pytest.raises(LeaseLost):
        keeper.report(done=1)
    ask(analyst)
    assert services.claim("other").attempt == 2
