"""Where the bytes of documents lie: `documents/ab/<sha-256>` in the store's folder, never changed."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clearway.records.findings import Refused
from clearway.store.folder import StoreFolder

FOLDER = "documents"
ARRIVING = ".arriving-"


def place_of(store: StoreFolder, sha256: str) -> Path:
    """Where bytes lie, whether they are there or not."""
    return store.path / FOLDER / sha256[:2] / sha256


@contextmanager
def arriving(store: StoreFolder, content: bytes) -> Iterator[Path]:
    """Bytes in a file aside, so that they can be looked at before they are kept; gone afterwards unless moved.

    Raises Refused where the disk does not take them.
    """
    path = store.path / FOLDER / f"{ARRIVING}{secrets.token_hex(8)}"
    try:
        with _room_for(store, len(content)):
            path.parent.mkdir(mode=0o700, exist_ok=True)
            _write(path, content)
        yield path
    finally:
        path.unlink(missing_ok=True)


def keep(store: StoreFolder, path: Path, sha256: str) -> None:
    """Move bytes that arrived to their place. The same bytes that lie there already are replaced by themselves.

    Raises Refused where the disk does not take them.
    """
    place = place_of(store, sha256)
    with _room_for(store, path.stat().st_size):
        place.parent.mkdir(mode=0o700, exist_ok=True)
        path.replace(place)


def content_of(store: StoreFolder, sha256: str) -> bytes | None:
    """The bytes of a document; None when they are missing or not those that were kept."""
    try:
        content = place_of(store, sha256).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def lying(store: StoreFolder) -> Iterator[Path]:
    """Every file of the folder, those that are arriving too."""
    folder = store.path / FOLDER
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


@contextmanager
def _room_for(store: StoreFolder, byte_count: int) -> Iterator[None]:
    """Say in words what a disk that takes no more means for a document."""
    try:
        yield
    except OSError as error:
        free = shutil.disk_usage(store.path).free
        raise Refused(
            f"The store could not take the document of {byte_count:,} bytes ({error.strerror});"
            f" {free:,} are free there.",
            "Tell your administrator, who can make room on the disk; then add it again. Nothing was kept.",
            code="DOCUMENT-NO-ROOM",
        ) from error


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
