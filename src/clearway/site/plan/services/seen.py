"""Whether a row is still as a person saw it when they opened its form."""

import hashlib
from collections.abc import Iterable

from django.db import models

from clearway.records.findings import Refused


def mark_of(row: models.Model, names: Iterable[str]) -> str:
    """A mark over what a row says in some columns: the form carries it, and it is held against the row on writing."""
    said = "\x1f".join(f"{name}={getattr(row, name)}" for name in names)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def check_as_seen(row: models.Model, names: Iterable[str], seen: str) -> None:
    """Refuse when somebody changed the row since."""
    if mark_of(row, names) != seen:
        raise Refused(
            "Somebody changed this since you opened it.",
            "Look at it again, then say what is still to be said.",
            code="PLAN-STALE",
        )
