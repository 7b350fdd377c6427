"""Which sendings a membership sees: those of its own organisation; every one for roles of the alliance."""

from clearway.site.audit.refusals import record_refusal
from clearway.site.operational.scope import is_there
from clearway.site.organisations.models import Membership
from clearway.site.sending.models import Sending
from clearway.site.sending.uploads import NotShown

MOST_RECENT = 20


def one_sending(*, by: Membership, sending_id: str, request_id: str) -> Sending:
    """One sending. Raises NotShown; that somebody asked for another organisation's is recorded."""
    found = Sending.objects.for_membership(by).select_related("upload", "job").filter(pk=sending_id).first()
    if found:
        return found
    if is_there(Sending.unscoped.filter(pk=sending_id)):
        subject = (Sending._meta.label_lower, sending_id)
        record_refusal(by=by, subject=subject, screen="data/send", request_id=request_id)
    raise NotShown(sending_id)


def recent_sendings(by: Membership) -> list[Sending]:
    """What this person has sent lately in this role, the newest first."""
    own = Sending.objects.for_membership(by).filter(asked_by=by.person.email)
    return list(own.select_related("upload", "job").prefetch_related("results__submission")[:MOST_RECENT])
