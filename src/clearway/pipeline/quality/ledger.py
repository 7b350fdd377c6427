"""The ledger of what is to be mended: since when each item is open, and in which file it was mended.

One Parquet file for each sender, written whole by rename after figures were published. An item is one finding in one
column of one record (the sender's own `record_id`, told apart by data set and sender). An item that no longer occurs is
mended when its record still comes, and gone when the record came no more. The ledger holds no identifier: it names
rows by submission and ordinal, and the names lie with the identifiers. Lost, it begins anew with what is open now.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from clearway.pipeline.manifest import WAITING_TIME_RECORDS, Submission
from clearway.pipeline.quality.catalogue import catalogue
from clearway.pipeline.quality.identity import FILE as CONFLICTS
from clearway.pipeline.quality.identity import as_table, conflicts_with, read_conflicts
from clearway.pipeline.staging import ITEMS, folder_of, identifiers_of
from clearway.pipeline.statements import statements
from clearway.store.analytical import open_read_only
from clearway.store.folder import StoreFolder

SETTLED = "settled.json"
NO_SENDER = "several"
OPEN, MENDED, GONE = "open", "mended", "gone"

LEDGER_SCHEMA = pa.schema(
    [
        pa.field("submission_id", pa.string(), nullable=False),
        pa.field("ordinal", pa.int64(), nullable=False),
        pa.field("finding", pa.string(), nullable=False),
        pa.field("column", pa.string(), nullable=False),
        pa.field("first_submission", pa.string(), nullable=False),
        pa.field("first_told_on", pa.date32(), nullable=False),
        pa.field("state", pa.string(), nullable=False),
        pa.field("closed_in", pa.string()),
        pa.field("closed_on", pa.date32()),
    ]
)
"""One row an item. `submission_id` and `ordinal` say where it was found last."""


@dataclass(frozen=True, slots=True)
class Mending:
    """What one load changed for its sender: items mended, gone with their record, still open, and told anew."""

    mended: int
    gone: int
    still_open: int
    new: int

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was or is to be mended."""
        return not (self.mended or self.gone or self.still_open or self.new)

    @property
    def words(self) -> str:
        """`12 mended, 3 still open, 1 new`."""
        gone = f", {self.gone:,} gone with their record" if self.gone else ""
        return f"{self.mended:,} mended{gone}, {self.still_open:,} still open, {self.new:,} new"


def ledger_folder(store: StoreFolder) -> Path:
    """Where the ledgers of a store lie."""
    return store.path / "quality"


def read_ledger(store: StoreFolder, organisation: str) -> pa.Table:
    """Every item of one sender, open and closed; empty when nothing was ever found."""
    path = ledger_folder(store) / f"{organisation or NO_SENDER}.parquet"
    return pq.read_table(path, schema=LEDGER_SCHEMA) if path.exists() else LEDGER_SCHEMA.empty_table()


def mending_of(store: StoreFolder, submission: Submission) -> Mending:
    """What the load of one submission changed, as the ledger knows it now."""
    rows = read_ledger(store, submission.organisation_code)
    with duckdb.connect() as connection:
        connection.register("ledger", rows)
        (counts,) = connection.execute(
            """
            SELECT
                count(*) FILTER (WHERE closed_in = $id AND state = 'mended'),
                count(*) FILTER (WHERE closed_in = $id AND state = 'gone'),
                count(*) FILTER (WHERE state = 'open' AND first_submission <> $id),
                count(*) FILTER (WHERE first_submission = $id)
            FROM ledger
            """,
            {"id": submission.id},
        ).fetchall()
    return Mending(*counts)


def settle(store: StoreFolder, submissions: Sequence[Submission], figures: Path, rules: str) -> tuple[str, ...]:
    """Bring the ledger to what was just published; the senders that were looked at.

    `submissions` is the whole manifest, `figures` the analytical file, `rules` the name of the rules it was made under.
    Only senders whose live files changed are looked at, unless the rules did. The caller holds the writer lock.
    """
    live = [one for one in submissions if one.state == "live" and one.data_set == WAITING_TIME_RECORDS]
    senders: dict[str, list[Submission]] = {one.organisation_code: [] for one in live}
    for one in live:
        senders[one.organisation_code].append(one)
    held = {code: sorted(one.id for one in own) for code, own in senders.items()}
    before = _settled(store)
    is_same_rules = before.get("rules") == rules
    known = before.get("senders", {})
    for code in set(known) - set(held):
        held[code], senders[code] = [], []
    changed = sorted(code for code, ids in held.items() if not is_same_rules or known.get(code) != ids)
    if changed:
        ledger_folder(store).mkdir(mode=0o700, exist_ok=True)
        flags, ended = _flags(figures, [one for code in changed for one in held[code]]), _ended(submissions)
        for code in changed:
            _settle_sender(store, code, senders[code], flags, ended)
    here = {one for ids in held.values() for one in ids}
    there = {one for ids in known.values() for one in ids}
    if changed or _tells_of_purged(store, submissions):
        _settle_identity(store, submissions, figures, here - there, there - here)
    if changed:
        _write(ledger_folder(store) / SETTLED, json.dumps({"rules": rules, "senders": held}, indent=1).encode())
    return tuple(changed)


def _tells_of_purged(store: StoreFolder, submissions: Sequence[Submission]) -> bool:
    """Whether a conflict still names people of a file that was purged, which may be one that counted no more."""
    purged = {one.id for one in submissions if one.state == "purged"}
    return bool(purged) and any(not purged.isdisjoint(one.submissions) for one in read_conflicts(ledger_folder(store)))


def _settle_identity(
    store: StoreFolder, submissions: Sequence[Submission], figures: Path, come: set[str], gone: set[str]
) -> None:
    """Conflicts of identity, looked at again for everybody of whom a file that came or went speaks."""
    folder = ledger_folder(store)
    known = conflicts_with(read_conflicts(folder), store, submissions, figures, come=come, gone=gone)
    sink = pa.BufferOutputStream()
    pq.write_table(as_table(known), sink, compression="zstd")
    _write(folder / CONFLICTS, sink.getvalue().to_pybytes())


def _settled(store: StoreFolder) -> Mapping[str, Any]:
    try:
        return dict(json.loads((ledger_folder(store) / SETTLED).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def _flags(figures: Path, ids: Iterable[str]) -> pa.Table:
    """What the clocks flagged of the records that count, in some submissions."""
    connection = open_read_only(figures)
    try:
        return connection.sql(
            """
            SELECT records.submission_id, records.ordinal, unnest(string_split(assessments.dq_flags, ' ')) AS finding
            FROM assessments
            INNER JOIN records USING (submission_id, ordinal)
            WHERE assessments.dq_flags <> ''
                AND records.superseded_by IS NULL
                AND list_contains($ids, records.submission_id)
            """,
            params={"ids": list(ids)},
        ).to_arrow_table()
    finally:
        connection.close()


def _ended(submissions: Sequence[Submission]) -> pa.Table:
    """Files that count no more: what took their place and since when; nothing took the place of one that was purged."""
    successors = {one.supersedes: one for one in submissions if one.supersedes}
    rows = [
        (one.id, successor.id if successor else None, successor.counted_on if successor else one.purged_on)
        for one in submissions
        if (successor := successors.get(one.id)) or one.state == "purged"
    ]
    ids, places, days = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table(
        {
            "submission_id": pa.array(ids, pa.string()),
            "ended_in": pa.array(places, pa.string()),
            "ended_on": pa.array(days, pa.date32()),
        }
    )


def _settle_sender(store: StoreFolder, code: str, live: Sequence[Submission], flags: pa.Table, ended: pa.Table) -> None:
    before = read_ledger(store, code)
    wanted = {one.id for one in live} | set(before.filter(pc.equal(before["state"], OPEN))["submission_id"].to_pylist())
    names = [_names(store, one) for one in sorted(wanted)]
    items = [_items(store, one.id) for one in live]
    columns = {name: said.column for name, said in catalogue().items() if said.columns}
    connection = duckdb.connect()
    try:
        for name, table in {
            "ledger": before,
            "names": pa.concat_tables([*names, _NAMES.empty_table()]),
            "item": pa.concat_tables([*items, _ITEMS.empty_table()]),
            "flag": flags,
            "ended": ended,
            "flag_column": pa.table({"finding": list(columns), "column": list(columns.values())}),
            "live": pa.table(
                {
                    "submission_id": pa.array([one.id for one in live], pa.string()),
                    "place": pa.array(range(len(live)), pa.int64()),
                    "counted_on": pa.array([one.counted_on for one in live], pa.date32()),
                }
            ),
        }.items():
            connection.register(name, table)
        for statement in statements("settle"):
            connection.execute(statement)
        after = connection.sql("FROM settled").to_arrow_table().cast(LEDGER_SCHEMA)
    finally:
        connection.close()
    sink = pa.BufferOutputStream()
    pq.write_table(after, sink, compression="zstd")
    _write(ledger_folder(store) / f"{code or NO_SENDER}.parquet", sink.getvalue().to_pybytes())


_NAMES = pa.schema([("submission_id", pa.string()), ("ordinal", pa.int64()), ("record_id", pa.string())])
_ITEMS = pa.schema(
    [("submission_id", pa.string()), ("ordinal", pa.int64()), ("finding", pa.string()), ("column", pa.string())]
)


def _names(store: StoreFolder, submission_id: str) -> pa.Table:
    """What the rows of a submission call themselves; nothing when that was purged."""
    path = identifiers_of(store, submission_id)
    if not path.exists():
        return _NAMES.empty_table()
    with pq.ParquetFile(
        path
    ) as file:  # a sender has hundreds of files: reading them as a data set costs several times more
        return _with_id(file.read(columns=["ordinal", "record_id"]), submission_id).cast(_NAMES)


def _items(store: StoreFolder, submission_id: str) -> pa.Table:
    path = folder_of(store, submission_id) / ITEMS
    if not path.exists():
        return _ITEMS.empty_table()
    return _with_id(pq.read_table(path, columns=["ordinal", "finding", "column"]), submission_id).cast(_ITEMS)


def _with_id(rows: pa.Table, submission_id: str) -> pa.Table:
    return rows.add_column(0, "submission_id", pa.repeat(pa.scalar(submission_id), rows.num_rows))


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, for its owner alone."""
    aside = path.with_name(f".{path.name}-{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
