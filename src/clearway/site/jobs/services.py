"""The life of a job: asked for, claimed under a lease, kept alive, finished or stopped, or found lost."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor, SystemProcess
from clearway.site.jobs.kinds import job_kinds
from clearway.site.jobs.models import UNFINISHED, Job, JobState, JobStep
from clearway.site.jobs.permissions import check_may_stop
from clearway.site.jobs.telling import tell_ended
from clearway.site.operational.locks import locked, one_writer
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Membership

LEASE = timedelta(seconds=30)
ATTEMPTS = 3
LABEL_LENGTH = 200
WORKER = SystemProcess("job worker")
QUEUE = "job queue"
GIVEN_UP = "The work was broken off by a crash or a restart, and was not repeated. Ask for it again."
STOPPED = "It was stopped on request. What was finished by then stays, and nothing is left half done."
NEVER_BEGUN = "It was stopped on request before it had begun. Nothing was done."


class LeaseLost(Exception):
    """The job is no longer this worker's: its lease ran out and somebody else has it, or it was finished."""


def enqueue(
    *, by: Actor, kind: str, arguments: Mapping[str, Any] | None = None, input_hash: str = "", label: str = ""
) -> tuple[Job, bool]:
    """Ask for a job. Returns it and whether it is new: the same work that is not finished yet is not queued twice.

    `input_hash` says what is the same work; left out, it is taken over the arguments. `label` tells people this job
    from others of its kind.
    """
    arguments = dict(arguments or {})
    actor = by.as_actor()
    with transaction.atomic():
        one_writer(QUEUE)  # two who ask for the same work in the same moment
        input_hash = input_hash or hash_of(arguments)
        with every_row(QUEUE):  # the same work is done once, whoever asked for it
            same = Job.unscoped.filter(kind=kind, input_hash=input_hash, state__in=UNFINISHED).first()
        if same:
            return same, False
        job = Job.unscoped.create(
            kind=kind,
            label=label[:LABEL_LENGTH],
            arguments=arguments,
            input_hash=input_hash,
            requested_by=actor.name,
            organisation_code=actor.organisation_code,
            is_idempotent=job_kinds()[kind].is_idempotent,
            writes=job_kinds()[kind].writes,
        )
        _told(job, "Asked for", by=actor.name)
        audit.record(event="job asked for", by=by, subject=job, after={"kind": kind})
    return job, True


def claim(worker: str, *, now: datetime | None = None) -> Job | None:
    """Take the oldest waiting job under a lease of 30 seconds, or None. Two workers never get the same one.

    A job that writes a data set waits while another one writes it; younger jobs may go first then.
    """
    now = now or timezone.now()
    with transaction.atomic():
        one_writer(QUEUE)
        held = Job.unscoped.filter(state=JobState.RUNNING).exclude(writes="").values("writes")
        queue = locked(Job.unscoped.filter(state=JobState.QUEUED).exclude(writes__in=held), skip=True)
        waiting = queue.order_by("requested_at", "pk").first()
        if waiting is None:
            return None
        waiting.state = JobState.RUNNING
        waiting.worker = worker
        waiting.attempt += 1
        waiting.heartbeat = now
        waiting.lease_until = now + LEASE
        waiting.save()
        _told(waiting, "Begun" if waiting.attempt == 1 else f"Taken up again, try {waiting.attempt}")
    return waiting


def renew(job: Job, *, now: datetime | None = None, **progress: Any) -> None:
    """Keep a job alive, and keep how far it is (`done`, `total`, `unit`). Raises LeaseLost when it is not ours."""
    now = now or timezone.now()
    kept = _ours(job).update(heartbeat=now, lease_until=now + LEASE, **progress)
    if not kept:
        raise LeaseLost


def is_stop_asked(job: Job) -> bool:
    """Whether somebody asked for a job to be stopped: the flag that it reads between batches."""
    return Job.unscoped.filter(pk=job.pk, stop_asked_at__isnull=False).exists()


def finish(job: Job, *, result: Mapping[str, Any] | None = None, words: str = "", error_id: str = "") -> Job:
    """End a job: done with a result, or failed with words for the person who asked. Raises LeaseLost if not ours."""
    return _ended(job, JobState.FAILED if words else JobState.DONE, result=result, words=words, error_id=error_id)


def finish_stopped(job: Job) -> Job:
    """End a job that has heard that it should stop. Raises LeaseLost if not ours."""
    return _ended(job, JobState.CANCELLED, words=STOPPED)


def stop(*, by: Membership, job: Job) -> Job:
    """Have a job stopped: at once when it waits, at its next batch when it runs.

    Raises PermissionDenied unless `by` asked for it or is an administrator, Refused when it is over or was told
    already.
    """
    check_may_stop(by, job)
    with transaction.atomic():
        job = locked(Job.unscoped.filter(pk=job.pk)).get()
        if job.is_over:
            raise Refused("It is over already.", "There is nothing left to stop.", code="JOB-OVER")
        if job.stop_asked_at:
            raise Refused(
                "It was told to stop already.", "It stops at the end of what it has in hand.", code="JOB-STOPPING"
            )
        job.stop_asked_at, job.stop_asked_by = timezone.now(), by.person.email
        if job.state == JobState.QUEUED:
            job.state, job.words, job.finished_at = JobState.CANCELLED, NEVER_BEGUN, job.stop_asked_at
        job.save()
        _told(job, "Stopped before it began" if job.is_over else "Told to stop", by=by.person.email)
        audit.record(event="job told to stop", by=by, subject=job, after={"kind": job.kind, "state": job.state})
    return job


def sweep(*, now: datetime | None = None) -> int:
    """Find jobs whose worker died: queued again when they may be repeated, at most three tries in all; else lost.

    Those that were told to stop are stopped. Returns how many were found.
    """
    now = now or timezone.now()
    with transaction.atomic():
        dead = list(locked(Job.unscoped.filter(state=JobState.RUNNING, lease_until__lt=now), skip=True))
        for job in dead:
            state, words, told, event = _after_death(job)
            job.state, job.words = state, words
            job.finished_at = now if job.is_over else None
            job.lease_until = None
            job.save()
            _told(job, told)
            tell_ended(job, state)
            audit.record(event=event, by=WORKER, subject=job, after={"kind": job.kind, "attempt": job.attempt})
    return len(dead)


def is_queued() -> bool:
    """Whether a job waits for a worker."""
    return Job.unscoped.filter(state=JobState.QUEUED).exists()


def waiting() -> int:
    """How many jobs wait or run."""
    return Job.unscoped.filter(state__in=UNFINISHED).count()


@every_row(QUEUE)
def ahead_of(job: Job) -> int:
    """How many jobs wait before this one, whosever they are."""
    return Job.unscoped.filter(state=JobState.QUEUED, requested_at__lt=job.requested_at).count()


@every_row(QUEUE)
def newest(kind: str, **arguments: Any) -> Job | None:
    """The newest job of a kind with these arguments, whoever asked for it: what is shared is shown to all."""
    asked = {f"arguments__{name}": value for name, value in arguments.items()}
    return Job.unscoped.filter(kind=kind, **asked).first()


def hash_of(arguments: Mapping[str, Any]) -> str:
    """SHA-256 over arguments as canonical JSON."""
    canonical = json.dumps(arguments, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _ended(
    job: Job, state: JobState, *, result: Mapping[str, Any] | None = None, words: str = "", error_id: str = ""
) -> Job:
    with transaction.atomic():
        ended = _ours(job).update(
            state=state,
            result=dict(result or {}) if state is JobState.DONE else None,
            words=words,
            error_id=error_id,
            lease_until=None,
            finished_at=timezone.now(),
        )
        if not ended:
            raise LeaseLost
        _told(job, state.label)
        tell_ended(job, state)
        audit.record(event=f"job {state}", by=WORKER, subject=job, after={"kind": job.kind, "attempt": job.attempt})
    job.refresh_from_db()
    return job


def _after_death(job: Job) -> tuple[JobState, str, str, str]:
    """What becomes of a job whose worker died: its state, words for the person, a line of history, an event."""
    if job.stop_asked_at:
        return JobState.CANCELLED, STOPPED, "Its worker died after it was told to stop: stopped", "job cancelled"
    if job.is_idempotent and job.attempt < ATTEMPTS:
        return JobState.QUEUED, "", "Its worker died: waiting for another", "job queued again"
    return JobState.LOST, GIVEN_UP, "Its worker died: given up", "job lost"


def _told(job: Job, words: str, by: str = WORKER.name) -> None:
    JobStep.unscoped.create(job=job, words=words, by=by)


def _ours(job: Job) -> "QuerySet[Job]":
    return Job.unscoped.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker, attempt=job.attempt)
