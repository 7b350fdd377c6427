"""How often a token was used: a small file a day for each token, eight bytes a request, shared by all web processes.

`token` is `ApiToken.key`.

Counting so costs no write to the database, which loads may be holding; the audit trail gets the sums day by day.
"""

import logging
import os
import struct
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from clearway.site.metrics.counters import run_folder

log = logging.getLogger("clearway.site")

REQUEST = struct.Struct("<Q")
MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class DayOfUse:
    """How many requests a token brought on one day."""

    day: date
    requests: int


def wait_before(token: str, day: date) -> int:
    """How many seconds a token has to wait before its next request; 0 when it may ask now."""
    path, most = _file(token, day), settings.API_REQUESTS_A_MINUTE
    if path is None:
        return 0
    try:
        with path.open("rb") as held:
            size = held.seek(0, os.SEEK_END) // REQUEST.size
            if size < most:
                return 0
            held.seek((size - most) * REQUEST.size)
            (earliest,) = REQUEST.unpack(held.read(REQUEST.size))
    except FileNotFoundError:
        return 0
    except OSError as error:
        log.warning("the use of an API token could not be read: %s", error.strerror)
        return 0
    ago = _now() - earliest
    return -(-(MINUTE - ago) // 1000) if 0 <= ago < MINUTE else 0


def count(token: str, day: date) -> None:
    """Count one request. A count that cannot be kept never costs an answer."""
    path = _file(token, day)
    if path is None:
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, REQUEST.pack(_now()))
        finally:
            os.close(descriptor)
    except OSError as error:
        log.warning("the use of an API token could not be counted: %s", error.strerror)


def days_counted(token: str) -> list[DayOfUse]:
    """The days of which a count is held, oldest first."""
    folder = _folder(token)
    if folder is None or not folder.is_dir():
        return []
    paths = sorted(folder.glob("????-??-??"))
    return [DayOfUse(date.fromisoformat(path.name), path.stat().st_size // REQUEST.size) for path in paths]


def forget(token: str, day: date) -> None:
    """Drop the count of a day, once it is on the trail."""
    if path := _file(token, day):
        path.unlink(missing_ok=True)


def _folder(token: str) -> Path | None:
    return run_folder(settings.STORE.path) / "api-tokens" / token if settings.STORE else None


def _file(token: str, day: date) -> Path | None:
    folder = _folder(token)
    return folder / day.isoformat() if folder else None


def _now() -> int:
    return int(time.time() * 1000)
