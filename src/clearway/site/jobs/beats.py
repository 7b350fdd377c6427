"""Whether a job worker lives: each is heard of between its jobs here, and during a job by the lease it renews."""

from datetime import datetime, timedelta
from enum import Enum

from django.db.models import Max
from django.utils import timezone

from clearway.site.jobs.models import Job, JobState, WorkerBeat
from clearway.site.operational.scope import every_row

EVERY = timedelta(seconds=15)
SILENT_AFTER = timedelta(seconds=60)
FORGOTTEN_AFTER = timedelta(days=1)


class WorkerStanding(Enum):
    """How the workers are. The value is what monitoring reads."""

    ALIVE = "alive"
    SILENT = "silent"
    NEVER_SEEN = "never seen"


def beat(worker: str, *, now: datetime | None = None) -> None:
    """Say that a worker lives, and forget those not heard of for a day."""
    now = now or timezone.now()
    WorkerBeat.objects.update_or_create(pk=worker, defaults={"beat_at": now})
    WorkerBeat.objects.filter(beat_at__lt=now - FORGOTTEN_AFTER).delete()


@every_row("metrics")
def last_heard() -> datetime | None:
    """When any worker was last heard of; None when none ever was."""
    idle = WorkerBeat.objects.aggregate(at=Max("beat_at"))["at"]
    busy = Job.unscoped.filter(state=JobState.RUNNING).aggregate(at=Max("heartbeat"))["at"]
    return max(filter(None, (idle, busy)), default=None)


def standing(*, now: datetime | None = None) -> WorkerStanding:
    """Whether a worker lives: one was heard of within the last minute."""
    heard = last_heard()
    if heard is None:
        return WorkerStanding.NEVER_SEEN
    is_late = (now or timezone.now()) - heard > SILENT_AFTER
    return WorkerStanding.SILENT if is_late else WorkerStanding.ALIVE
