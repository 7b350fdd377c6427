"""The numbers as text in the format of Prometheus."""

import shutil
from collections.abc import Iterator
from itertools import accumulate

from django.db.models import Count, Min
from django.utils import timezone

from clearway import __version__
from clearway.site.audit.models import ChainHead
from clearway.site.jobs.beats import last_heard
from clearway.site.jobs.models import Job, JobState
from clearway.site.metrics import counters
from clearway.site.operational.scope import every_row
from clearway.site.submissions.models import Submission
from clearway.store.analytical import POINTER
from clearway.store.folder import StoreFolder


@every_row("metrics")
def metrics_text(store: StoreFolder) -> str:
    """Every number, each with what it means. No name, no address and no identifier is among them."""
    return "\n".join([*_store(store), *_submissions(), *_jobs(), *_worker(), *_requests(store), ""])


def _store(store: StoreFolder) -> Iterator[str]:
    yield from _head("clearway_info", "gauge", "Always 1; the labels say what is served.")
    yield f'clearway_info{{version="{__version__}",store="{store.kind}",format="{store.format_version}"}} 1'
    pointer = store.analytical / POINTER
    if pointer.exists():
        yield from _head("clearway_snapshot_age_seconds", "gauge", "Seconds since figures were last published.")
        yield f"clearway_snapshot_age_seconds {timezone.now().timestamp() - pointer.stat().st_mtime:.0f}"
    yield from _head("clearway_disk_free_bytes", "gauge", "Bytes free where the store lies.")
    yield f"clearway_disk_free_bytes {shutil.disk_usage(store.path).free}"
    head = ChainHead.objects.first()
    yield from _head("clearway_audit_events_total", "counter", "Events in the audit trail.")
    yield f"clearway_audit_events_total {head.sequence if head else 0}"


def _submissions() -> Iterator[str]:
    yield from _head("clearway_submissions", "gauge", "Submissions by state and by what they hold.")
    for row in Submission.unscoped.order_by("state", "data_set").values("state", "data_set").annotate(n=Count("pk")):
        yield f'clearway_submissions{{state="{row["state"]}",data_set="{row["data_set"]}"}} {row["n"]}'


def _jobs() -> Iterator[str]:
    counted = dict(Job.unscoped.order_by().values_list("state").annotate(n=Count("pk")))
    yield from _head("clearway_jobs", "gauge", "Jobs by state.")
    for state in JobState.values:
        yield f'clearway_jobs{{state="{state}"}} {counted.get(state, 0)}'
    oldest = Job.unscoped.filter(state=JobState.QUEUED).aggregate(at=Min("requested_at"))["at"]
    waited = (timezone.now() - oldest).total_seconds() if oldest else 0
    yield from _head("clearway_job_longest_wait_seconds", "gauge", "How long the oldest waiting job has waited.")
    yield f"clearway_job_longest_wait_seconds {waited:.0f}"


def _worker() -> Iterator[str]:
    heard = last_heard()
    if heard is None:
        return
    yield from _head("clearway_worker_silent_seconds", "gauge", "Seconds since a job worker was last heard of.")
    yield f"clearway_worker_silent_seconds {max((timezone.now() - heard).total_seconds(), 0):.0f}"


def _requests(store: StoreFolder) -> Iterator[str]:
    folder = counters.run_folder(store.path)
    counts = counters.summed(folder)
    yield from _head("clearway_requests_total", "counter", "Requests answered, by class of status.")
    for status, number in zip(counters.STATUSES, counts.by_status, strict=True):
        yield f'clearway_requests_total{{status="{status}"}} {number}'
    yield from _head("clearway_request_seconds", "histogram", "How long requests took.")
    for most, number in zip(counters.BUCKETS, accumulate(counts.by_seconds), strict=True):
        yield f'clearway_request_seconds_bucket{{le="{"+Inf" if most == float("inf") else most}"}} {number}'
    yield f"clearway_request_seconds_sum {counts.milliseconds / 1000:.3f}"
    yield f"clearway_request_seconds_count {sum(counts.by_seconds)}"
    yield from _head("clearway_web_memory_bytes", "gauge", "Memory that the processes of the web server hold.")
    yield f"clearway_web_memory_bytes {counters.memory(folder)}"


def _head(name: str, kind: str, words: str) -> Iterator[str]:
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"
