"""Which submissions a membership sees: its own trust's and what is open to all; every one for roles of the alliance."""

from clearway.site.audit.refusals import record_refusal
from clearway.site.operational.scope import is_there
from clearway.site.organisations.models import Membership
from clearway.site.submissions.models import Submission


class NotShown(LookupError):
    """There is no such submission, or it is not this membership's to see: a visitor is told the same."""


def one_submission(*, by: Membership, submission_id: str, request_id: str) -> Submission:
    """One submission. Raises NotShown; that somebody asked for another organisation's is recorded."""
    found = Submission.objects.for_membership(by).filter(pk=submission_id).first()
    if found:
        return found
    if is_there(Submission.unscoped.filter(pk=submission_id)):
        subject = (Submission._meta.label_lower, submission_id)
        record_refusal(by=by, subject=subject, screen="data/submissions", request_id=request_id)
    raise NotShown(submission_id)


def versions_of(submission: Submission, by: Membership) -> list[Submission]:
    """Every submission for the same source, organisation and months, the newest first; this one among them."""
    place = ("data_set", "source", "organisation_code", "first_month", "last_month")
    same = {name: getattr(submission, name) for name in place}
    return list(Submission.objects.for_membership(by).filter(**same).order_by("-received_at", "-pk"))
