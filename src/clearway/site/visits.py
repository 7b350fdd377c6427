"""Slowing down who reads pages without signing in: so much a minute from one address, then a wait told in seconds.

What everybody may read must not wait for the database to be written, which loads may be holding. So the count is one
small file beside the store, which never grows: for each address a number of eight bytes, found by a keyed hash that
changes every day. The number is the moment at which everything asked for so far has been "paid off" (the generic cell
rate algorithm). Addresses that fall together share a number; two requests at the same instant may count as one.
"""

import hashlib
import hmac
import ipaddress
import logging
import os
import struct
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from clearway.site.metrics.counters import run_folder
from clearway.site.pages.errors import error_page

log = logging.getLogger("clearway.site")

View = Callable[..., HttpResponseBase]

MOMENT = struct.Struct("<Q")
PLACES = 65_536
MINUTE = 60_000
OF_A_FILE = 20
"""How many pages a file counts as."""
HOME = 64
"""Bits of an IPv6 address that tell one household or office from another."""


def limited(view: View) -> View:
    """A view for everybody that an address can ask for so often a minute; then the answer is 429 and says when."""

    @wraps(view)
    def answered(request: HttpRequest, *arguments: object, **named: object) -> HttpResponseBase:
        weight = OF_A_FILE if "format" in request.GET else 1
        seconds = seconds_to_wait(request.META.get("REMOTE_ADDR", ""), weight)
        if not seconds:
            return view(request, *arguments, **named)
        refusal = error_page(
            request,
            status=429,
            title="Please wait a moment",
            words=f"This page was asked for very often from your network. Wait {seconds} "
            f"{'second' if seconds == 1 else 'seconds'}, then ask again. Nothing is wrong with what you asked for.",
        )
        refusal["Retry-After"] = str(seconds)
        return refusal

    return answered


def seconds_to_wait(address: str, weight: int = 1) -> int:
    """How long an address has to wait before it asks again: 0 when it may ask now, and then this request is counted.

    A count that cannot be kept never costs an answer.
    """
    most = settings.PUBLIC_PAGES_A_MINUTE
    if settings.STORE is None or most <= 0:
        return 0
    try:
        return _counted(run_folder(settings.STORE.path), _place(address), weight * MINUTE / most)
    except OSError as error:
        log.warning("visits of public pages are not counted: %s", error.strerror)
        return 0


def _counted(folder: Path, place: int, cost: float) -> int:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = int(time.time() * 1000)
    descriptor = os.open(folder / "visits", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        held = os.pread(descriptor, MOMENT.size, place * MOMENT.size)
        paid = MOMENT.unpack(held)[0] if len(held) == MOMENT.size else 0
        is_owed = now < paid <= now + MINUTE  # a later moment was written before the clock was set back
        after = int((paid if is_owed else now) + cost)
        if after - now > MINUTE:
            return -(-(after - now - MINUTE) // 1000)
        os.pwrite(descriptor, MOMENT.pack(after), place * MOMENT.size)
    finally:
        os.close(descriptor)
    return 0


def _place(address: str) -> int:
    key = settings.STORE_KEY.for_purpose("public visits")
    told = f"{timezone.localdate()}|{_network(address)}"
    return int.from_bytes(hmac.new(key, told.encode(), hashlib.sha256).digest()[:4], "big") % PLACES


def _network(address: str) -> str:
    try:
        held = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((held, HOME), strict=False)) if held.version == 6 else address
