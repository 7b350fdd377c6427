"""One writer at a time: the lock of a store, held by a process for as long as it lives."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clearway.records.findings import Refused

LOCK = ".writer.lock"
PATIENCE_SECONDS = 20.0
PAUSE_SECONDS = 0.1


@contextmanager
def writer_lock(store: Path, *, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the store's writer lock; wait up to `patience` seconds for another writer, then refuse.

    The operating system lets go of the lock when the process ends, however it ends.
    """
    descriptor = os.open(store / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait_for(descriptor, patience)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise Refused(
                    "Another load is writing to this store.",
                    "Wait until it has finished, then try again; nothing of this one was kept.",
                    code="STORE-BUSY",
                ) from None
            time.sleep(PAUSE_SECONDS)
        else:
            return
