"""Counts of requests, one small file for each process of the web server, summed when somebody asks.

A file holds whole numbers of eight bytes: answers by class of status, then how many took how long at most, then the
milliseconds of all together. No address, no person, no query is kept.
"""

import mmap
import os
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STATUSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
BUCKETS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, float("inf"))
WIDTH = struct.calcsize("=Q")
SUM_AT = len(STATUSES) + len(BUCKETS)
SIZE = (SUM_AT + 1) * WIDTH
KEPT_SECONDS = 24 * 60 * 60
"""How long the counts of a process that has ended are kept among the sums."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The sums: answers by class of status, answers by the most they took, and milliseconds in all."""

    by_status: tuple[int, ...]
    by_seconds: tuple[int, ...]
    milliseconds: int


class Counter:
    """The counts of this process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        _sweep(folder)
        self.process = os.getpid()
        self._lock = threading.Lock()
        descriptor = os.open(folder / f"requests-{self.process}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(descriptor, SIZE)
            self._held = mmap.mmap(descriptor, SIZE)
        finally:
            os.close(descriptor)

    def count(self, status: int, seconds: float) -> None:
        """Count one answer."""
        with self._lock:
            self._add(min(max(status // 100, 1), len(STATUSES)) - 1, 1)
            self._add(len(STATUSES) + next(place for place, most in enumerate(BUCKETS) if seconds <= most), 1)
            self._add(SUM_AT, round(seconds * 1000))

    def _add(self, place: int, number: int) -> None:
        (before,) = struct.unpack_from("=Q", self._held, place * WIDTH)
        struct.pack_into("=Q", self._held, place * WIDTH, before + number)


def run_folder(store: Path) -> Path:
    """Where a store keeps what lives only while it is served; never backed up."""
    return store / "run"


def summed(folder: Path) -> Counts:
    """The counts of all processes together."""
    sums = [0] * (SUM_AT + 1)
    for path in _files(folder):
        held = path.read_bytes()
        if len(held) == SIZE:
            sums = [one + other for one, other in zip(sums, struct.unpack(f"={SUM_AT + 1}Q", held), strict=True)]
    return Counts(tuple(sums[: len(STATUSES)]), tuple(sums[len(STATUSES) : SUM_AT]), sums[SUM_AT])


def memory(folder: Path) -> int:
    """Bytes of memory that the living processes of the web server hold."""
    pages = 0
    for path in _files(folder):
        try:
            pages += int(Path(f"/proc/{_process(path)}/statm").read_text().split()[1])
        except (OSError, ValueError, IndexError):
            continue
    return pages * os.sysconf("SC_PAGE_SIZE")


def _files(folder: Path) -> Iterator[Path]:
    return folder.glob("requests-*") if folder.is_dir() else iter(())


def _process(path: Path) -> str:
    return path.name.removeprefix("requests-")


def _sweep(folder: Path) -> None:
    """Remove the counts of processes that ended long ago. A sum that gets smaller is read as a restart."""
    for path in _files(folder):
        is_over = not Path(f"/proc/{_process(path)}").exists()
        if is_over and time.time() - path.stat().st_mtime > KEPT_SECONDS:
            path.unlink(missing_ok=True)
