"""The very bytes that were received: compressed, sealed with the rest of the submission, given back as they came.

The n-th file of a submission is `original-<n>.zst` in its folder; the name its sender gave it stands in the findings
and is a label only.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import pyarrow as pa

from clearway.intake.reading import Source
from clearway.pipeline.staging import FINDINGS, folder_of
from clearway.records.findings import Refused
from clearway.store.folder import StoreFolder

CODEC = "zstd"
CHUNK = 1 << 20


class _Reads(Protocol):
    def read(self, size: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Original:
    """One file as it was received: where its bytes lie, what its sender called it, and their SHA-256."""

    path: Path
    file_name: str
    sha256: str


def original_name(number: int) -> str:
    """The name under which the bytes of the first, second … file of a submission are kept."""
    return f"original-{number}.zst"


def keep_originals(folder: Path, sources: Sequence[Source], originals: Mapping[str, Path]) -> None:
    """Keep the bytes of each file that is there. Refused when a file is no longer what was read."""
    for number, source in enumerate(sources, start=1):
        if path := originals.get(source.sha256):
            _keep(path, folder / original_name(number), source)


def originals_of(store: StoreFolder, submission_id: str) -> list[Original]:
    """The files of a submission as received; empty when their bytes are not kept (purged, or made in the house)."""
    folder = folder_of(store, submission_id)
    try:
        told = json.loads((folder / FINDINGS).read_text(encoding="utf-8"))["files"]
    except FileNotFoundError:
        return []
    named = [
        Original(folder / original_name(number), file["file_name"], file["sha256"])
        for number, file in enumerate(told, start=1)
    ]
    return [one for one in named if one.path.exists()]


def give_back(one: Original, out: Path) -> None:
    """Write the bytes of an original to a new file, the same as they came. Refused when they are not, or `out` is."""
    if out.exists():
        raise Refused(f"{out} is there already.", "Choose another name; nothing was overwritten.", code="OUT-EXISTS")
    aside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with pa.CompressedInputStream(pa.OSFile(str(one.path)), CODEC) as kept, _new_file(aside) as file:
            sha256 = _copy(kept, file)
        if sha256 != one.sha256:
            raise Refused(
                f"The bytes kept of {one.file_name} are not those that were received.",
                "Bring the store's folder back from a backup; `clearway verify` says what else is wrong.",
                code="ORIGINAL-DAMAGED",
            )
        aside.rename(out)
    except OSError as error:
        raise Refused(
            f"{one.file_name} could not be written to {out} ({error.strerror or error}).",
            "Make room, mend the permissions, or choose another place. Nothing was left there.",
            code="OUT-UNWRITABLE",
        ) from error
    finally:
        aside.unlink(missing_ok=True)


def _keep(path: Path, target: Path, source: Source) -> None:
    with path.open("rb") as sent, _new_file(target) as file, pa.CompressedOutputStream(file, CODEC) as kept:
        sha256 = _copy(sent, kept)
    if sha256 != source.sha256:
        raise Refused(
            f"{source.file_name} was changed while it was read.",
            "Send it again when nothing writes to it any more; nothing was loaded.",
            code="FILE_CHANGED",
        )


def _copy(given: _Reads, taken: BinaryIO) -> str:
    """Copy all bytes in pieces. Returns their SHA-256."""
    told = hashlib.sha256()
    while piece := given.read(CHUNK):
        told.update(piece)
        taken.write(piece)
    return told.hexdigest()


def _new_file(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
