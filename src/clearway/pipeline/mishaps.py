"""What goes wrong with the machine while figures are built, in words: damage, no room, too little memory.

Whatever it is, readers keep the figures they have, and what was loaded stays.
"""

import errno
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pyarrow.parquet as pq

from clearway.pipeline.manifest import Submission
from clearway.pipeline.staging import CONTENTS, ROWS_OF, checksum, folder_of
from clearway.records.findings import Refused
from clearway.store.folder import StoreFolder

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NO_SPACE = "No space left"
KEPT = "What was loaded is kept, and the figures shown are those from before."


def refuse_damaged(store: StoreFolder, one: Submission) -> None:
    """Refuse to build from a submission whose rows are not as they were written, by its sealed checksum."""
    name = ROWS_OF[one.data_set]
    folder = folder_of(store, one.id)
    try:
        expected = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))["checksums"][name]
        is_sound = checksum(folder / name) == expected
    except (OSError, ValueError, KeyError):
        is_sound = False
    if not is_sound:
        raise Refused(
            f"{name} of submission {one.id} ({one.file_name}) is missing or not as it was written: no figures were "
            "built from it.",
            f"Bring the folder {folder} back from a backup, or send the file again. {KEPT}",
            code="SUBMISSION-DAMAGED",
        )


@contextmanager
def in_words(store: StoreFolder, submissions: Sequence[Submission]) -> Iterator[None]:
    """Around building: a full or failing disk and too little memory become refusals that say what and how much."""
    try:
        yield
    except (MemoryError, duckdb.OutOfMemoryException) as error:
        raise Refused(
            f"There was not enough memory for the figures: {sum(one.accepted for one in submissions):,} rows, about "
            f"{_unpacked(store, submissions) / 1e6:,.0f} MB when unpacked. {_said(error)}",
            f"Give the machine more memory, or end what else uses it, and run clearway rebuild. {KEPT}",
            code="MEMORY",
        ) from error
    except (OSError, duckdb.Error) as error:
        is_full = getattr(error, "errno", None) in FULL or NO_SPACE in str(error)
        if not is_full and not isinstance(error, OSError | duckdb.IOException):
            raise
        free = shutil.disk_usage(store.path).free
        why = "the disk is full" if is_full else _said(error)
        raise Refused(
            f"The figures could not be written to {store.analytical}: {why}. {free:,} bytes are free there; the "
            f"figures may need about {_unpacked(store, submissions):,}.",
            f"Make room on the disk or mend its permissions, and run clearway rebuild. {KEPT}",
            code="ANALYTICAL-UNWRITABLE",
        ) from error


def _unpacked(store: StoreFolder, submissions: Sequence[Submission]) -> int:
    """How many bytes the rows of some submissions have when they are unpacked; what cannot be read counts nothing."""
    size = 0
    for one in submissions:
        name = ROWS_OF[one.data_set]
        try:
            held = pq.read_metadata(folder_of(store, one.id) / name)
        except (OSError, ValueError):
            continue
        size += sum(held.row_group(number).total_byte_size for number in range(held.num_row_groups))
    return size


def _said(error: BaseException) -> str:
    """The first line of what the machine said."""
    return f"{type(error).__name__}: {str(error).splitlines()[0][:200]}" if str(error) else type(error).__name__
