"""The records behind the cells that differ: what each counts, where, and what is on it that could make it differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from clearway.clocks.table import read_records
from clearway.measures.months import first_day, last_day
from clearway.measures.reconciliation.candidates import RecordRef
from clearway.measures.reconciliation.cells import Cell
from clearway.measures.reconciliation.counted import PRESENT, Counted, counted_from_event
from clearway.measures.reconciliation.sides import Sides
from clearway.records.waiting_times import WaitingTimeRecord

BOUNDARY_DAYS = 7
"""A stop so many days from the end of its month could have been counted in the month beside it."""

ORGANISATIONS = (
    *("org_first_seen", "org_upgrade", "org_fds_end", "org_dtt", "org_treatment", "accountable_investigating_org"),
    *("ipt_1_referring", "ipt_1_receiving", "ipt_2_referring", "ipt_2_receiving", "ipt_3_referring", "ipt_3_receiving"),
)
"""Every organisation that a record names."""

EVENT_COLUMNS = """
    event.standard, event.month, event.submission_id, event.ordinal, record.link, file.file_name, file.received_at,
    event.days, event.raw_days, event.limit_days, event.is_within, event.flags, event.method, event.scenario,
    event.route, event.stage, event.cancer_type, event.modality, event.treat_trust, event.treat_total,
    event.treat_within, event.inv_trust, event.inv_total, event.inv_within,
    CASE WHEN event.standard = '28' THEN record.fds_end_date ELSE record.treatment_start_date END AS stop,
    record.ctp_start_date, record.transfer_date
"""


@dataclass(frozen=True, slots=True)
class HeldEvent:
    """One record that counts here by one standard.

    `stop` is the date that fixes its month, `decided` the decision to treat; `codes` are the organisations it names.
    """

    ref: RecordRef
    counted: Counted
    raw_days: int
    limit: int
    flags: tuple[str, ...]
    method: str
    stop: date
    decided: date | None
    handed_over: date | None
    received_at: datetime
    codes: tuple[str, ...]


def events_that_differ(
    figures: duckdb.DuckDBPyConnection, sides: Sides, differences: Iterable[Cell]
) -> list[HeldEvent]:
    """Records counted in a cell that differs, and those near the ends of the months beside it with the same labels."""
    months = sides.question.months
    keys = sorted({_key(cell) for cell in differences if sides.is_asked(cell)})
    rows = figures.sql(
        f"""
        SELECT {EVENT_COLUMNS}, {", ".join(f"record.{name}" for name in ORGANISATIONS)}
        FROM events AS event
        INNER JOIN records AS record ON record.submission_id = event.submission_id AND record.ordinal = event.ordinal
        INNER JOIN submissions AS file ON file.id = event.submission_id
        WHERE list_contains($months, event.month)
            AND list_contains($standard_keys, event.standard_key)
            AND (
                list_has_any($keys, [
                    concat_ws('|', event.standard, event.treat_trust, coalesce(event.route, event.stage)),
                    concat_ws('|', event.standard, event.inv_trust, coalesce(event.route, event.stage)),
                    concat_ws('|', event.standard, event.treat_trust, '*'),
                    concat_ws('|', event.standard, event.inv_trust, '*')
                ])
            )
            AND (event.month = $month OR stop BETWEEN $from_day AND $to_day)
        ORDER BY event.standard, event.month, event.submission_id, event.ordinal
        """,  # noqa: S608 - every part is a constant of this file; what a person wrote is bound
        params={
            "months": list(months),
            "month": sides.question.month,
            "keys": keys,
            "standard_keys": list(PRESENT.values()),
            "from_day": date.fromordinal(first_day(sides.question.month).toordinal() - BOUNDARY_DAYS),
            "to_day": date.fromordinal(last_day(sides.question.month).toordinal() + BOUNDARY_DAYS),
        },
    )
    return [_held(row) for row in rows.to_arrow_table().to_pylist()]


def records_where(
    figures: duckdb.DuckDBPyConnection, condition: str, values: Mapping[str, Any]
) -> list[tuple[RecordRef, WaitingTimeRecord, Mapping[str, Any]]]:
    """Current records under a condition of ours, each with its assessment as it was computed.

    `condition` is SQL over `record` and `result`; it is a constant of this package, and what it binds is in `values`.
    """
    rows = figures.sql(
        f"""
        SELECT record.* EXCLUDE (superseded_by, known_on, step), file.file_name AS file_of_record
        FROM records AS record
        INNER JOIN assessments AS result
            ON result.submission_id = record.submission_id AND result.ordinal = record.ordinal
        INNER JOIN submissions AS file ON file.id = record.submission_id
        WHERE record.superseded_by IS NULL AND ({condition})
        ORDER BY record.submission_id, record.ordinal
        """,  # noqa: S608 - the condition is a constant of this package
        params=dict(values),
    ).to_arrow_table()
    results = _results(figures, rows.select(["submission_id", "ordinal"]).to_pylist())
    named = rows.rename_columns([{"pathway": "pathway_id"}.get(name, name) for name in rows.column_names])
    refs = [
        RecordRef(row["submission_id"], row["ordinal"], row["link"], row["file_of_record"])
        for row in rows.select(["submission_id", "ordinal", "link", "file_of_record"]).to_pylist()
    ]
    return [(ref, record, results[ref.place]) for ref, record in zip(refs, read_records(named), strict=True)]


def _results(
    figures: duckdb.DuckDBPyConnection, places: Sequence[Mapping[str, Any]]
) -> dict[tuple[str, int], Mapping[str, Any]]:
    rows = figures.sql(
        """
        SELECT * FROM assessments
        WHERE list_contains($submissions, submission_id) AND list_contains($ordinals, ordinal)
        """,
        params={
            "submissions": sorted({row["submission_id"] for row in places}),
            "ordinals": sorted({row["ordinal"] for row in places}),
        },
    )
    return {(row["submission_id"], row["ordinal"]): row for row in rows.to_arrow_table().to_pylist()}


def _key(cell: Cell) -> str:
    return f"{cell.standard}|{cell.trust}|{cell.route or '*'}"


def _held(row: Mapping[str, Any]) -> HeldEvent:
    return HeldEvent(
        ref=RecordRef(row["submission_id"], row["ordinal"], row["link"], row["file_name"]),
        counted=counted_from_event(row),
        raw_days=row["raw_days"],
        limit=row["limit_days"],
        flags=tuple((row["flags"] or "").split()),
        method=row["method"] or "",
        stop=row["stop"],
        decided=row["ctp_start_date"],
        handed_over=row["transfer_date"],
        received_at=row["received_at"],
        codes=tuple(sorted({row[name] for name in ORGANISATIONS if row[name]})),
    )
