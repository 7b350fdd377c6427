"""The digest of a day: how far the trail had come, to be kept where nobody who can write to the database can reach.

A trail that was written anew with the right key is sound in itself. A digest kept elsewhere still says what it was.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit.chain import ChainProblem, digest_seal
from clearway.site.audit.models import Event
from clearway.site.audit.reading import limits_of
from clearway.site.audit.services import seal_waiting

FORMAT = "clearway audit digest 1"
EVERY = 100
"""A digest holds the hash of every hundredth event of its day, and of the last: a difference is told that closely."""
COLUMNS = {"format", "store", "day", "events", "first", "last", "hashes", "made_at", "seal"}


def digest_of(day: date, at: datetime) -> dict[str, Any]:
    """The digest of a day, sealed with the audit key; of today, as far as it has come.

    `hashes` leads from numbers of events to their hashes. Refused for a day that has not begun.
    """
    if day > timezone.localdate(at):
        raise Refused("That day has not begun.", "Ask for today or a day before.", code="DIGEST-DAY")
    seal_waiting()
    begins, ends = limits_of(day)
    of_day = Event.objects.filter(at__gte=begins, at__lt=ends)
    told = of_day.order_by().aggregate(first=Min("sequence"), last=Max("sequence"), events=Count("sequence"))
    rows = of_day.order_by("sequence").values_list("sequence", "hash").iterator(chunk_size=5_000)
    hashes = {
        str(number): held for number, held in rows if number % EVERY == 0 or number in (told["first"], told["last"])
    }
    digest = {
        "format": FORMAT,
        "store": settings.STORE.id if settings.STORE else "",
        "day": day.isoformat(),
        **told,
        "hashes": hashes,
        "made_at": at.astimezone(UTC).isoformat(timespec="seconds"),
    }
    return {**digest, "seal": digest_seal(digest, _key())}


def read_digest(text: str) -> dict[str, Any]:
    """A digest as it was kept. Refused when it is none, of another store, or not sealed with this store's key."""
    try:
        digest = json.loads(text)
    except ValueError as error:
        raise _none() from error
    if not isinstance(digest, dict) or set(digest) != COLUMNS or digest["format"] != FORMAT:
        raise _none()
    told = {name: value for name, value in digest.items() if name != "seal"}
    if not hmac.compare_digest(str(digest["seal"]).encode(), digest_seal(told, _key()).encode()):
        raise Refused(
            "This digest is not as it was made, or was made with another key.",
            "Take another copy of it, and the key of the store that it was made for.",
            code="DIGEST-SEAL",
        )
    if settings.STORE and digest["store"] != settings.STORE.id:
        raise Refused("This digest is of another store.", "Name the store that it was made for.", code="DIGEST-STORE")
    return digest


def digest_problems(digest: Mapping[str, Any]) -> list[ChainProblem]:
    """Where the trail is no longer what a digest says it was: the first difference, as closely as it can be told."""
    hashes = {int(number): held for number, held in digest["hashes"].items()}
    kept = dict(Event.objects.filter(sequence__in=list(hashes)).values_list("sequence", "hash"))
    before = 0
    for number, held in sorted(hashes.items()):
        if kept.get(number) != held:
            first = before + 1 if before else number
            where = f"event {number} is" if first == number else f"of events {first} to {number} at least one is"
            return [ChainProblem(first, f"{where} not what the digest of {digest['day']} says")]
        before = number
    return []


def _none() -> Refused:
    return Refused("This is no digest of an audit trail.", "Give a file that “audit digest” wrote.", code="DIGEST")


def _key() -> bytes:
    return settings.STORE_KEY.for_purpose("audit")
