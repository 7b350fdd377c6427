"""Which publications a membership sees, and the work that is being done on one."""

from django.db.models import QuerySet

from clearway.site.jobs.models import Job
from clearway.site.jobs.services import newest
from clearway.site.operational.scope import is_there
from clearway.site.organisations.models import Membership
from clearway.site.publishing.models import OUT, Release, ReleaseFile, ReleaseState
from clearway.site.publishing.permissions import can_see_drafts
from clearway.site.publishing.services.making import JOB

MOST_LISTED = 50


def seen_by(by: Membership) -> "QuerySet[Release]":
    """The releases that a membership sees: what is out, and drafts for those who make and approve."""
    rows = Release.objects.for_membership(by).defer("shown", "kept", "text")
    rows = rows if can_see_drafts(by) else rows.filter(state__in=OUT)
    return rows.select_related("made_by", "asked_by", "approved_by", "published_by", "withdrawn_by", "replaced_by")


def is_kept_from(by: Membership, number: int) -> bool:
    """Whether there is a release of a number that a membership does not see."""
    return is_there(Release.unscoped.filter(pk=number)) and not seen_by(by).filter(pk=number).exists()


def page_of(by: Membership, before: int = 0) -> tuple[list[Release], int]:
    """The newest releases older than one, and where the next page begins; 0 at the end."""
    rows = seen_by(by).filter(pk__lt=before) if before else seen_by(by)
    found = list(rows.order_by("-pk")[: MOST_LISTED + 1])
    return found[:MOST_LISTED], found[MOST_LISTED - 1].pk if len(found) > MOST_LISTED else 0


def files_of(release: Release) -> list[ReleaseFile]:
    """The files of a release without their bytes; none of a withdrawn one, which is given to nobody."""
    if release.state == ReleaseState.WITHDRAWN:
        return []
    return list(release.files.defer("content").order_by("position"))


def work_on(release: Release) -> Job | None:
    """The newest work on the round of a release that is not done yet."""
    job = newest(JOB, release=release.pk, round=release.round)
    return job if job is not None and job.state != "done" else None
