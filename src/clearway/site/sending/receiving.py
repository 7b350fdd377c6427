"""Taking files in while they arrive: written to the store piece by piece, measured and hashed, nothing held in memory.

Whatever ends a request early (a limit, a closed browser, a forged form, a failure) leaves nothing of it in the store:
the files stay only when `Reception.keep` was called before the block ended.
"""

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers, StopUpload
from django.http import HttpRequest, UnreadablePostError

from clearway.intake.limits import DEFAULT, Limits
from clearway.records.findings import Refused
from clearway.store.folder import StoreFolder

FIELD = "file"
MOST_FILES = 20
FORM_BYTES = 1_000_000
"""How much a form may hold beside its files."""

LABEL_LENGTH = 200
PIECE = 262_144
DRAIN_SECONDS = 15.0


def uploads_folder(store: StoreFolder) -> Path:
    """Where files lie between their arrival and their load: never backed up, tidied within a day."""
    return store.path / "uploads"


def label_of(name: str) -> str:
    """The sender's name of a file as a label: its last part, signs that cannot be printed as `_`, not too long."""
    last_part = PurePath(name.replace("\\", "/")).name
    printable = "".join(sign if sign.isprintable() else "_" for sign in last_part) or "file"
    suffix = PurePath(printable).suffix[:20]
    return printable if len(printable) <= LABEL_LENGTH else printable[: LABEL_LENGTH - len(suffix)] + suffix


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One file that arrived: the sender's name, where it lies, its size and its SHA-256."""

    name: str
    path: Path
    byte_count: int
    sha256: str


@dataclass
class Reception:
    """What one request brings. `refusal` says why no more was taken."""

    store: StoreFolder
    limits: Limits = DEFAULT
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    files: list[ReceivedFile] = field(default_factory=list)
    byte_count: int = 0
    refusal: Refused | None = None
    is_kept: bool = False

    @property
    def folder(self) -> Path:
        """Where this request's files are written; its name is ours alone."""
        return uploads_folder(self.store) / self.id

    def place_for_next(self) -> Path:
        """The path of the next file; its folder is there."""
        uploads_folder(self.store).mkdir(mode=0o700, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        return self.folder / str(len(self.files) + 1)

    def keep(self) -> None:
        """Let the files stay when the request ends."""
        self.is_kept = True

    def discard(self) -> None:
        """Remove everything that this request has brought."""
        shutil.rmtree(self.folder, ignore_errors=True)


class StoreHandler(FileUploadHandler):
    """Django's way of handing over a file while it arrives: this one writes it into the store."""

    chunk_size = PIECE

    def __init__(self, request: HttpRequest, reception: Reception) -> None:
        super().__init__(request)
        self._reception = reception
        self._stream: BinaryIO | None = None
        self._hash = hashlib.sha256()
        self._path = Path()

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        """Open the next file, readable by the owner of the store alone."""
        super().new_file(field_name, *args, **kwargs)
        if field_name != FIELD:
            raise SkipFile
        if len(self._reception.files) >= MOST_FILES:
            self._refuse(too_many_files())
        try:
            self._path = self._reception.place_for_next()
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            self._refuse(no_room(error), error)
        self._stream, self._hash = os.fdopen(descriptor, "wb"), hashlib.sha256()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write one piece, unless it goes beyond the limit."""
        assert self._stream is not None, "a piece arrived before its file"  # noqa: S101 - Django calls in this order
        self._reception.byte_count += len(raw_data)
        if self._reception.byte_count > self._reception.limits.file_bytes:
            self._refuse(too_large(self._reception.limits))
        try:
            self._stream.write(raw_data)
        except OSError as error:
            self._refuse(no_room(error), error)
        self._hash.update(raw_data)

    def file_complete(self, file_size: int) -> None:
        """Close the file and note it."""
        if self._stream is None:
            return
        name = label_of(self.file_name or "")
        try:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
        except OSError as error:
            self._refuse(no_room(error), error)
        self._stream = None
        self._reception.files.append(ReceivedFile(name, self._path, file_size, self._hash.hexdigest()))

    def close(self) -> None:
        """Let go of a file that was broken off."""
        if self._stream is not None:
            self._stream.close()

    def _refuse(self, refusal: Refused, cause: Exception | None = None) -> None:
        self._reception.refusal = refusal
        raise StopUpload(connection_reset=True) from cause


@contextmanager
def receiving(request: HttpRequest, store: StoreFolder, limits: Limits = DEFAULT) -> Iterator[Reception]:
    """Take in the files of a request; to be entered before anything reads its form.

    A request that says it is too large is refused before a byte of it is kept (`Reception.refusal`).
    """
    reception = Reception(store, limits)
    handler = StoreHandler(request, reception)
    request.upload_handlers = [handler]
    if int(request.META.get("CONTENT_LENGTH") or 0) > limits.file_bytes + FORM_BYTES:
        reception.refusal = too_large(limits)
    try:
        yield reception
    finally:
        handler.close()
        if not reception.is_kept:
            reception.discard()
        if reception.refusal:
            drain(request)


def drain(request: HttpRequest, seconds: float = DRAIN_SECONDS) -> None:
    """Read on for a while without keeping anything: a browser hears the answer only when it may finish its question."""
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until and request.read(PIECE):
            pass
    except UnreadablePostError:
        return


def too_large(limits: Limits) -> Refused:
    """The refusal of an upload beyond the limit."""
    return Refused(
        f"The upload is larger than {limits.file_bytes // 1_000_000:,} MB, the limit for all its files together.",
        "Send it in parts, one month each. Nothing was kept.",
        code="UPLOAD_SIZE",
    )


def too_many_files() -> Refused:
    """The refusal of too many files at once."""
    return Refused(
        f"There are more than {MOST_FILES} files, the limit for one submission.",
        "Send them in several goes. Nothing was kept.",
        code="UPLOAD_FILES",
    )


def no_room(error: OSError) -> Refused:
    """The refusal of a store that cannot take the file."""
    return Refused(
        f"The store could not take the file ({error.strerror}).",
        "Tell your administrator, who can make room on the disk; then send it again. Nothing was kept.",
        code="UPLOAD_NO_ROOM",
    )


def broken_off() -> Refused:
    """The refusal of an upload whose end never came."""
    return Refused(
        "The upload was broken off before its end.",
        "Check your connection and send it again. Nothing was kept.",
        code="UPLOAD_BROKEN_OFF",
    )
