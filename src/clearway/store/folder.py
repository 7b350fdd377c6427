"""The store folder: what it is called, what kind it is, and whether this program may open it.

A store is `demo` or `live` from its first moment and for ever: the kind is written once, in `store.json`.
"""

import json
import os
import tempfile
import uuid
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from clearway.records.findings import Refused
from clearway.store.keys import StoreKey, create_key, key_file_of, read_key

FORMAT_VERSION = 2
DESCRIPTION = "store.json"


class StoreKind(StrEnum):
    """Demo holds synthetic people only; live holds real ones and refuses numbers of the synthetic range."""

    DEMO = "demo"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """One store on disk. Paths are absolute; the key lies outside the folder."""

    path: Path
    kind: StoreKind
    format_version: int
    id: str
    alliance: str
    key_id: str
    database: str = "sqlite"
    """Where the operational database is: `sqlite`, in this folder, or `postgresql`, at the address of a setting."""

    @property
    def operational(self) -> Path:
        """The operational database: people, permissions, submissions, audit."""
        return self.path / "operational.sqlite3"

    @property
    def submissions(self) -> Path:
        """One folder a submission: as sent, typed, findings."""
        return self.path / "submissions"

    @property
    def identifiers(self) -> Path:
        """Pseudonym to NHS number, apart from everything that is counted."""
        return self.path / "identifiers"

    @property
    def analytical(self) -> Path:
        """Published analytical versions and the pointer to the current one."""
        return self.path / "analytical"

    @property
    def policies(self) -> Path:
        """The alliance's own dated policies as YAML files, where it has any: they stand beside the national rules."""
        return self.path / "policies"

    @property
    def backups(self) -> Path:
        """Copies of the operational database made before an upgrade."""
        return self.path / "backups"

    @property
    def key_file(self) -> Path:
        """Where the store's key lies, outside the folder."""
        return key_file_of(self.path)

    def snapshot(self) -> str | None:
        """The name of the analytical version that is shown now (`version-000007`), or None before the first one."""
        pointer = self.analytical / "current"
        if pointer.is_symlink():
            return pointer.readlink().stem
        try:
            return Path(pointer.read_text(encoding="utf-8").strip()).stem or None
        except FileNotFoundError:
            return None

    def key(self) -> StoreKey:
        """The store's key; refused when it is missing, open to others, or the key of another store."""
        key = read_key(self.key_file)
        if key.id != self.key_id:
            raise Refused(
                f"The key in {self.key_file} belongs to another store (key {key.id}, this store wants {self.key_id}).",
                "Bring the right key back, or name its place in CLEARWAY_KEY_FILE.",
                code="STORE-KEY-OTHER",
            )
        return key


def store_exists(path: Path) -> bool:
    """Whether a folder holds a store already."""
    return (path / DESCRIPTION).is_file()


def create_store(path: Path, *, kind: StoreKind, alliance: str, database: str = "sqlite") -> StoreFolder:
    """Make an empty store of a kind for one alliance, with its key beside it. Refused where a store already is."""
    path = path.absolute()
    if store_exists(path):
        raise Refused(f"{path} holds a store already.", "Choose another folder.", code="STORE-EXISTS")
    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        raise Refused(
            f"{path} is not an empty folder.",
            "Choose a new or empty folder; nothing in this one was touched.",
            code="STORE-NOT-EMPTY",
        )
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error
    _check_writable(path)
    key = create_key(key_file_of(path))
    store = StoreFolder(path, kind, FORMAT_VERSION, str(uuid.uuid4()), alliance, key.id, database)
    for folder in (store.submissions, store.identifiers, store.analytical, store.backups):
        folder.mkdir(mode=0o700, exist_ok=True)
    _write_description(store)
    return store


def read_store(path: Path) -> StoreFolder:
    """What a store says of itself, whatever its format version; refused when there is none or it cannot be read."""
    path = path.absolute()
    try:
        fields = json.loads((path / DESCRIPTION).read_text(encoding="utf-8"))
        return StoreFolder(
            path=path,
            kind=StoreKind(fields["kind"]),
            format_version=int(fields["format_version"]),
            id=str(fields["id"]),
            alliance=str(fields["alliance"]),
            key_id=str(fields["key_id"]),
            database=str(fields.get("database", "sqlite")),
        )
    except FileNotFoundError as error:
        raise Refused(
            f"There is no store in {path}.",
            "Make one with `clearway demo --store DIR` or `clearway load FILE --store DIR`.",
            code="STORE-ABSENT",
        ) from error
    except OSError as error:
        raise Refused(
            f"{path / DESCRIPTION} cannot be read ({error.strerror}).",
            "Give the folder and what is in it to the user that runs Clearway.",
            code="STORE-UNREADABLE",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(
            f"{path / DESCRIPTION} is damaged: {type(error).__name__}.",
            "Bring this file back from a backup; the rest of the store is untouched.",
            code="STORE-DAMAGED",
        ) from error


def open_store(path: Path) -> StoreFolder:
    """Open a store for work: of this program's format, writable, and with its own key. Refused otherwise."""
    store = read_store(path)
    check_format(store)
    _check_writable(store.path)
    store.key()
    return store


def check_format(store: StoreFolder) -> None:
    """Refuse a store written by a newer program, or by an older one that has not been upgraded."""
    if store.format_version > FORMAT_VERSION:
        raise Refused(
            f"The store {store.path} has format {store.format_version}; this program knows up to {FORMAT_VERSION}.",
            "Install a newer Clearway.",
            code="STORE-NEWER",
        )
    if store.format_version < FORMAT_VERSION:
        raise Refused(
            f"The store {store.path} has the older format {store.format_version}; this program needs {FORMAT_VERSION}.",
            f"Run: clearway upgrade --store {store.path}",
            code="STORE-OLDER",
        )


def mark_upgraded(store: StoreFolder) -> StoreFolder:
    """Write this program's format version into the store, after its contents were brought up to date."""
    current = replace(store, format_version=FORMAT_VERSION)
    _write_description(current)
    return current


def mark_moved(store: StoreFolder, database: str) -> StoreFolder:
    """Write into the store which kind of database holds its rows now: `sqlite` or `postgresql`."""
    current = replace(store, database=database)
    _write_description(current)
    return current


def _write_description(store: StoreFolder) -> None:
    """Write `store.json` whole or not at all (temporary file, sync, rename)."""
    fields = {name: value for name, value in asdict(store).items() if name != "path"}
    descriptor, name = tempfile.mkstemp(dir=store.path, prefix=".store-", suffix=".json")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(fields, file, indent=2)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(store.path / DESCRIPTION)


def _check_writable(path: Path) -> None:
    """Refuse a folder that cannot be written, by writing: permission bits alone do not know a read-only disk."""
    try:
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> Refused:
    return Refused(
        f"The store folder {path} cannot be written ({error.strerror}).",
        "Check that the disk is not read-only or full, and that the folder belongs to the user that runs Clearway.",
        code="STORE-UNWRITABLE",
    )
