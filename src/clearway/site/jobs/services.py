"""The life of a job: asked for, claimed under a lease, kept alive, finished, or found lost and queued again."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor, SystemProcess
from clearway.site.jobs.kinds import KINDS
from clearway.site.jobs.models import UNFINISHED, Job, JobState
from clearway.site.operational.locks import locked
from clearway.site.operational.scope import every_row

LEASE = timedelta(seconds=30)
ATTEMPTS = 3
WORKER = SystemProcess("job worker")
GIVEN_UP = "The work was broken off by a crash or a restart, and was not repeated. Ask for it again."


class LeaseLost(Exception):
    """The job is no longer this worker's: its lease ran out and somebody else has it, or it was finished."""


def enqueue(
    *, by: Actor, kind: str, arguments: Mapping[str, Any] | None = None, input_hash: str = ""
) -> tuple[Job, bool]:
    """Ask for a job. Returns it and whether it is new: the same work that is not finished yet is not queued twice.

    `input_hash` says what is the same work; left out, it is taken over the arguments.
    """
    arguments = dict(arguments or {})
    actor = by.as_actor()
    with transaction.atomic():
        input_hash = input_hash or hash_of(arguments)
        with every_row("job queue"):  # the same work is done once, whoever asked for it
            same = Job.objects.filter(kind=kind, input_hash=input_hash, state__in=UNFINISHED).first()
        if same:
            return same, False
        job = Job.objects.create(
            kind=kind,
            arguments=arguments,
            input_hash=input_hash,
            requested_by=actor.name,
            organisation_code=actor.organisation_code,
            is_idempotent=KINDS[kind].is_idempotent,
        )
        audit.record(event="job asked for", by=by, subject=job, after={"kind": kind})
    return job, True


def claim(worker: str, *, now: datetime | None = None) -> Job | None:
    """Take the oldest waiting job under a lease of 30 seconds, or None. Two workers never get the same one."""
    now = now or timezone.now()
    with transaction.atomic():
        queue = locked(Job.objects.filter(state=JobState.QUEUED), skip=True)
        waiting = queue.order_by("requested_at", "pk").first()
        if waiting is None:
            return None
        waiting.state = JobState.RUNNING
        waiting.worker = worker
        waiting.attempt += 1
        waiting.heartbeat = now
        waiting.lease_until = now + LEASE
        waiting.save()
    return waiting


def renew(job: Job, *, now: datetime | None = None, **progress: Any) -> None:
    """Keep a job alive, and keep how far it is (`done`, `total`, `unit`). Raises LeaseLost when it is not ours."""
    now = now or timezone.now()
    kept = _ours(job).update(heartbeat=now, lease_until=now + LEASE, **progress)
    if not kept:
        raise LeaseLost


def finish(job: Job, *, result: Mapping[str, Any] | None = None, words: str = "", error_id: str = "") -> Job:
    """End a job: done with a result, or failed with words for the person who asked. Raises LeaseLost if not ours."""
    state = JobState.FAILED if words else JobState.DONE
    with transaction.atomic():
        ended = _ours(job).update(
            state=state,
            result=None if words else dict(result or {}),
            words=words,
            error_id=error_id,
            lease_until=None,
            finished_at=timezone.now(),
        )
        if not ended:
            raise LeaseLost
        audit.record(event=f"job {state}", by=WORKER, subject=job, after={"kind": job.kind, "attempt": job.attempt})
    job.refresh_from_db()
    return job


def sweep(*, now: datetime | None = None) -> int:
    """Find jobs whose worker died: queued again when they may be repeated, at most three tries in all; else lost.

    Returns how many were found.
    """
    now = now or timezone.now()
    with transaction.atomic():
        dead = list(locked(Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now), skip=True))
        for job in dead:
            may_repeat = job.is_idempotent and job.attempt < ATTEMPTS
            job.state = JobState.QUEUED if may_repeat else JobState.LOST
            job.words = "" if may_repeat else GIVEN_UP
            job.finished_at = None if may_repeat else now
            job.lease_until = None
            job.save()
            audit.record(
                event="job queued again" if may_repeat else "job lost",
                by=WORKER,
                subject=job,
                after={"kind": job.kind, "attempt": job.attempt},
            )
    return len(dead)


def waiting() -> int:
    """How many jobs wait or run."""
    return Job.objects.filter(state__in=UNFINISHED).count()


def hash_of(arguments: Mapping[str, Any]) -> str:
    """SHA-256 over arguments as canonical JSON."""
    canonical = json.dumps(arguments, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _ours(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker, attempt=job.attempt)
