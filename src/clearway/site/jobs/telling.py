"""Telling people that work which they asked for has ended; nobody asks for what is regular, so nobody is told."""

from django.urls import reverse

from clearway.site.accounts.models import Person
from clearway.site.jobs.kinds import title_of
from clearway.site.jobs.models import Job, JobState
from clearway.site.notifications.models import NoticeKind
from clearway.site.notifications.services import notify

TO_DO = {
    JobState.DONE: "Look at what came of it.",
    JobState.FAILED: "Read why, and ask for it again.",
    JobState.LOST: "It was broken off by a crash or a restart. Ask for it again.",
}


def tell_ended(job: Job, state: JobState) -> None:
    """Tell whoever asked that a job is done, has failed or was lost; what was stopped on request needs no telling."""
    if state in TO_DO and job.organisation_code:
        notify(
            Person.objects.filter(email=job.requested_by),
            organisation_code=job.organisation_code,
            kind=NoticeKind.JOB,
            words=f"{title_of(job.kind)}: {state.label.lower()}",
            to_do=TO_DO[state],
            link=reverse("jobs:job", args=[job.pk]),
            mark=f"job {job.pk}",
        )
