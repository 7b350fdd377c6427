"""Counts every answer and how long it took."""

import logging
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from clearway.site.metrics.counters import Counter, run_folder

log = logging.getLogger("clearway.site")


class RequestCounter:
    """Outermost of all: what it counts is what a visitor waited."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and count it. A count that cannot be kept never costs an answer."""
        began = time.monotonic()
        response = self.get_response(request)
        if settings.STORE is not None and (counter := counter_of(settings.STORE.path)):
            counter.count(response.status_code, time.monotonic() - began)
        return response


@cache
def counter_of(store: Path) -> Counter | None:
    """The counter of this process, or None where the store's folder takes none."""
    try:
        return Counter(run_folder(store))
    except OSError as error:
        log.warning("requests are not counted: %s", error.strerror)
        return None
