"""The life of a job: asked for once, claimed by one, kept alive, finished, found when its worker died."""

import time
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from tests.site.conftest import member

from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.jobs import beats, kinds, services
from clearway.site.jobs.beats import WorkerStanding
from clearway.site.jobs.jobs import TIDY_JOBS
from clearway.site.jobs.models import Job, JobState, WorkerBeat
from clearway.site.jobs.services import LeaseLost
from clearway.site.jobs.worker import LeaseKeeper, work_once
from clearway.site.organisations.roles import Tracker
from clearway.site.sending.models import Sending, Upload

LATER = services.LEASE + timedelta(seconds=1)


@pytest.fixture
def counting(monkeypatch):
    """A kind of job that counts, and another that may not be repeated."""
    monkeypatch.setattr(kinds, "NAMED", dict(kinds.job_kinds()))

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
    assert Job.unscoped.get().result == {"counted": 3}


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
    job = Job.unscoped.get()
    assert (job.state, job.attempt) == (JobState.LOST, 3)
    assert "Ask for it again" in job.words
    assert services.claim("w4") is None


def test_a_job_that_may_not_be_repeated_is_lost_at_the_first_death(counting, analyst):
    ask(analyst, kind="send once")
    services.claim("w")
    services.sweep(now=timezone.now() + LATER)
    assert Job.unscoped.get().state == JobState.LOST


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


@pytest.fixture
def barnsleys(counting, tracker):
    """A job that somebody at Barnsley asked for."""
    return ask(tracker)[0]


def test_a_waiting_job_is_stopped_at_once_and_its_history_says_by_whom(barnsleys, tracker):
    services.stop(by=tracker, job=barnsleys)
    job = Job.unscoped.get()
    assert (job.state, job.words) == (JobState.CANCELLED, services.NEVER_BEGUN)
    assert work_once("w") is None
    assert list(job.steps.values_list("words", "by")) == [
        ("Asked for", "tracker@example.org"),
        ("Stopped before it began", "tracker@example.org"),
    ]
    assert list(Event.objects.values_list("event", flat=True)) == ["job asked for", "job told to stop"]


def test_a_running_job_reads_the_flag_between_batches_and_stops_there(counting, tracker):
    batches = []

    @kinds.job_kind("batches", is_idempotent=True)
    def work(arguments, progress):
        for number in range(10):
            if number == 3:
                services.stop(by=tracker, job=Job.unscoped.get())
            progress.report(done=number, total=10)
            batches.append(number)
        return {}

    services.enqueue(by=tracker, kind="batches")
    job = work_once("w")
    assert (job.state, job.words, job.done, batches) == (JobState.CANCELLED, services.STOPPED, 3, [0, 1, 2])
    assert [step.words for step in job.steps.all()] == ["Asked for", "Begun", "Told to stop", "Stopped"]
    assert services.enqueue(by=tracker, kind="batches")[1], "what was stopped can be asked for again"


def test_work_that_must_be_finished_hears_of_the_stop_once_and_goes_on(counting, tracker):
    @kinds.job_kind("stubborn", is_idempotent=True)
    def work(arguments, progress):
        services.stop(by=tracker, job=Job.unscoped.get())
        with pytest.raises(kinds.Stopped):
            progress.report(done=1)
        progress.report(done=2)
        return {"all": True}

    services.enqueue(by=tracker, kind="stubborn")
    assert work_once("w").state == JobState.DONE


def test_a_job_told_to_stop_whose_worker_dies_is_not_begun_again(barnsleys, tracker):
    services.claim("dead")
    services.stop(by=tracker, job=barnsleys)
    services.sweep(now=timezone.now() + LATER)
    assert Job.unscoped.get().state == JobState.CANCELLED
    assert services.claim("alive") is None


def test_only_who_asked_or_an_administrator_stops_a_job(barnsleys, analyst, administrator, rotherham):
    for by in (member("other@example.org", rotherham, Tracker), analyst):
        with pytest.raises(PermissionDenied, match="whoever asked"):
            services.stop(by=by, job=barnsleys)
    services.stop(by=administrator, job=barnsleys)
    with pytest.raises(Refused, match="over already"):
        services.stop(by=administrator, job=barnsleys)


def test_a_job_is_told_to_stop_once(barnsleys, tracker):
    services.claim("w")
    services.stop(by=tracker, job=barnsleys)
    with pytest.raises(Refused, match="told to stop already"):
        services.stop(by=tracker, job=barnsleys)


def test_of_two_jobs_that_write_one_data_set_one_runs_at_a_time_and_others_go_by(counting, analyst):
    @kinds.job_kind("write", is_idempotent=True, writes="figures")
    def write(arguments, progress):
        return {}

    first, second, other = ask(analyst, "write", 1)[0], ask(analyst, "write", 2)[0], ask(analyst)[0]
    assert services.claim("a").pk == first.pk
    assert services.claim("b").pk == other.pk
    assert services.claim("c") is None
    Job.unscoped.filter(pk=first.pk).update(state=JobState.DONE, lease_until=None)
    assert services.claim("c").pk == second.pk


def test_the_database_itself_refuses_a_second_writer(counting, analyst):
    @kinds.job_kind("write", is_idempotent=True, writes="figures")
    def write(arguments, progress):
        return {}

    for to in (1, 2):
        ask(analyst, "write", to)
    services.claim("a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.unscoped.filter(state=JobState.QUEUED).update(state=JobState.RUNNING, lease_until=timezone.now())


def test_finished_work_is_forgotten_when_it_is_old_and_nothing_points_to_it(counting, analyst):
    days = {"new": 1, "of a month ago": 30, "old": 91}
    for number, age in enumerate(days.values()):
        for by in (analyst, services.WORKER):
            ask(by, to=number * 10 + (by is analyst))
            job = work_once("w")
            Job.unscoped.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(days=age))
    waits, _ = ask(analyst, to=99)
    Job.unscoped.filter(pk=waits.pk).update(requested_at=timezone.now() - timedelta(days=400))
    services.enqueue(by=services.WORKER, kind=TIDY_JOBS)
    Job.unscoped.filter(pk=waits.pk).update(requested_at=timezone.now() + timedelta(days=1))
    assert work_once("w").result == {"removed": 3}
    kept = Job.unscoped.filter(kind="count").order_by("pk").values_list("arguments__to", flat=True)
    assert list(kept) == [1, 0, 11, 99]


def test_what_somebody_sent_keeps_its_job(counting, analyst):
    upload = Upload.unscoped.create(
        id="a" * 32, sent_by="analyst@example.org", organisation_code="E56000025", files=[], sha256="x"
    )
    ask(analyst)
    job = work_once("w")
    Job.unscoped.update(finished_at=timezone.now() - timedelta(days=1_000))
    Sending.unscoped.create(
        id="b" * 32, upload=upload, membership=analyst, asked_by="a", asked_from="E56000025", job=job
    )
    services.enqueue(by=services.WORKER, kind=TIDY_JOBS)
    assert work_once("w").result == {"removed": 0}


def test_a_worker_is_alive_between_its_jobs_and_in_them_and_silent_after_a_minute(counting, analyst):
    now = timezone.now()
    assert beats.standing(now=now) is WorkerStanding.NEVER_SEEN
    beats.beat("w", now=now)
    assert beats.standing(now=now + timedelta(seconds=59)) is WorkerStanding.ALIVE
    assert beats.standing(now=now + timedelta(seconds=61)) is WorkerStanding.SILENT
    ask(analyst)
    services.claim("w", now=now + timedelta(seconds=50))
    assert beats.standing(now=now + timedelta(seconds=100)) is WorkerStanding.ALIVE
    beats.beat("other", now=now + timedelta(days=2))
    assert WorkerBeat.objects.get().name == "other"


def test_health_says_whether_a_worker_lives(browser):
    assert browser.get("/health").json()["worker"] == "never seen"
    beats.beat("w")
    assert browser.get("/health").json()["worker"] == "alive"
