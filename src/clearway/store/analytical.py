"""The analytical store: disposable DuckDB files, published by rename under a version, and read by many processes.

One writer builds a new file beside the others and moves the pointer `current` to it when it is whole. Readers keep a
file open, read-only, and open the next one when the pointer has moved. Losing every file costs a rebuild, never data.
A file whose checksum no longer fits is not read: readers fall back to the version before it, and say so.
"""

import hashlib
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from clearway.records.findings import Refused

POINTER = "current"
FILE_NAME = re.compile(r"version-(\d{6,})\.duckdb")
ASIDE = "aside-"
KEPT_ASIDE = f"{ASIDE}known-"
ANSWERS = "answers-"
"""How folders of kept answers begin (`kept_answers`); the number of their version comes next."""

KEPT_VERSIONS = 2
"""The version that readers may still be moving away from, and the one they move to."""

READER_THREADS = 2
CHECKED_BYTES = 1 << 30
"""Readers check the checksum of files up to this size when they open them; `clearway verify` checks every file. The
engine checks each block of a larger one as it reads it."""


@dataclass(frozen=True, slots=True)
class Version:
    """One published analytical file. What is in it is named by the snapshot in its own table `about`."""

    number: int

    @property
    def file(self) -> str:
        """The name of the file in the analytical folder."""
        return f"version-{self.number:06}.duckdb"

    @property
    def checksum_file(self) -> str:
        """The name of the file that holds its SHA-256."""
        return f"version-{self.number:06}.sha256"


def current_version(folder: Path) -> Version | None:
    """The version that readers should read, or None when nothing has been published yet."""
    try:
        named = FILE_NAME.fullmatch((folder / POINTER).read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return None
    if named is None:
        raise Refused(
            f"The pointer {folder / POINTER} is damaged.",
            "Nothing is lost: remove it and publish again, and a new analytical file is built from the submissions.",
            code="ANALYTICAL-POINTER",
        )
    return Version(int(named[1]))


@contextmanager
def building(folder: Path, *, start_from: Version | None = None) -> Iterator[Path]:
    """A path to build the next version at: empty, or a copy of an earlier version. Removed when the work is over.

    Call `publish` inside the block to keep what was built. The caller holds the store's writer lock.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(folder)
    path = folder / f"building-{os.getpid()}.duckdb"
    try:
        if start_from is not None:
            shutil.copyfile(folder / start_from.file, path)
            path.chmod(0o600)
        yield path
    finally:
        for leftover in folder.glob(f"{path.stem}.*"):
            _remove(leftover)


def publish(folder: Path, built: Path) -> Version:
    """Make a built file the current version, in one rename, and drop the versions that nobody needs any more."""
    numbers = [one.number for one in _versions(folder)]
    if (folder / POINTER).exists() and (before := current_version(folder)):
        numbers.append(before.number)
    version = Version(max(numbers, default=0) + 1)
    built.chmod(0o600)
    _sync(built)
    checksum = folder / version.checksum_file
    checksum.write_text(_checksum(built) + "\n", encoding="ascii")
    _sync(checksum)
    built.replace(folder / version.file)
    pointer = folder / f".{POINTER}-{os.getpid()}"
    pointer.write_text(version.file + "\n", encoding="utf-8")
    _sync(pointer)
    pointer.replace(folder / POINTER)
    _sync(folder)
    for number in sorted({*numbers, version.number})[:-KEPT_VERSIONS]:
        _drop(folder, Version(number))
    return version


def drop_earlier(folder: Path, version: Version) -> None:
    """Drop every version before one, and what was kept aside: after a purge nothing may hold what was purged."""
    for earlier in _versions(folder):
        if earlier.number < version.number:
            _drop(folder, earlier)
    for kept in folder.glob(f"{KEPT_ASIDE}*"):
        _remove(kept)


def kept_aside(folder: Path, name: str) -> Path:
    """Where a file built for an earlier day is kept until the next version is published: it may be asked for again."""
    return folder / f"{KEPT_ASIDE}{name}.duckdb"


def damage(folder: Path, version: Version, *, up_to: int | None = None) -> str:
    """What is wrong with the file of a version by its checksum; empty when nothing is, or when none was kept.

    Files of more than `up_to` bytes are looked at by their size alone: they are there.
    """
    path = folder / version.file
    try:
        if up_to is not None and path.stat().st_size > up_to:
            return ""
        expected = (folder / version.checksum_file).read_text(encoding="ascii").strip()
        return "" if _checksum(path) == expected else "is not as it was written"
    except FileNotFoundError:
        return "" if path.exists() else "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"


class _Kept(threading.local):
    """What a thread keeps to for a while: the version that it asked first, and the file of it once it was opened."""

    is_on: bool = False
    version: Version | None = None
    connection: duckdb.DuckDBPyConnection | None = None


class Reader:
    """Opens the current version for reading, once in each process, and the next one when it has been published.

    >>> reader = Reader(store.analytical)          # doctest: +SKIP
    >>> with reader.open() as figures:             # doctest: +SKIP
    ...     figures.sql("SELECT count(*) FROM cells")
    """

    def __init__(self, folder: Path, *, threads: int = READER_THREADS) -> None:
        self._folder = folder
        self._threads = threads
        self._lock = threading.Lock()
        self._version: Version | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._notice = ""
        self._kept = _Kept()

    @contextmanager
    def one_version(self) -> Iterator[None]:
        """Within it this thread keeps to the version that it asks first, whatever is published meanwhile.

        So what stands together on one page, and the name of the figures beside it, is of one version.
        """
        self._kept.is_on = True
        try:
            yield
        finally:
            self._kept.is_on, self._kept.version, self._kept.connection = False, None, None

    def version(self) -> Version:
        """The version that would be read now. Refused when nothing has been published yet."""
        version = self._kept.version or current_version(self._folder)
        if version is None:
            raise Refused(
                "This store has no figures yet.",
                "Load a file first: clearway load FILE --store DIR",
                code="ANALYTICAL-EMPTY",
            )
        if self._kept.is_on:
            self._kept.version = version
        return version

    @contextmanager
    def open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own to the current version, for one question; safe in any thread."""
        with self._lock:
            connection = self._kept.connection or self._current()
            cursor = connection.cursor()
        if self._kept.is_on:
            self._kept.connection = connection
        try:
            yield cursor
        finally:
            cursor.close()

    @property
    def notice(self) -> str:
        """What a reader of the figures must be told: that an earlier version is shown. Empty when all is well."""
        return self._notice

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection, self._version = None, None

    def _current(self) -> duckdb.DuckDBPyConnection:
        version = self.version()
        if self._connection is None or version != self._version:
            # The old connection is left to close with its last cursor: a question under way keeps its own version.
            self._connection, self._notice = self._open_sound(version)
            self._version = version
        return self._connection

    def _open_sound(self, version: Version) -> tuple[duckdb.DuckDBPyConnection, str]:
        """A version, or the last sound one before it with words that say so. Refused when none is sound."""
        try:
            return self._open_checked(version), ""
        except Refused as refusal:
            for earlier in reversed([one for one in _versions(self._folder) if one.number < version.number]):
                try:
                    connection = self._open_checked(earlier)
                except Refused:
                    continue
                return connection, (
                    f"The newest figures ({version.file}) are damaged. These are the last sound ones, {earlier.file}. "
                    "Nothing that was loaded is lost: clearway rebuild makes the newest anew."
                )
            raise refusal from None

    def _open_checked(self, version: Version) -> duckdb.DuckDBPyConnection:
        if wrong := damage(self._folder, version, up_to=CHECKED_BYTES):
            raise _damaged(version.file, wrong)
        return open_read_only(self._folder / version.file, threads=self._threads)


def open_read_only(path: Path, *, threads: int = READER_THREADS) -> duckdb.DuckDBPyConnection:
    """Open one analytical file for reading, shut off from every other file. Refused when it is missing or damaged."""
    try:
        # All of it at once: a file that is open already can be opened again only with the very same settings.
        settings = {"threads": threads, "enable_external_access": "false", "lock_configuration": "true"}
        connection = duckdb.connect(str(path), read_only=True, config=settings)
    except duckdb.Error as error:
        raise _damaged(path.name, f"cannot be opened ({type(error).__name__})") from error
    return connection


def _damaged(file: str, wrong: str) -> Refused:
    return Refused(
        f"The analytical file {file} {wrong}.",
        "Nothing is lost: clearway rebuild builds it anew from the submissions.",
        code="ANALYTICAL-DAMAGED",
    )


def _versions(folder: Path) -> list[Version]:
    """Every version whose file is there, oldest first."""
    named = (FILE_NAME.fullmatch(path.name) for path in folder.iterdir())
    return sorted((Version(int(one[1])) for one in named if one), key=lambda one: one.number)


def _drop(folder: Path, version: Version) -> None:
    _remove(folder / version.file)
    _remove(folder / version.checksum_file)
    for answers in folder.glob(f"{ANSWERS}{version.number:06}-*"):
        _remove(answers)


def _checksum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A folder for a file that is built for one question; gone when the question is answered."""
    with tempfile.TemporaryDirectory(prefix=f"{ASIDE}{os.getpid()}-", dir=folder) as place:
        yield Path(place)


def _sweep(folder: Path) -> None:
    """Remove what builds that were broken off have left: nobody else builds now, and questions name their process."""
    for leftover in folder.glob("building-*"):
        _remove(leftover)
    known = {f"{one.number:06}" for one in _versions(folder)}
    for answers in folder.glob(f"{ANSWERS}*"):
        if answers.name.removeprefix(ANSWERS).partition("-")[0] not in known:
            _remove(answers)
    for leftover in folder.glob(f"{ASIDE}*"):
        process = leftover.name.removeprefix(ASIDE).partition("-")[0]
        if not (process.isdigit() and _is_alive(int(process))):
            _remove(leftover)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Have the operating system write a file or folder to the disk before anything depends on it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
