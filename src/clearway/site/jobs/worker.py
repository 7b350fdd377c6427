"""The worker: one process that does jobs one after another, beside the web server.

Run by `clearway run`; by hand: `python -m clearway.site.jobs`.
"""

import logging
import math
import os
import secrets
import threading
import time
from types import FrameType

from django.db import DatabaseError, connection
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.jobs import beats, services
from clearway.site.jobs.kinds import Stopped, job_kinds
from clearway.site.jobs.models import Job

log = logging.getLogger("clearway.site.worker")

RENEW_SECONDS = 5.0
IDLE_SECONDS = 1.0


class LeaseKeeper:
    """Renews the lease of one running job from a thread of its own, and is the Progress that the job reports to."""

    def __init__(self, job: Job, every: float = RENEW_SECONDS, leaving: threading.Event | None = None) -> None:
        self._job = job
        self._every = every
        self._leaving = leaving or threading.Event()
        self._over = threading.Event()
        self._lost = threading.Event()
        self._was_told = False
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)

    def __enter__(self) -> "LeaseKeeper":
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._over.set()
        self._thread.join()

    def report(self, *, done: int, total: int | None = None, unit: str = "") -> None:
        """Keep how far the job is. Raises LeaseLost when the job is no longer ours, and Stopped once."""
        if self._lost.is_set():
            raise services.LeaseLost
        services.renew(self._job, done=done, total=total, unit=unit)
        if not self._was_told and services.is_stop_asked(self._job):
            self._was_told = True
            raise Stopped

    def gives_way(self) -> bool:
        """Whether the worker is told to stop, or other work waits."""
        return self._leaving.is_set() or services.is_queued()

    def _keep(self) -> None:
        try:
            while not self._over.wait(self._every) and not self._lost.is_set():
                self._renew()
        finally:
            connection.close()

    def _renew(self) -> None:
        try:
            services.renew(self._job)
        except services.LeaseLost:
            self._lost.set()
        except DatabaseError:
            log.warning("the lease of job %s could not be renewed; trying again", self._job.pk)


def work_once(worker: str, leaving: threading.Event | None = None) -> Job | None:
    """Claim one job and do it to its end. Returns it, or None when nothing waits.

    `leaving` is set when the worker should stop soon: work that gives way then ends early.
    """
    job = services.claim(worker)
    if job is None:
        return None
    try:
        with LeaseKeeper(job, leaving=leaving) as progress:
            result = job_kinds()[job.kind].work(job.arguments, progress)
        return services.finish(job, result=result)
    except services.LeaseLost:
        log.warning("job %s was taken over", job.pk)
    except Stopped:
        return services.finish_stopped(job)
    except Refused as refusal:
        return services.finish(job, words=str(refusal))
    except Exception:
        error_id = secrets.token_hex(4)
        log.exception("a job failed", extra={"error_id": error_id})
        words = f"Something went wrong on our side (error {error_id}). Tell your administrator this number."
        return services.finish(job, words=words, error_id=error_id)
    return None


class Worker:
    """The loop: sweep up what dead workers left, do what waits and what is regular, until told to stop."""

    def __init__(self) -> None:
        self.name = f"{os.uname().nodename}:{os.getpid()}"
        self._stopping = threading.Event()
        self._parent = os.getppid()
        self._asked: dict[str, float] = {}

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Stop after the job in hand; one that gives way ends early."""
        self._stopping.set()

    def run(self) -> None:
        """Work until told to stop, or until the process that started this one is gone."""
        last_sweep = last_beat = -math.inf
        while not self._stopping.is_set() and os.getppid() == self._parent:
            try:
                if time.monotonic() - last_beat > beats.EVERY.total_seconds():
                    beats.beat(self.name)
                    last_beat = time.monotonic()
                if time.monotonic() - last_sweep > RENEW_SECONDS:
                    services.sweep()
                    self._ask_for_what_is_regular()
                    last_sweep = time.monotonic()
                if work_once(self.name, self._stopping) is None:
                    self._stopping.wait(IDLE_SECONDS)
            except Exception:
                log.exception("the worker met trouble and goes on")
                connection.close()
                self._stopping.wait(RENEW_SECONDS)

    def _ask_for_what_is_regular(self) -> None:
        now = timezone.now().timestamp()
        for kind in job_kinds().values():
            if kind.every and now - self._asked.get(kind.name, 0) >= kind.every.total_seconds():
                self._asked[kind.name] = now
                if kind.is_due():
                    services.enqueue(by=services.WORKER, kind=kind.name)
