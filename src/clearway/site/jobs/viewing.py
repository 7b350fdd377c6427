"""Which jobs a membership sees: its own; an administrator those of the organisation, of the alliance all of them."""

from django.db.models import QuerySet

from clearway.site.audit.refusals import record_refusal
from clearway.site.jobs.models import Job
from clearway.site.jobs.permissions import can_see_all
from clearway.site.operational.scope import is_there
from clearway.site.organisations.models import Membership

PAGE = 50
GREATEST = 2**63 - 1


class NotShown(LookupError):
    """There is no such job, or it is not this membership's to see: a visitor is told the same."""


def visible(by: Membership) -> "QuerySet[Job]":
    """Every job that a membership sees."""
    rows = Job.objects.for_membership(by)
    return rows if can_see_all(by) else own(by, rows)


def own(by: Membership, rows: "QuerySet[Job]") -> "QuerySet[Job]":
    """Of these jobs, those that this person asked for, for the organisation that they act for now."""
    return rows.filter(requested_by=by.person.email, organisation_code=by.organisation.code)


def one_page(by: Membership, *, everybody: bool, before: int | None) -> tuple[list[Job], bool]:
    """Up to fifty jobs, the newest first, older than the job numbered `before`; and whether there are older ones."""
    rows = visible(by)
    if not (everybody and can_see_all(by)):
        rows = own(by, rows)
    if before is not None:
        rows = rows.filter(pk__lt=min(before, GREATEST))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def one_job(*, by: Membership, number: int, request_id: str) -> Job:
    """One job. Raises NotShown; that somebody asked for another's is recorded."""
    if number > GREATEST:
        raise NotShown(number)
    found: Job | None = visible(by).filter(pk=number).first()
    if found:
        return found
    if is_there(Job.unscoped.filter(pk=number)):
        record_refusal(by=by, subject=(Job._meta.label_lower, str(number)), screen="jobs", request_id=request_id)
    raise NotShown(number)
