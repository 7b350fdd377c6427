"""Recording that somebody asked for a question of another organisation."""

from clearway.site.audit.refusals import record_refusal
from clearway.site.groups.models import Question
from clearway.site.operational.scope import is_there
from clearway.site.organisations.models import Membership


def note_refusal(by: Membership, number: int, request_id: str) -> None:
    """Record it, if there is such a question; a number that nobody has is no question of anybody."""
    if number < 2**63 and is_there(Question.unscoped.filter(pk=number)):
        record_refusal(
            by=by,
            subject=(Question._meta.label_lower, str(number)),
            screen="groups/questions",
            request_id=request_id,
        )
