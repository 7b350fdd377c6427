"""How audit events are chained, and how a chain is proved whole: pure functions over rows and the audit key."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Protocol

from clearway.site.audit.models import Event, Told

FIRST = "0" * 64
TOLD_COLUMNS = (
    "actor_kind",
    "actor",
    "organisation_code",
    "role",
    "event",
    "subject_type",
    "subject_id",
    "reason",
    "source",
    "before",
    "after",
)
LATER_COLUMNS = ("membership_id", "request_id")
"""Columns that came after the first chains were written: they are hashed when they hold something, so that a chain
without them keeps its hashes, and filling one in or emptying it breaks the hash all the same."""
EDITED, UNLINKED = "is not as it was written", "does not follow the event before it"
PUT_IN = "was put in: no event has this number"


class Head(Protocol):
    """The seal at the end of the chain, as it is kept in the database."""

    sequence: int
    hash: str
    seal: str


@dataclass(frozen=True, slots=True)
class ChainProblem:
    """One place where the trail is not as it was written: the number of an event, and what is wrong there."""

    sequence: int
    problem: str


def event_hash(event: Event, key: bytes) -> str:
    """The hash of an event: HMAC-SHA-256 over all its columns as canonical JSON. 64 hexadecimal digits."""
    return _mac("event", _told(event) | {"sequence": event.sequence, "previous_hash": event.previous_hash}, key)


def waiting_mac(told: Told, key: bytes) -> str:
    """The seal over a read that is not chained yet."""
    return _mac("waiting", _told(told), key)


def head_seal(sequence: int, last_hash: str, key: bytes) -> str:
    """The seal over the end of the chain. Old seals are not kept, so an earlier end cannot be put back."""
    return _mac("head", {"sequence": sequence, "hash": last_hash}, key)


def digest_seal(told: dict[str, Any], key: bytes) -> str:
    """The seal over the digest of a day."""
    return _mac("digest", told, key)


def chain_problems(events: Iterable[Event], head: Head | None, key: bytes) -> Iterator[ChainProblem]:
    """Every place where a chain was edited, reordered, cut, or had events put in or taken out.

    `events` are in the order of their numbers. Neighbours with the same thing wrong are told as one, at the first.
    """
    yield from _as_runs(_event_problems(events, head, key))


def _event_problems(events: Iterable[Event], head: Head | None, key: bytes) -> Iterator[ChainProblem]:
    expected, previous = 1, FIRST
    for entry in events:
        if entry.sequence < expected:
            yield ChainProblem(entry.sequence, PUT_IN)
            continue
        if entry.sequence != expected:
            yield ChainProblem(expected, f"events {expected} to {entry.sequence - 1} are missing")
        elif entry.previous_hash != previous:
            yield ChainProblem(entry.sequence, UNLINKED)
        if not hmac.compare_digest(entry.hash.encode(), event_hash(entry, key).encode()):
            yield ChainProblem(entry.sequence, EDITED)
        expected, previous = entry.sequence + 1, entry.hash
    if head is None:
        if expected > 1:
            yield ChainProblem(expected - 1, "the seal at the end of the trail is missing")
    elif not hmac.compare_digest(head.seal.encode(), head_seal(head.sequence, head.hash, key).encode()):
        yield ChainProblem(head.sequence, "the seal at the end of the trail is not genuine")
    elif (head.sequence, head.hash) != (expected - 1, previous):
        yield ChainProblem(head.sequence, f"the trail ends at {expected - 1}, the seal says {head.sequence}")


def _as_runs(found: Iterable[ChainProblem]) -> Iterator[ChainProblem]:
    """Neighbours that were edited told in one line: a trail that was written anew has one problem, not millions."""
    first = last = 0
    for one in found:
        if one.problem == EDITED and first and one.sequence == last + 1:
            last = one.sequence
            continue
        if first:
            yield _run(first, last)
            first = 0
        if one.problem == EDITED:
            first = last = one.sequence
        else:
            yield one
    if first:
        yield _run(first, last)


def _run(first: int, last: int) -> ChainProblem:
    return ChainProblem(first, EDITED if first == last else f"events {first} to {last} are not as they were written")


def _told(told: Told) -> dict[str, Any]:
    columns: dict[str, Any] = {name: getattr(told, name) for name in TOLD_COLUMNS}
    columns |= {name: value for name in LATER_COLUMNS if (value := getattr(told, name)) not in (None, "")}
    columns["at"] = told.at.astimezone(UTC).isoformat(timespec="microseconds")
    return columns


def _mac(kind: str, columns: dict[str, Any], key: bytes) -> str:
    canonical = json.dumps([kind, columns], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(key, canonical.encode("ascii"), hashlib.sha256).hexdigest()
