"""Asking for an entry that is not there to be seen: the visitor is told "not found", the trail is told the truth."""

from clearway.site.audit.refusals import record_refusal
from clearway.site.operational.scope import is_there
from clearway.site.organisations.models import Membership
from clearway.site.registers.models import Entry


def note_refusal(*, by: Membership, register: str, number: int, request_id: str) -> None:
    """Put on the trail that somebody asked for an entry that exists and is not theirs to see."""
    if is_there(Entry.unscoped.filter(register=register, pk=number)):
        record_refusal(
            by=by,
            subject=(Entry._meta.label_lower, str(number)),
            screen=f"registers/{register}",
            request_id=request_id,
        )
