"""A submission on disk: staged out of sight, moved into place whole, and swept away when it never became visible.

`submissions/<id>/` holds what was received, the typed records without identifiers (or the published figures, or the
values of published indicators), the rejected rows, the findings and a sealed list of checksums.
`identifiers/<id>.parquet` holds the identifiers, apart.
A folder without a row in the manifest is what a broken load left behind; the next load removes it. A folder that was
visible once carries a mark, and is never removed: without its row, the manifest itself has lost something.
"""

import hashlib
import hmac
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from clearway.pipeline.manifest import OBSERVATIONS, PUBLISHED_FIGURES, WAITING_TIME_RECORDS, DataSet
from clearway.records.findings import Refused
from clearway.store.folder import StoreFolder

STAGED = ".staging-"
CONTENTS = "contents.json"
VISIBLE = "visible"
SEAL_PURPOSE = "contents of a submission"

RECORDS, FIGURES, REJECTED, FINDINGS = "records.parquet", "figures.parquet", "rejected.parquet", "findings.json"
OBSERVED = "observations.parquet"
ITEMS, SHAPE = "mends.parquet", "shape.parquet"
"""What each row has to be mended for, and the counts by month that later files are compared with."""


ROWS_OF: Mapping[DataSet, str] = {
    WAITING_TIME_RECORDS: RECORDS,
    PUBLISHED_FIGURES: FIGURES,
    OBSERVATIONS: OBSERVED,
}
"""Under which name the accepted rows of each data set lie: what figures are built from and what is counted."""


def received_name(number: int) -> str:
    """The name under which the first, second … file of a submission is kept as sent."""
    return "received.parquet" if number == 1 else f"received-{number}.parquet"


@dataclass(frozen=True, slots=True)
class Staged:
    """A submission being written: nobody sees it until it is moved into place and its row is committed."""

    store: StoreFolder
    id: str

    @property
    def folder(self) -> Path:
        """Where its files are written."""
        return self.store.submissions / f"{STAGED}{self.id}"

    @property
    def identifiers(self) -> Path:
        """Where its identifiers are written."""
        return self.store.identifiers / f"{STAGED}{self.id}.parquet"

    def write(self, name: str, table: pa.Table) -> None:
        """Write one table."""
        _write_parquet(table, self.folder / name)

    def write_identifiers(self, table: pa.Table) -> None:
        """Write the identifiers, apart from everything that is counted."""
        _write_parquet(table, self.identifiers)

    def write_findings(self, told: Mapping[str, Any]) -> None:
        """Write the findings and what the readers said of the files."""
        (self.folder / FINDINGS).write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")

    def move_into_place(self) -> None:
        """Seal the list of checksums and give folder and identifiers their final names."""
        _write_contents(self)
        for path in self.folder.iterdir():
            _sync(path)
        _sync(self.folder)
        if self.identifiers.exists():
            _sync(self.identifiers)
            self.identifiers.rename(identifiers_of(self.store, self.id))
        self.folder.rename(folder_of(self.store, self.id))
        _sync(self.store.submissions)


def folder_of(store: StoreFolder, submission_id: str) -> Path:
    """The folder of a submission."""
    return store.submissions / submission_id


def identifiers_of(store: StoreFolder, submission_id: str) -> Path:
    """The identifiers of a submission."""
    return store.identifiers / f"{submission_id}.parquet"


@contextmanager
def staged(store: StoreFolder, submission_id: str) -> Iterator[Staged]:
    """A place to write a submission. Whatever goes wrong inside the block leaves nothing of it behind."""
    staging = Staged(store, submission_id)
    try:
        staging.folder.mkdir(mode=0o700)
        yield staging
    except OSError as error:
        raise Refused(
            f"The submission could not be written to {store.path} ({error.strerror or error}); "
            f"{shutil.disk_usage(store.path).free:,} bytes are free there.",
            "Make room on the disk or mend its permissions, and load again; nothing was loaded.",
            code="STORE-UNWRITABLE",
        ) from error
    finally:
        shutil.rmtree(staging.folder, ignore_errors=True)
        staging.identifiers.unlink(missing_ok=True)


def mark_visible(store: StoreFolder, submission_id: str) -> None:
    """Mark that the row of a submission was committed: from now on its folder is never swept away."""
    (folder_of(store, submission_id) / VISIBLE).touch(mode=0o600)


def remove(store: StoreFolder, submission_id: str) -> None:
    """Remove a submission that was moved into place but never became visible."""
    shutil.rmtree(folder_of(store, submission_id), ignore_errors=True)
    identifiers_of(store, submission_id).unlink(missing_ok=True)


def sweep(store: StoreFolder, known: Collection[str]) -> tuple[str, ...]:
    """Remove what broken loads left behind, and say what. The caller holds the writer lock."""
    swept = []
    for folder in sorted(store.submissions.iterdir()):
        is_lost = folder.name not in known and not (folder / VISIBLE).exists()
        if folder.name.startswith(STAGED) or is_lost:
            shutil.rmtree(folder, ignore_errors=True)
            swept.append(folder.name.removeprefix(STAGED))
        elif folder.name in known:
            mark_visible(store, folder.name)
    for path in store.identifiers.glob("*.parquet"):
        is_lost = path.stem not in known and not folder_of(store, path.stem).exists()
        if path.name.startswith(STAGED) or is_lost:
            path.unlink(missing_ok=True)
    return tuple(swept)


def stranded(store: StoreFolder, known: Collection[str]) -> tuple[str, ...]:
    """Submissions that were visible once and have no row any more: the manifest has lost something."""
    folders = sorted(path for path in store.submissions.iterdir() if (path / VISIBLE).exists())
    return tuple(path.name for path in folders if path.name not in known)


def contents_problems(store: StoreFolder, submission_id: str) -> list[str]:
    """What is wrong with the files of a submission, by its sealed checksums; empty when all is as it was written."""
    folder = folder_of(store, submission_id)
    try:
        told = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
        checksums = dict(told["checksums"])
        seal = str(told["seal"])
    except FileNotFoundError:
        return ["its folder or its list of checksums is missing"]
    except (ValueError, KeyError, TypeError):
        return ["its list of checksums is damaged"]
    if not hmac.compare_digest(seal, _seal(store, submission_id, checksums)):
        return ["its list of checksums was changed"]
    problems = []
    for name, expected in checksums.items():
        path = identifiers_of(store, submission_id) if name == "identifiers" else folder / name
        if not path.exists():
            problems.append(f"{name} is missing")
        elif checksum(path) != expected:
            problems.append(f"{name} is not as it was written")
    return problems


def _write_contents(staging: Staged) -> None:
    checksums = {path.name: checksum(path) for path in sorted(staging.folder.iterdir())}
    if staging.identifiers.exists():
        checksums["identifiers"] = checksum(staging.identifiers)
    told = {"checksums": checksums, "seal": _seal(staging.store, staging.id, checksums)}
    (staging.folder / CONTENTS).write_text(json.dumps(told, indent=1), encoding="utf-8")


def _seal(store: StoreFolder, submission_id: str, checksums: Mapping[str, str]) -> str:
    words = json.dumps([submission_id, sorted(checksums.items())])
    return hmac.digest(store.key().for_purpose(SEAL_PURPOSE), words.encode("utf-8"), "sha256").hex()


def checksum(path: Path) -> str:
    """The SHA-256 of a file, as the sealed list holds it."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_parquet(table: pa.Table, path: Path) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        pq.write_table(table, file, compression="zstd")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
