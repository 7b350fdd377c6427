"""How audit events are chained: pure functions over the columns of one event and the audit key."""

import hashlib
import hmac
import json
from datetime import UTC
from typing import Any

from clearway.site.audit.models import Event

FIRST = "0" * 64
HASHED_COLUMNS = (
    "sequence",
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
    "previous_hash",
)


def event_hash(event: Event, key: bytes) -> str:
    """The hash of an event: HMAC-SHA-256 over all its columns as canonical JSON. 64 hexadecimal digits."""
    columns: dict[str, Any] = {name: getattr(event, name) for name in HASHED_COLUMNS}
    columns["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    return _mac("event", columns, key)


def head_seal(sequence: int, last_hash: str, key: bytes) -> str:
    """The seal over the end of the chain. Old seals are not kept, so an earlier end cannot be put back."""
    return _mac("head", {"sequence": sequence, "hash": last_hash}, key)


def _mac(kind: str, columns: dict[str, Any], key: bytes) -> str:
    canonical = json.dumps([kind, columns], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(key, canonical.encode("ascii"), hashlib.sha256).hexdigest()
