"""Rows that do not count because of the file they came in, for reconciliation: rejected, or since replaced."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from clearway.clocks.table import assess_table
from clearway.measures.reconciliation.candidates import RecordRef
from clearway.measures.reconciliation.kinds import Kind
from clearway.measures.reconciliation.versions import OutsideRow
from clearway.pipeline.manifest import WAITING_TIME_RECORDS, Submission
from clearway.pipeline.staging import FINDINGS, RECORDS, REJECTED, folder_of, received_name
from clearway.records.waiting_times import COLUMNS, IDENTIFYING, schema
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations
from clearway.store.folder import StoreFolder

FIRST_ROW = 2
"""A file in the record's own layout has one heading row: row 2 of the file is the first that holds a record."""

MOST_REJECTED = 20_000
"""So many rejected rows of one submission are looked at again."""

COPY = "ROW_TWICE"
"""A copy of a row that was kept: it would count nothing more."""

DAYS = ("days", "number")


def outside_rows(
    store: StoreFolder,
    submissions: Sequence[Submission],
    month: str,
    *,
    rules: RuleBook,
    organisations: Organisations,
    organisation: str | None = None,
) -> list[OutsideRow]:
    """Rows that would count in a month but for their file.

    Rejected rows of live submissions, as they would have counted without the cell at fault; and records of submissions
    that a later one replaced, as they counted then. `organisation` keeps the submissions of one sender.
    """
    found: list[OutsideRow] = []
    for one in submissions:
        is_near = one.data_set == WAITING_TIME_RECORDS and one.first_month <= month <= (one.last_month or month)
        if not is_near or organisation not in (None, one.organisation_code):
            continue
        if one.state == "live" and one.rejected and not one.profile:
            found += _rejected(store, one, rules, organisations)
        elif one.state == "superseded":
            found += _replaced(store, one, rules, organisations)
    return [row for row in found if month in (row.result["fds_month"], row.result["31_month"], row.result["62_month"])]


def _rejected(
    store: StoreFolder, one: Submission, rules: RuleBook, organisations: Organisations
) -> Iterator[OutsideRow]:
    """Rejected rows read again, each without the cells that were at fault."""
    folder = folder_of(store, one.id)
    told = _told(folder)
    if not (folder / REJECTED).exists() or "sent_as" not in told:
        return
    by_file: dict[int, list[Mapping[str, Any]]] = {}
    for row in pq.read_table(folder / REJECTED).slice(0, MOST_REJECTED).to_pylist():
        if COPY not in row["reasons"]:
            by_file.setdefault(row.get("file_number") or 0, []).append(row)
    for number, rows in sorted(by_file.items()):
        received = pq.read_table(folder / received_name(number + 1))
        sent = received.take(pa.array([row["row"] - FIRST_ROW for row in rows], pa.int64()))
        records = _read_again(sent, told["sent_as"][number])
        results = assess_table(records, rules, organisations, carried=frozenset(told["carried"]))
        for row, result in zip(rows, results.to_pylist(), strict=True):
            # Below nought and apart by file, a place is never that of an accepted record.
            ref = RecordRef(one.id, -row["row"] - number * 10_000_000, "", one.file_name, row["row"])
            words = f"Row {row['row']:,} of {one.file_name} was rejected here ({', '.join(row['reasons'])}); there"
            yield OutsideRow(ref, Kind.REJECTED, words, result)


def _read_again(sent: pa.Table, sent_as: Mapping[str, str]) -> pa.Table:
    """Rows as sent, typed as far as they can be: a cell that does not read is left empty. Identifiers are not read."""
    columns = {}
    for column, field in zip(COLUMNS, schema(), strict=True):
        if column.name in sent_as and column.name not in IDENTIFYING:
            texts = sent[sent_as[column.name]].to_pylist()
            columns[column.name] = pa.array([_read(text, column.kind) for text in texts], field.type)
    return pa.table(columns)


def _read(text: str | None, kind: str) -> object:
    plain = (text or "").strip()
    if kind in DAYS:
        return int(plain) if plain.isascii() and plain.isdigit() else (0 if kind == "days" else None)
    if kind != "date":
        return plain or None
    try:
        return date.fromisoformat(plain)
    except ValueError:
        return None


def _replaced(
    store: StoreFolder, one: Submission, rules: RuleBook, organisations: Organisations
) -> Iterator[OutsideRow]:
    """The records of a submission that a later one replaced, as they counted then."""
    folder = folder_of(store, one.id)
    if not (folder / RECORDS).exists():
        return
    records = pq.read_table(folder / RECORDS)
    results = assess_table(records, rules, organisations, carried=frozenset(_told(folder)["carried"]))
    named = records.select(["ordinal", "link"]).to_pylist()
    for record, result in zip(named, results.to_pylist(), strict=True):
        ref = RecordRef(one.id, record["ordinal"], record["link"], one.file_name)
        words = f"As it was first sent in {one.file_name}, version {one.version}"
        yield OutsideRow(ref, Kind.VERSION, words, result, record["link"])


def _told(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / FINDINGS).read_text(encoding="utf-8"))
    return told
