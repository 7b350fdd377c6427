"""Chaining the reads that wait, every two seconds, from a thread of the worker: whatever job the worker has in hand."""

import logging
import threading

from django.db import Error, connection

from clearway.site.audit.services import seal_waiting

log = logging.getLogger("clearway.site.worker")

EVERY_SECONDS = 2.0


class Sealer:
    """Seals until it is left. A database that is busy or away is asked again two seconds later."""

    def __init__(self, every: float = EVERY_SECONDS) -> None:
        self._every = every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._seal, name="sealer", daemon=True)

    def __enter__(self) -> "Sealer":
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._over.set()
        self._thread.join()

    def _seal(self) -> None:
        try:
            while not self._over.wait(self._every):
                try:
                    seal_waiting()
                except Error:
                    log.warning("the reads that wait could not be chained; trying again")
                    connection.close()
        finally:
            connection.close()
