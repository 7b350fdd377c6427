"""Who sees and stops which jobs. `can_…` shows the button, `check_…` guards the write."""

from django.core.exceptions import PermissionDenied

from clearway.site.jobs.models import Job
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def is_own(by: Membership, job: Job) -> bool:
    """Whether this person asked for a job, for the organisation that they act for now."""
    return (job.requested_by, job.organisation_code) == (by.person.email, by.organisation.code)


def can_see_all(by: Membership) -> bool:
    """Whether this membership sees the jobs of others: an administrator does, within their own scope."""
    return by.may(Permission.MANAGE_PEOPLE)


def can_stop(by: Membership, job: Job) -> bool:
    """Whether this membership may have a job stopped: whoever asked for it, and an administrator."""
    reaches = by.may(Permission.SEE_WHOLE_ALLIANCE) or by.organisation.code == job.organisation_code
    return by.is_active() and (is_own(by, job) or (can_see_all(by) and reaches))


def check_may_stop(by: Membership, job: Job) -> None:
    """Raise PermissionDenied unless this membership may have a job stopped."""
    if not can_stop(by, job):
        raise PermissionDenied("Work is stopped by whoever asked for it, or by an administrator.")
