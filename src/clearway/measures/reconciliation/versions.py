"""Records that the other side may have seen in another state: late, in an earlier version, or as a rejected row."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from clearway.measures.reconciliation.candidates import Candidate, RecordRef
from clearway.measures.reconciliation.cells import minus, times
from clearway.measures.reconciliation.counted import Counted, counted_from_result
from clearway.measures.reconciliation.evidence import HeldEvent
from clearway.measures.reconciliation.kinds import Kind
from clearway.measures.reconciliation.sides import Sides


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """A row that does not count here because of the file that it came in: rejected, or of a file that was replaced.

    `result` is what the clocks say of it. `step` finds the version that counts now: what the record is about, or its
    link; it is empty for a row that was rejected.
    """

    ref: RecordRef
    kind: Kind
    words: str
    result: Mapping[str, Any]
    step: str = ""


def came_late(figures: duckdb.DuckDBPyConnection, events: list[HeldEvent], sides: Sides) -> Iterator[Candidate]:
    """Records that reached us after the published file did, in a later file of a sender whose first came before it."""
    first = _first_files(figures, sides.question.month)
    for event in events:
        file = sides.files.get((event.counted.standard, event.counted.month))
        began = first.get(event.ref.submission_id)
        if event.counted.month != sides.question.month or file is None or began is None:
            continue
        if began < file.received_at < event.received_at:
            effect = times(sides.known(event.counted.vector(sides.levels)), -1)
            words = f"Received on {event.received_at:%Y-%m-%d}, after the published figures ({file.file_name}) came."
            yield Candidate(Kind.LATE, (event.ref,), words, effect, move="late")


def replaced_within_store(figures: duckdb.DuckDBPyConnection, sides: Sides) -> list[OutsideRow]:
    """Earlier versions of records that a later file corrected, from files that still count."""
    rows = figures.sql(
        """
        SELECT result.*, record.step, record.link, file.file_name
        FROM records AS record
        INNER JOIN assessments AS result
            ON result.submission_id = record.submission_id AND result.ordinal = record.ordinal
        INNER JOIN submissions AS file ON file.id = record.submission_id
        WHERE record.superseded_by IS NOT NULL
            AND $month IN (result.fds_month, result."31_month", result."62_month")
        ORDER BY record.submission_id, record.ordinal
        """,
        params={"month": sides.question.month},
    )
    return [earlier_version(row) for row in rows.to_arrow_table().to_pylist()]


def earlier_version(row: Mapping[str, Any]) -> OutsideRow:
    """A result row with its link, step and file, as a version that was replaced."""
    ref = RecordRef(row["submission_id"], row["ordinal"], row["link"], row["file_name"])
    return OutsideRow(ref, Kind.VERSION, f"As it was first sent in {row['file_name']}", row, row["step"])


def seen_otherwise(figures: duckdb.DuckDBPyConnection, rows: Iterable[OutsideRow], sides: Sides) -> Iterator[Candidate]:
    """What rows that do not count here would count there, less what the record's present version counts."""
    held = list(rows)
    now = _current(figures, {row.step for row in held if row.step}, sides)
    for row in held:
        for standard in sides.question.standards:
            counted = counted_from_result(row.result, standard)
            present = now.get((row.step, standard)) if row.step else None
            before = present.vector(sides.levels) if present else {}
            after = counted.vector(sides.levels) if counted else {}
            if effect := sides.known(minus(after, before)):
                yield Candidate(row.kind, (row.ref,), f"{row.words}{_told(counted)}.", effect, move="as first sent")


def _told(counted: Counted | None) -> str:
    if counted is None:
        return ": not counted"
    return f": counted, {counted.days} days in {counted.month} by {' and '.join(counted.trusts)}"


def _first_files(figures: duckdb.DuckDBPyConnection, month: str) -> dict[str, Any]:
    """For each file of records: when the first file of its sender for the month came."""
    rows = figures.sql(
        """
        SELECT id, min(received_at) OVER (PARTITION BY organisation_code) AS began
        FROM submissions
        WHERE data_set = 'waiting_time_records' AND first_month <> '' AND $month BETWEEN first_month AND last_month
        """,
        params={"month": month},
    ).to_arrow_table()
    return {row["id"]: row["began"] for row in rows.to_pylist()}


def _current(figures: duckdb.DuckDBPyConnection, steps: set[str], sides: Sides) -> dict[tuple[str, str], Counted]:
    """What counts now under each step or link, by standard."""
    rows = figures.sql(
        """
        SELECT result.*, record.step, record.link
        FROM records AS record
        INNER JOIN assessments AS result
            ON result.submission_id = record.submission_id AND result.ordinal = record.ordinal
        WHERE record.superseded_by IS NULL
            AND (record.step IN (SELECT unnest($steps)) OR record.link IN (SELECT unnest($steps)))
        """,
        params={"steps": sorted(steps)},
    )
    found: dict[tuple[str, str], Counted] = {}
    for row in rows.to_arrow_table().to_pylist():
        for standard in sides.question.standards:
            if counted := counted_from_result(row, standard):
                found[row["step"], standard] = found[row["link"], standard] = counted
    return found
