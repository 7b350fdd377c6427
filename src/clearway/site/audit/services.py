"""Writing the audit trail, and proving that nobody has changed it.

`record` is called inside the transaction of the change it speaks of: both are kept or neither. `note` is for reads: it
waits for nobody, and what it notes is chained within seconds (`seal_waiting`).
"""

import hmac
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from clearway.site.audit import asking
from clearway.site.audit.actors import Actor
from clearway.site.audit.chain import FIRST, ChainProblem, chain_problems, event_hash, head_seal, waiting_mac
from clearway.site.audit.models import ChainHead, Event, Told, Waiting
from clearway.site.operational.locks import locked
from clearway.store.high_water import Mark, MarkDamaged, move_mark, read_mark

log = logging.getLogger("clearway.site")

LONGEST_ID = 120
"""What was asked for may be longer than any id: the trail keeps its beginning."""
MOST_SEALED = 2_000
"""Reads that one transaction chains."""
AT_ONCE = 500
TOLD = tuple(field.name for field in Told._meta.fields)
TOLD_APART = ("at", "actor", "event", "subject_type", "subject_id")
"""No two reads agree in all of these: the moment is kept to the microsecond."""

Subject = models.Model | tuple[str, str]


class AuditMissing(Exception):
    """A change was about to be written without saying who did it, or outside the transaction of the change."""


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
    """Add one event to the trail, after the reads that wait.

    `subject` is the row that was changed, or a pair of type and id as text. `before` and `after` hold only the
    columns that changed and never an NHS number. `source` is the page of the request when nothing is said. Raises
    AuditMissing without an actor or outside a transaction.
    """
    told = _told(event, by, subject, reason, source, before, after)
    if not transaction.get_connection().in_atomic_block:
        raise AuditMissing(f"The event {event!r} must be recorded inside the transaction of the change it speaks of.")
    return _chained(told)[-1]


def record_all(
    *,
    event: str,
    by: Actor | None,
    changes: Sequence[tuple[Subject, Mapping[str, Any]]],
    reason: str = "",
    source: str = "",
) -> list[Event]:
    """Add one event for each of many changes of a kind, chained at once; `changes` are subjects with what they are now.

    What a file of thousands of rows brings is then on the trail in a second, while others wait. Raises as `record`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise AuditMissing(f"Events {event!r} must be recorded inside the transaction of the changes they speak of.")
    told = [_told(event, by, subject, reason, source, None, after) for subject, after in changes]
    return _chained(*told) if told else []


def note(
    *, event: str, by: Actor | None, subject: Subject, reason: str = "", after: Mapping[str, Any] | None = None
) -> None:
    """Note that somebody read something. It is kept at once, without waiting for others, and chained within seconds.

    Raises AuditMissing without an actor. Never for a change: a change is recorded in its own transaction.
    """
    told = _told(event, by, subject, reason, "", None, after)
    Waiting.objects.create(**told, mac=waiting_mac(Waiting(**told), _key()))


def seal_waiting() -> int:
    """Chain the reads that wait. Returns how many there were; what is not genuine stays, for `waiting_problems`."""
    if not Waiting.objects.exists():
        return 0
    with transaction.atomic():
        return len(_chained())


def verify_chain() -> list[ChainProblem]:
    """Every place where the trail was edited, reordered, or had events put in or taken out; empty when it is whole."""
    events = Event.objects.order_by("sequence").iterator(chunk_size=2_000)
    found = list(chain_problems(events, ChainHead.objects.filter(pk=1).first(), _key()))
    return found + waiting_problems()


def waiting_problems() -> list[ChainProblem]:
    """Reads that wait and are not as they were noted, or were chained already; told at the end of the chain."""
    head, key = ChainHead.objects.filter(pk=1).first(), _key()
    last = head.sequence if head else 0
    return [
        ChainProblem(last, f"{words} (number {one.pk} of those that wait)")
        for one, words in _looked_over(list(Waiting.objects.order_by("id")), key)
        if words
    ]


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


def _told(
    event: str,
    by: Actor | None,
    subject: Subject,
    reason: str,
    source: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The columns of an event before it has a place in the chain."""
    if by is None:
        raise AuditMissing(f"The event {event!r} has no actor: give a membership, a person or a named SystemProcess.")
    actor = by.as_actor()
    if not actor.name:
        raise AuditMissing(f"The event {event!r} has an actor without a name.")
    subject_type, subject_id = _subject_line(subject)
    asked = asking.current()
    return {
        "at": timezone.now(),
        "actor_kind": actor.kind,
        "actor": actor.name,
        "organisation_code": actor.organisation_code,
        "role": actor.role,
        "membership_id": actor.membership_id,
        "request_id": asked.id if asked else "",
        "event": event,
        "subject_type": subject_type,
        "subject_id": subject_id[:LONGEST_ID],
        "reason": reason,
        "source": source or (asked.page if asked else ""),
        "before": _as_json(before),
        "after": _as_json(after),
    }


def _chained(*further: dict[str, Any]) -> list[Event]:
    """Chain the reads that wait and further events behind them, and move the seal; inside a transaction."""
    head, key = locked(ChainHead.objects.filter(pk=1)).first(), _key()
    rows = list(Waiting.objects.order_by("id")[:MOST_SEALED])
    waiting = list({one.mac: one for one, words in _looked_over(rows, key) if not words}.values())
    sequence, previous = (head.sequence, head.hash) if head else (0, FIRST)
    made: list[Event] = []
    for told in (*({name: getattr(one, name) for name in TOLD} for one in waiting), *further):
        sequence += 1
        entry = Event(**told, sequence=sequence, previous_hash=previous)
        entry.hash = previous = event_hash(entry, key)
        made.append(entry)
    if made:
        _keep(made, waiting, head_seal(sequence, previous, key))
    return made


def _keep(made: Sequence[Event], waiting: Sequence[Waiting], seal: str) -> None:
    last = made[-1]
    if len(made) == 1:
        last.save()
    else:
        rows: QuerySet[Event] = QuerySet(Event)  # past the manager, which refuses it to everybody else
        rows.bulk_create(made, batch_size=500)
    Waiting.objects.filter(pk__in=[one.pk for one in waiting]).delete()
    ChainHead.objects.update_or_create(pk=1, defaults={"sequence": last.sequence, "hash": last.hash, "seal": seal})
    transaction.on_commit(lambda: _acknowledge(Mark(last.sequence, last.hash)))


def _looked_over(rows: Sequence[Waiting], key: bytes) -> Iterator[tuple[Waiting, str]]:
    """Reads that wait, each with why it is not to be chained: empty words when it is as it was noted."""
    moments = [one.at for one in rows]
    there: set[tuple[Any, ...]] = set()
    for first in range(0, len(moments), AT_ONCE):
        some = Event.objects.filter(at__in=moments[first : first + AT_ONCE])
        there.update(some.values_list(*TOLD_APART))
    for one in rows:
        if not hmac.compare_digest(one.mac.encode(), waiting_mac(one, key).encode()):
            yield one, "a read that waits to be chained is not as it was noted"
        elif tuple(getattr(one, name) for name in TOLD_APART) in there:
            yield one, "a read that was chained already was put back among those that wait"
        else:
            yield one, ""


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
