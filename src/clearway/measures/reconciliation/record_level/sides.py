"""Records of both sides as they are compared: pseudonyms to match by, values, and what each standard counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from clearway.measures.months import first_day, last_day
from clearway.measures.reconciliation.candidates import RecordRef
from clearway.measures.reconciliation.counted import Counted, counted_from_result
from clearway.measures.reconciliation.question import ReconciliationQuestion
from clearway.records.waiting_times import COLUMN_NAMES, IDENTIFYING, WaitingTimeRecord

COMPARED = tuple(name for name in COLUMN_NAMES if name not in IDENTIFYING | {"record_id", "pathway_issuer"})
"""The columns whose values are compared; identifiers only match records."""


@dataclass(frozen=True, slots=True)
class SideRecord:
    """One record on one side. `counted` holds what each standard counts; `reasons` why one does not."""

    ref: RecordRef
    person: str
    pathway: str
    values: Mapping[str, Any]
    counted: Mapping[str, Counted]
    reasons: Mapping[str, str]

    @property
    def treated(self) -> date | None:
        """The day of treatment."""
        return self.values.get("treatment_start_date")

    @property
    def received(self) -> date | None:
        """The day on which the referral came, else of the upgrade."""
        return self.values.get("crtp_start") or self.values.get("consultant_upgrade_date")

    @property
    def step(self) -> str:
        """Which step of its pathway it is about: the first treatment, or one later one."""
        later = self.values.get("event_type") in LATER and self.treated
        return f"{self.treated} {self.values.get('modality') or ''}" if later else "first"

    @property
    def record(self) -> WaitingTimeRecord:
        """The record as the plain rules take it."""
        given = {name: value for name, value in self.values.items() if value not in (None, "")}
        return WaitingTimeRecord(record_id=self.ref.link or str(self.ref.row), **given)

    def in_month(self, month: str) -> tuple[str, ...]:
        """The standards by which it counts in a month."""
        return tuple(standard for standard, one in self.counted.items() if one.month == month)

    def trusts_in(self, month: str) -> set[str]:
        """The trusts that answer for it in a month."""
        return {part.trust for one in self.counted.values() if one.month == month for part in one.parts if part.total}


LATER = frozenset({"02", "03", "04", "05", "06", "08", "09", "10", "11"})
"""Event types of later treatments (D31-2): each is a step of its own."""


def our_records(figures: duckdb.DuckDBPyConnection, question: ReconciliationQuestion) -> list[SideRecord]:
    """Current records with a stop in the month or beside it."""
    rows = figures.sql(
        """
        SELECT record.*, file.file_name, result.* EXCLUDE (submission_id, ordinal, record_id)
        FROM records AS record
        INNER JOIN assessments AS result
            ON result.submission_id = record.submission_id AND result.ordinal = record.ordinal
        INNER JOIN submissions AS file ON file.id = record.submission_id
        WHERE record.superseded_by IS NULL AND (
            record.fds_end_date BETWEEN $first AND $last OR record.treatment_start_date BETWEEN $first AND $last
        )
        ORDER BY record.submission_id, record.ordinal
        """,
        params={"first": first_day(question.months[0]), "last": last_day(question.months[-1])},
    )
    return [
        side_record(
            row,
            RecordRef(row["submission_id"], row["ordinal"], row["link"], row["file_name"]),
            question.standards,
        )
        for row in rows.to_arrow_table().to_pylist()
    ]


def their_records(rows: Sequence[Mapping[str, Any]], file_name: str, standards: Sequence[str]) -> list[SideRecord]:
    """Rows of a download: analytical columns, result columns of the clocks, and `row`, their number in the file."""
    return [side_record(row, RecordRef("", row["row"], "", file_name, row["row"]), standards) for row in rows]


def side_record(row: Mapping[str, Any], ref: RecordRef, standards: Sequence[str]) -> SideRecord:
    """A row with both record and result columns."""
    found = {standard: counted_from_result(row, standard) for standard in standards}
    prefixes = {"28": "fds", "31": "31", "62": "62"}
    return SideRecord(
        ref=ref,
        person=row["person"] or "",
        pathway=row["pathway"] or "",
        values={name: row.get(name) for name in COMPARED},
        counted={standard: one for standard, one in found.items() if one},
        reasons={standard: row[f"{prefixes[standard]}_excluded"] or "" for standard in standards},
    )
