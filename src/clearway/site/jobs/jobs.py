"""The job of this app: forgetting finished jobs of long ago. The trail keeps that they were."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import ManyToOneRel, QuerySet
from django.utils import timezone

from clearway.site.jobs.kinds import Progress, job_kind
from clearway.site.jobs.models import UNFINISHED, Job, JobStep
from clearway.site.jobs.services import WORKER

TIDY_JOBS = "tidy jobs"
KEPT = timedelta(days=90)
KEPT_OF_ITS_OWN = timedelta(days=7)
BATCH = 500


@job_kind(TIDY_JOBS, is_idempotent=True, title="Forgetting old work", every=timedelta(days=1))
def tidy_jobs(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Remove what ended 90 days ago, and after a week what Clearway asked of itself. Returns how many were removed.

    A job that another record points to, such as what somebody sent, is kept as long as that record.
    """
    del arguments
    removed = 0
    for rows in (_ended_before(KEPT), _ended_before(KEPT_OF_ITS_OWN).filter(requested_by=WORKER.name)):
        while batch := list(rows.values_list("pk", flat=True)[:BATCH]):
            removed += Job.unscoped.filter(pk__in=batch).delete()[1].get("jobs.Job", 0)
            progress.report(done=removed, unit="jobs")
    return {"removed": removed}


def _ended_before(age: timedelta) -> "QuerySet[Job]":
    rows = Job.unscoped.filter(finished_at__lt=timezone.now() - age).exclude(state__in=UNFINISHED)
    for relation in Job._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if isinstance(relation, ManyToOneRel) and model is not JobStep:
            rows = rows.exclude(pk__in=model._base_manager.values(relation.field.attname))
    return rows.order_by("pk")
