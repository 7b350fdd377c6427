"""A backup of a store in one file: taken while it is in use, sealed, and verified before it is put in its place.

What is copied is fixed in a moment: the operational database by SQLite's own backup, everything else by a second name
for the same bytes (files of a store are never changed, only replaced). The archive is written from those while loads
and readers go on. The key is not in it unless asked for: without the key the archive cannot be opened as a store.
"""

import contextlib
import errno
import gzip
import hashlib
import hmac
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from clearway.records.findings import Refused
from clearway.store.analytical import POINTER, current_version
from clearway.store.folder import DESCRIPTION, StoreFolder, mark_moved
from clearway.store.high_water import FILE as MARK
from clearway.store.keys import StoreKey
from clearway.store.writing import writer_lock

SNAPSHOT = ".backup-"
ABOUT = "backup.json"
KEY = "store.key"
SEAL_PURPOSE = "backup"
FORMAT = 1
KEPT_FOLDERS = ("submissions", "identifiers", "policies", "quality", "profiles", "documents")
KEPT_FILES = (DESCRIPTION, MARK, "retention.yaml", "exports.yaml", "break_glass.yaml")
SUFFIXES = (".tar", ".tar.gz", ".tgz", ".tar.zst")

Progress = Callable[[str, int, int], None]
CopyDatabase = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself: which store, when, what is in it by SHA-256, and whether its key is."""

    store: str
    kind: str
    alliance: str
    key_id: str
    made_at: str
    files: Mapping[str, str]
    has_figures: bool
    has_key: bool
    format: int = FORMAT

    @property
    def submissions(self) -> int:
        """How many submissions are in it."""
        return len({name.split("/")[1] for name in self.files if name.startswith("submissions/")})


def back_up(
    store: StoreFolder,
    out: Path,
    *,
    at: datetime,
    with_figures: bool = True,
    with_key: bool = False,
    copy_database: CopyDatabase | None = None,
    progress: Progress = lambda words, done, total: None,
) -> About:
    """Write a backup of a store to a new file. Refused when the file is there, or cannot be written whole.

    `copy_database` writes the operational database to a SQLite file, where it is kept elsewhere than in the folder.
    """
    _check_out(out)
    aside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with _snapshot(store, copy_database, with_figures=with_figures) as folder, _written(aside, out.name) as archive:
            about = _fill(archive, folder, store, at, with_figures, with_key, progress)
        _sync(aside)
        aside.rename(out)
    except OSError as error:
        raise Refused(
            f"The backup could not be written to {out} ({error.strerror or error}); "
            f"{shutil.disk_usage(out.parent).free:,} bytes are free there.",
            "Make room or choose another place. Nothing was left there, and the store is as it was.",
            code="BACKUP-UNWRITABLE",
        ) from error
    finally:
        aside.unlink(missing_ok=True)
    return about


def unpack(archive: Path, target: Path, *, progress: Progress = lambda words, done, total: None) -> tuple[About, str]:
    """Unpack a backup into a new folder, each file checked against its SHA-256. Returns its list and the list's seal,
    to be checked with `check_seal` before anything is believed.

    Refused, with the folder removed again, when the archive is cut short, changed, or holds what it does not name.
    """
    target.mkdir(mode=0o700)
    try:
        found: dict[str, str] = {}
        about, seal = None, ""
        with _opened(archive) as held:
            for member in held:
                stream = held.extractfile(member) if member.isfile() else None
                if stream is None or not _is_plain(member.name):
                    raise _damaged(archive, f"holds {member.name!r}, which is no file of a store")
                if member.name == ABOUT:
                    told = json.loads(stream.read())
                    about, seal = About(**told["about"]), str(told["seal"])
                    continue
                progress("Unpacking", len(found), 0)
                found[member.name] = _unpacked(stream, target / member.name)
        if about is None:
            raise _damaged(archive, "is cut short: it does not say what should be in it")
        if about.format > FORMAT:
            raise Refused(
                f"The backup has format {about.format}; this program knows up to {FORMAT}.",
                "Install a newer Clearway.",
                code="BACKUP-NEWER",
            )
        if differing := sorted(name for name in {*found, *about.files} if found.get(name) != about.files.get(name)):
            raise _damaged(archive, f"is damaged: {differing[0]} is missing or not as it was written")
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError, gzip.BadGzipFile, OSError) as error:
        shutil.rmtree(target, ignore_errors=True)
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise _no_room(target) from error
        raise _damaged(archive, f"cannot be read ({type(error).__name__})") from error
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return about, seal


def check_seal(archive: Path, about: About, seal: str, key: StoreKey) -> None:
    """Refuse a backup that was not sealed with this key: another store's, or one whose list was changed."""
    if about.key_id != key.id:
        raise Refused(
            f"The key (key {key.id}) belongs to another store; this backup wants {about.key_id}.",
            "Name the right key with --key FILE.",
            code="STORE-KEY-OTHER",
        )
    if not hmac.compare_digest(seal, _seal(asdict(about), key)):
        raise _damaged(archive, "was changed: its seal is not genuine")


@contextmanager
def _snapshot(store: StoreFolder, copy_database: CopyDatabase | None, *, with_figures: bool) -> Iterator[Path]:
    """Everything to be kept, fixed at one moment, in a folder inside the store that is gone afterwards."""
    _sweep(store)
    folder = store.path / f"{SNAPSHOT}{os.getpid()}"
    folder.mkdir(mode=0o700)
    try:
        with writer_lock(store.path):
            # The mark before the database: it may lag behind the trail, and never be ahead of it.
            for name in KEPT_FILES:
                if (store.path / name).is_file():
                    shutil.copy2(store.path / name, folder / name)
            if copy_database is None:
                _copy_database(store.operational, folder / store.operational.name)
            else:
                copy_database(folder / store.operational.name)
                mark_moved(replace(store, path=folder), "sqlite")  # the copy, not the store
            for name in KEPT_FOLDERS:
                _name_again(store.path / name, folder / name)
            if with_figures and (version := current_version(store.analytical)):
                (folder / "analytical").mkdir(mode=0o700)
                for name in (version.file, version.checksum_file, POINTER):
                    if (store.analytical / name).exists():
                        _link(store.analytical / name, folder / "analytical" / name)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy_database(database: Path, target: Path) -> None:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    target.chmod(0o600)


def _name_again(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")) if source.is_dir() else []:
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(source).parts):
            place = target / path.relative_to(source)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _link(path, place)


def _link(path: Path, place: Path) -> None:
    """A second name for a file; a copy where the disk knows no second names."""
    try:
        os.link(path, place)
    except OSError:
        shutil.copy2(path, place)


def _sweep(store: StoreFolder) -> None:
    """Remove what a killed backup has left: a second name would keep what is purged later."""
    for leftover in store.path.glob(f"{SNAPSHOT}*"):
        process = leftover.name.removeprefix(SNAPSHOT)
        if not (process.isdigit() and Path(f"/proc/{process}").exists()):
            shutil.rmtree(leftover, ignore_errors=True)


def _fill(
    archive: tarfile.TarFile,
    folder: Path,
    store: StoreFolder,
    at: datetime,
    with_figures: bool,
    with_key: bool,
    progress: Progress,
) -> About:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files: dict[str, str] = {}
    for number, path in enumerate(paths):
        progress("Writing the backup", number, len(paths))
        name = path.relative_to(folder).as_posix()
        files[name] = _add(archive, path, name)
    if with_key:
        files[KEY] = _add(archive, store.key_file, KEY)
    about = About(
        store=store.id,
        kind=store.kind.value,
        alliance=store.alliance,
        key_id=store.key_id,
        made_at=at.isoformat(timespec="seconds"),
        files=files,
        has_figures=any(name.startswith("analytical/") for name in files),
        has_key=with_key,
    )
    told = json.dumps({"about": asdict(about), "seal": _seal(asdict(about), store.key())}).encode("utf-8")
    last = tarfile.TarInfo(ABOUT)
    last.size, last.mode = len(told), 0o600
    archive.addfile(last, BytesIO(told))
    return about


def _add(archive: tarfile.TarFile, path: Path, name: str) -> str:
    """Add a file under a name. Returns the SHA-256 of what was added."""
    with path.open("rb") as stream:
        hashed = _Hashed(stream)
        member = tarfile.TarInfo(name)
        member.size, member.mode = os.fstat(stream.fileno()).st_size, 0o600
        member.mtime = int(os.fstat(stream.fileno()).st_mtime)
        archive.addfile(member, hashed)
    return hashed.told.hexdigest()


class _Hashed:
    """A stream that is hashed while it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.told = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read and hash."""
        piece = self._stream.read(size)
        self.told.update(piece)
        return piece


def _unpacked(stream: IO[bytes], place: Path) -> str:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    hashed = _Hashed(stream)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(hashed, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
    return hashed.told.hexdigest()


def _is_plain(name: str) -> bool:
    """Whether a name stays inside the folder and is one of ours."""
    parts = Path(name).parts
    return not name.startswith("/") and bool(parts) and not any(part in ("..", ".") for part in parts)


@contextmanager
def _written(path: Path, name: str) -> Iterator[tarfile.TarFile]:
    with contextlib.ExitStack() as open_now:
        file: Any = open_now.enter_context(os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"))
        if name.endswith(".tar.zst"):
            file = open_now.enter_context(pa.CompressedOutputStream(file, "zstd"))
        elif not name.endswith(".tar"):
            file = open_now.enter_context(gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1, mtime=0))
        yield open_now.enter_context(tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT))


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    if not path.is_file():
        raise Refused(f"There is no backup {path}.", "Check the name.", code="BACKUP-ABSENT")
    with contextlib.ExitStack() as open_now:
        if path.name.endswith(".tar.zst"):
            stream: Any = open_now.enter_context(pa.CompressedInputStream(pa.OSFile(str(path)), "zstd"))
            yield open_now.enter_context(tarfile.open(fileobj=stream, mode="r|"))
        else:
            yield open_now.enter_context(tarfile.open(path, mode="r|*"))


def _check_out(out: Path) -> None:
    if not out.name.endswith(SUFFIXES):
        raise Refused(
            f"{out.name} does not say how it is to be packed.", f"End it in one of {', '.join(SUFFIXES)}.", code="OUT"
        )
    if out.exists():
        raise Refused(f"{out} is there already.", "Choose another name; nothing was overwritten.", code="OUT-EXISTS")


def _damaged(archive: Path, wrong: str) -> Refused:
    return Refused(
        f"The backup {archive} {wrong}.", "Take another copy of it, or an earlier one.", code="BACKUP-DAMAGED"
    )


def _no_room(target: Path) -> Refused:
    return Refused(
        f"There is no room at {target.parent}: {shutil.disk_usage(target.parent).free:,} bytes are free.",
        "Make room or choose another place; nothing was left there.",
        code="NO-ROOM",
    )


def _seal(about: Mapping[str, Any], key: StoreKey) -> str:
    words = json.dumps(about, sort_keys=True, ensure_ascii=True)
    return hmac.digest(key.for_purpose(SEAL_PURPOSE), words.encode("ascii"), "sha256").hex()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


__all__: Sequence[str] = ("About", "back_up", "check_seal", "unpack")
