"""What is left of a submission that was purged: checksums, counts, the figures last published, and why it went.

A purge is decided by one commit: the manifest's row says `purged`. The tombstone is laid before it, the content is
removed after it. Whatever is killed in between is finished, or undone, by `finish` at the next start.
"""

import hmac
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from clearway.pipeline.manifest import Submission
from clearway.pipeline.staging import CONTENTS, VISIBLE, folder_of, identifiers_of
from clearway.records.findings import Refused
from clearway.stats.disclosure import hidden_places, total_must_go
from clearway.store.folder import StoreFolder

TOMBSTONE = "tombstone.json"
SEAL_PURPOSE = "tombstone of a submission"
HALF = Decimal("0.5")

LAST_PUBLISHED = """
    SELECT standard, month, sum(share_total) AS total, sum(share_within) AS within
    FROM shares WHERE submission_id = $submission GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Total:
    """A standard's figures of one month as last published; None for what was hidden because it is small."""

    standard: str
    month: str
    total: Decimal | None
    within: Decimal | None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stays of a purged submission. `checksums` are those of the files it had, by name; no row of it is left."""

    submission: str
    sha256: str
    purged_at: str
    because: str
    accepted: int
    rejected: int
    checksums: Mapping[str, str]
    last_published: tuple[Total, ...]


def last_published(figures: duckdb.DuckDBPyConnection, submission_id: str) -> tuple[Total, ...]:
    """What a submission added to the published figures, with small counts hidden for good."""
    rows = figures.execute(LAST_PUBLISHED, {"submission": submission_id}).fetchall()
    return tuple(_hidden(rows))


def make_tombstone(
    store: StoreFolder, one: Submission, *, because: str, at: datetime, totals: Iterable[Total]
) -> Tombstone:
    """The tombstone of a submission that is about to be purged."""
    try:
        told = json.loads((folder_of(store, one.id) / CONTENTS).read_text(encoding="utf-8"))
        checksums = dict(told["checksums"])
    except (OSError, ValueError, KeyError):
        checksums = {}  # what is damaged may be purged all the same; its own checksum stands in the manifest
    return Tombstone(
        submission=one.id,
        sha256=one.sha256,
        purged_at=at.isoformat(timespec="seconds"),
        because=because,
        accepted=one.accepted,
        rejected=one.rejected,
        checksums=checksums,
        last_published=tuple(totals),
    )


def lay(store: StoreFolder, stone: Tombstone) -> None:
    """Write the sealed tombstone beside the content, before the purge is decided."""
    told = asdict(stone)
    told["last_published"] = [
        {**total, **{name: _text(total[name]) for name in ("total", "within")}} for total in told["last_published"]
    ]
    folder = folder_of(store, stone.submission)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        aside = folder / f".{TOMBSTONE}"
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump({"tombstone": told, "seal": _seal(store, told)}, file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(folder / TOMBSTONE)
    except OSError as error:
        raise Refused(
            f"The tombstone of {stone.submission} could not be written ({error.strerror}).",
            "Make room on the disk or mend its permissions, and purge again; nothing was removed.",
            code="STORE-UNWRITABLE",
        ) from error


def read_tombstone(store: StoreFolder, submission_id: str) -> Tombstone | None:
    """The tombstone of a submission, or None when there is none that is genuine."""
    try:
        told = json.loads((folder_of(store, submission_id) / TOMBSTONE).read_text(encoding="utf-8"))
        held, seal = told["tombstone"], str(told["seal"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if held.get("submission") != submission_id or not hmac.compare_digest(seal, _seal(store, held)):
        return None
    totals = tuple(
        Total(one["standard"], one["month"], _number(one["total"]), _number(one["within"]))
        for one in held["last_published"]
    )
    return Tombstone(**{**held, "last_published": totals})


def clear(store: StoreFolder, submission_id: str) -> None:
    """Remove everything of a submission but its tombstone."""
    for path in _content(store, submission_id):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def finish(store: StoreFolder, submissions: Sequence[Submission]) -> tuple[str, ...]:
    """Finish purges that were decided and broken off; undo those that were not decided. Returns which."""
    settled = []
    for one in submissions:
        if one.state == "purged" and _content(store, one.id):
            clear(store, one.id)
            settled.append(one.id)
        elif one.state != "purged" and (stone := folder_of(store, one.id) / TOMBSTONE).exists():
            stone.unlink()
            settled.append(one.id)
    return tuple(settled)


def purge_problems(store: StoreFolder, one: Submission) -> list[str]:
    """What is wrong with a purged submission: no genuine tombstone, another checksum, or content still there."""
    stone = read_tombstone(store, one.id)
    problems = []
    if stone is None:
        problems.append("its tombstone is missing or was changed")
    elif (stone.sha256, stone.accepted, stone.rejected) != (one.sha256, one.accepted, one.rejected):
        problems.append("its tombstone tells another checksum or other counts than the manifest")
    if left := _content(store, one.id):
        problems.append(f"was purged, and {len(left)} of its files are still here")
    return problems


def _content(store: StoreFolder, submission_id: str) -> list[Path]:
    """What of a submission must be gone after a purge."""
    folder = folder_of(store, submission_id)
    inside = [path for path in folder.iterdir() if path.name not in (TOMBSTONE, VISIBLE)] if folder.is_dir() else []
    identifiers = identifiers_of(store, submission_id)
    return [*inside, *([identifiers] if identifiers.exists() else [])]


def _hidden(rows: Sequence[tuple[str, str, Decimal, Decimal]]) -> Iterable[Total]:
    """Small totals hidden among the months of their standard, and small parts within their total."""
    for standard in sorted({row[0] for row in rows}):
        months = [row[1:] for row in rows if row[0] == standard]
        totals = [total for _, total, _ in months]
        hidden = set(range(len(months))) if total_must_go(totals, step=HALF) else hidden_places(totals, step=HALF)
        for place, (month, total, within) in enumerate(months):
            is_small = bool(hidden_places([within, total - within], step=HALF))
            yield Total(
                standard,
                month,
                None if place in hidden else Decimal(total),
                None if place in hidden or is_small else Decimal(within),
            )


def _seal(store: StoreFolder, told: Mapping[str, Any]) -> str:
    words = json.dumps(told, sort_keys=True, ensure_ascii=True)
    return hmac.digest(store.key().for_purpose(SEAL_PURPOSE), words.encode("ascii"), "sha256").hex()


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
