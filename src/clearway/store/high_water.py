"""The high-water mark of a store: how far the audit trail had come, kept outside the operational database.

An older copy of the whole database carries a trail that is sound in itself, and a seal that was genuine once. The mark
lies beside it in the store's folder and only ever moves forward: a database behind its mark is an older one.
"""

import fcntl
import hmac
import os
from dataclasses import dataclass
from pathlib import Path

from clearway.store.keys import StoreKey

FILE = "audit.mark"
SEAL_PURPOSE = "high-water mark"
LENGTH = 20 + 1 + 64 + 1 + 64 + 1
"""Every mark has the same length, within one sector of a disk: it is written whole or not at all."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The last audit event that was acknowledged: its sequence and its hash."""

    sequence: int
    hash: str


class MarkDamaged(Exception):
    """The mark is there and is not genuine."""


def read_mark(store: Path, key: StoreKey) -> Mark | None:
    """The mark of a store folder, or None when there is none. Raises `MarkDamaged`."""
    try:
        return _parsed((store / FILE).read_text(encoding="ascii"), key)
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise MarkDamaged from error


def move_mark(store: Path, mark: Mark, key: StoreKey) -> None:
    """Move the mark forward; one that is further already stays. Raises OSError when it cannot be written."""
    descriptor = os.open(store / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        held = os.pread(descriptor, LENGTH, 0)
        if held and (there := _genuine(held, key)) and there.sequence >= mark.sequence:
            return
        os.pwrite(descriptor, _line(mark, key), 0)
    finally:
        os.close(descriptor)


def _line(mark: Mark, key: StoreKey) -> bytes:
    return f"{mark.sequence:020d} {mark.hash} {_seal(mark, key)}\n".encode("ascii")


def _genuine(held: bytes, key: StoreKey) -> Mark | None:
    try:
        return _parsed(held.decode("ascii"), key)
    except (MarkDamaged, UnicodeDecodeError):
        return None


def _parsed(text: str, key: StoreKey) -> Mark:
    parts = text.split()
    if len(text) != LENGTH or len(parts) != 3 or not parts[0].isdecimal():
        raise MarkDamaged
    mark = Mark(int(parts[0]), parts[1])
    if not hmac.compare_digest(parts[2], _seal(mark, key)):
        raise MarkDamaged
    return mark


def _seal(mark: Mark, key: StoreKey) -> str:
    words = f"{mark.sequence} {mark.hash}".encode("ascii")
    return hmac.digest(key.for_purpose(SEAL_PURPOSE), words, "sha256").hex()
