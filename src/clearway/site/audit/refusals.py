"""Asking for what belongs to somebody else: the visitor is told "not found", the trail is told the truth."""

from django.db import transaction

from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor

REFUSED = "another organisation's record asked for"


def record_refusal(*, by: Actor, subject: tuple[str, str], screen: str, request_id: str) -> None:
    """Record that somebody asked for a record that exists and is not theirs to see. `subject` is its type and id."""
    with transaction.atomic():
        audit.record(event=REFUSED, by=by, subject=subject, source=screen, after={"request": request_id})
