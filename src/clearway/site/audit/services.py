"""Writing the audit trail, and proving that nobody has changed it.

`record` is called inside the transaction of the change it speaks of: both are kept or neither.
"""

import hmac
import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from clearway.site.audit.actors import Actor
from clearway.site.audit.chain import FIRST, event_hash, head_seal
from clearway.site.audit.models import ChainHead, Event
from clearway.store.high_water import Mark, MarkDamaged, move_mark, read_mark

log = logging.getLogger("clearway.site")

LONGEST_ID = 120
"""What was asked for may be longer than any id: the trail keeps its beginning."""

Subject = models.Model | tuple[str, str]


class AuditMissing(Exception):
    """A change was about to be written without saying who did it, or outside the transaction of the change."""


@dataclass(frozen=True, slots=True)
class ChainProblem:
    """One place where the trail is not as it was written."""

    sequence: int
    problem: str


def record(
    *,
    event: str,
    by: Actor | None,
    subject: Subject,
    reason: str = "",
    source: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Event:
    """Add one event to the trail.

    `subject` is the row that was changed, or a pair of type and id as text. `before` and `after` hold only the
    columns that changed and never an NHS number. Raises AuditMissing without an actor or outside a transaction.
    """
    if by is None:
        raise AuditMissing(f"The event {event!r} has no actor: give a membership, a person or a named SystemProcess.")
    if not transaction.get_connection().in_atomic_block:
        raise AuditMissing(f"The event {event!r} must be recorded inside the transaction of the change it speaks of.")
    actor = by.as_actor()
    if not actor.name:
        raise AuditMissing(f"The event {event!r} has an actor without a name.")
    subject_type, subject_id = _subject_line(subject)
    head = ChainHead.objects.select_for_update().filter(pk=1).first()
    entry = Event(
        sequence=head.sequence + 1 if head else 1,
        at=timezone.now(),
        actor_kind=actor.kind,
        actor=actor.name,
        organisation_code=actor.organisation_code,
        role=actor.role,
        event=event,
        subject_type=subject_type,
        subject_id=subject_id[:LONGEST_ID],
        reason=reason,
        source=source,
        before=_as_json(before),
        after=_as_json(after),
        previous_hash=head.hash if head else FIRST,
    )
    key = _key()
    entry.hash = event_hash(entry, key)
    entry.save()
    seal = head_seal(entry.sequence, entry.hash, key)
    ChainHead.objects.update_or_create(pk=1, defaults={"sequence": entry.sequence, "hash": entry.hash, "seal": seal})
    transaction.on_commit(lambda: _acknowledge(Mark(entry.sequence, entry.hash)))
    return entry


def verify_chain() -> list[ChainProblem]:
    """Every place where the trail was edited, reordered, or had events removed; empty when it is whole."""
    return list(_problems(_key()))


def mark_problems() -> list[ChainProblem]:
    """Whether the database is behind the mark in the store's folder: then it is an older copy, put back unseen."""
    store, head = settings.STORE, ChainHead.objects.filter(pk=1).first()
    if store is None:
        return []
    last = head.sequence if head else 0
    try:
        mark = read_mark(store.path, settings.STORE_KEY)
    except MarkDamaged:
        return [ChainProblem(last, "the high-water mark in the store's folder is not genuine")]
    if mark is None:
        return [ChainProblem(last, "the high-water mark in the store's folder is missing")] if last else []
    if mark.sequence > last:
        behind = f"the operational database ends here and is older than the last acknowledged event, {mark.sequence}"
        return [ChainProblem(last, behind)]
    if Event.objects.filter(sequence=mark.sequence).values_list("hash", flat=True).first() != mark.hash:
        return [ChainProblem(mark.sequence, "is not the event that was acknowledged: this is another database")]
    return []


def _acknowledge(mark: Mark) -> None:
    """Move the high-water mark once the change is kept. A mark that cannot be written never undoes the change."""
    if settings.STORE is None:
        return
    try:
        move_mark(settings.STORE.path, mark, settings.STORE_KEY)
    except OSError as error:
        log.warning("the high-water mark of the audit trail could not be written: %s", error.strerror)


def _problems(key: bytes) -> Iterator[ChainProblem]:
    expected, previous = 1, FIRST
    for entry in Event.objects.order_by("sequence").iterator(chunk_size=2_000):
        if entry.sequence != expected:
            yield ChainProblem(expected, f"events {expected} to {entry.sequence - 1} are missing")
        elif entry.previous_hash != previous:
            yield ChainProblem(entry.sequence, "does not follow the event before it")
        if not hmac.compare_digest(entry.hash, event_hash(entry, key)):
            yield ChainProblem(entry.sequence, "is not as it was written")
        expected, previous = entry.sequence + 1, entry.hash
    head = ChainHead.objects.filter(pk=1).first()
    if head is None:
        if expected > 1:
            yield ChainProblem(expected - 1, "the seal at the end of the trail is missing")
    elif not hmac.compare_digest(head.seal, head_seal(head.sequence, head.hash, key)):
        yield ChainProblem(head.sequence, "the seal at the end of the trail is not genuine")
    elif (head.sequence, head.hash) != (expected - 1, previous):
        yield ChainProblem(head.sequence, f"the trail ends at {expected - 1}, the seal says {head.sequence}")


def _subject_line(subject: Subject) -> tuple[str, str]:
    if isinstance(subject, models.Model):
        return subject._meta.label_lower, str(subject.pk)
    return subject


def _as_json(value: Mapping[str, Any] | None) -> Any:
    """The value as it will read back from the database, so that the hash is over what is kept.

    A NUL, which PostgreSQL keeps in no text, becomes the mark of an unreadable character.
    """
    if value is None:
        return None
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder).replace("\\u0000", "\\ufffd"))


def _key() -> bytes:
    return settings.STORE_KEY.for_purpose("audit")
