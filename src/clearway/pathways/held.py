"""One record as the store holds it: found by its link, within a scope, with the file that it came in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from clearway.pathways.scope import Scope
from clearway.records.waiting_times import COLUMN_NAMES, IDENTIFYING, WaitingTimeRecord


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """A record without identifiers. `person` and `link` are pseudonyms; `superseded_by` is empty while it counts.

    `pathway` tells the records of one pathway apart from others, within its submission. `sender` is the organisation
    whose file it came in; empty for a file of no single one.
    """

    link: str
    person: str
    pathway: str
    record: WaitingTimeRecord
    submission_id: str
    ordinal: int
    step: str
    known_on: date
    superseded_by: str
    file_name: str
    release: str
    version: int
    received_at: datetime
    sender: str


HELD_COLUMNS = """
    record.*,
    submission.file_name, submission.release, submission.version AS submission_version, submission.received_at,
    submission.organisation_code AS sender
"""


def find_held(figures: duckdb.DuckDBPyConnection, link: str, scope: Scope) -> list[HeldRecord]:
    """The records under a link that the scope may see: the one that counts first, then the newest."""
    values: dict[str, object] = {"link": link}
    return _held(figures, f"record.link = $link AND {scope.condition(values)}", values)


def held_at(figures: duckdb.DuckDBPyConnection, places: Sequence[tuple[str, int]]) -> dict[tuple[str, int], HeldRecord]:
    """Records by submission and ordinal, for rows that a scope has let through already.

    First their places in the file, by two lists instead of a join: the file then skips all blocks but those of these
    rows.
    """
    if not places:
        return {}
    rows = figures.execute(
        """
        SELECT submission_id, ordinal, rowid
        FROM records
        WHERE submission_id IN (SELECT unnest($submissions)) AND ordinal IN (SELECT unnest($ordinals))
        """,
        {
            "submissions": sorted({submission for submission, _ in places}),
            "ordinals": sorted({ordinal for _, ordinal in places}),
        },
    ).fetchall()
    wanted = set(places)
    values: dict[str, object] = {"rows": [row for *key, row in rows if tuple(key) in wanted]}
    found = _held(figures, "record.rowid IN (SELECT unnest($rows))", values, most=None)
    return {(one.submission_id, one.ordinal): one for one in found}


def is_held(figures: duckdb.DuckDBPyConnection, link: str) -> bool:
    """Whether any record has this link, whoever may see it: for the audit trail, never for an answer."""
    return bool(figures.execute("SELECT 1 FROM records WHERE link = $link LIMIT 1", {"link": link}).fetchall())


def of_same_pathway(figures: duckdb.DuckDBPyConnection, held: HeldRecord, scope: Scope) -> list[HeldRecord]:
    """All records of its submission that stand on the same pathway, itself among them."""
    if not held.pathway:
        return [held]
    values: dict[str, object] = {"submission": held.submission_id, "pathway": held.pathway}
    condition = f"record.submission_id = $submission AND record.pathway = $pathway AND {scope.condition(values)}"
    return _held(figures, condition, values)


def answering_for(figures: duckdb.DuckDBPyConnection, held: HeldRecord, scope: Scope) -> HeldRecord | None:
    """The record that took the place of one that counts no longer, where the scope may see it."""
    if not held.superseded_by:
        return None
    values: dict[str, object] = {"step": held.step, "submission": held.superseded_by}
    condition = f"record.step = $step AND record.submission_id = $submission AND {scope.condition(values)}"
    return next(iter(_held(figures, condition, values)), None)


def of_person(figures: duckdb.DuckDBPyConnection, pseudonyms: Mapping[str, str], scope: Scope) -> list[HeldRecord]:
    """The records of a person or a pathway by pseudonym (`{"person": …}` or `{"pathway": …}`) that still count."""
    values: dict[str, object] = {}
    conditions = ["record.superseded_by IS NULL", scope.condition(values)]
    for column in sorted(set(pseudonyms) & {"person", "pathway"}):
        conditions.append(f"record.{column} = ${column}")
        values[column] = pseudonyms[column]
    return _held(figures, " AND ".join(conditions), values)


def issuers(figures: duckdb.DuckDBPyConnection) -> list[str]:
    """Who issues the pathway identifiers of the store; empty text stands for records that name nobody."""
    rows = figures.execute("SELECT DISTINCT coalesce(pathway_issuer, '') AS issuer FROM records ORDER BY issuer")
    return [str(issuer) for (issuer,) in rows.fetchall()]


def senders_within(figures: duckdb.DuckDBPyConnection, scope: Scope) -> list[str]:
    """Who sent the records that a scope lets through; empty text stands for files of no single organisation."""
    values: dict[str, object] = {}
    rows = figures.execute(
        f"""
        SELECT DISTINCT coalesce(submission.organisation_code, '') AS sender
        FROM records AS record
        INNER JOIN submissions AS submission ON submission.id = record.submission_id
        WHERE record.superseded_by IS NULL AND {scope.condition(values)}
        ORDER BY sender
        """,  # noqa: S608 - the condition is a constant of this room; what a person wrote is bound
        values,
    ).fetchall()
    return [str(sender) for (sender,) in rows]


def starting_with(figures: duckdb.DuckDBPyConnection, start: str, scope: Scope, most: int) -> list[HeldRecord]:
    """Records whose link begins with some letters, at most so many."""
    values: dict[str, object] = {"start": start}
    condition = f"starts_with(record.link, $start) AND record.superseded_by IS NULL AND {scope.condition(values)}"
    return _held(figures, condition, values, most=most)


def _from_row(row: Mapping[str, Any]) -> HeldRecord:
    """A row of `HELD_COLUMNS` as a record. Its own id is its link: the sender's id stays with the identifiers."""
    return HeldRecord(
        link=row["link"],
        person=row["person"] or "",
        pathway=row["pathway"] or "",
        record=_record(row),
        submission_id=row["submission_id"],
        ordinal=row["ordinal"],
        step=row["step"] or "",
        known_on=row["known_on"],
        superseded_by=row["superseded_by"] or "",
        file_name=row["file_name"],
        release=row["release"],
        version=row["submission_version"],
        received_at=row["received_at"],
        sender=row["sender"] or "",
    )


def _record(row: Mapping[str, Any]) -> WaitingTimeRecord:
    given = {name: row[name] for name in COLUMN_NAMES if name not in IDENTIFYING and row.get(name) not in (None, "")}
    own = {"record_id": row["link"], "pathway_id": row["pathway"]}
    return WaitingTimeRecord(**given | {name: value for name, value in own.items() if value})


def _held(
    figures: duckdb.DuckDBPyConnection, condition: str, values: dict[str, object], most: int | None = 200
) -> list[HeldRecord]:
    rows = figures.sql(
        f"""
        SELECT {HELD_COLUMNS}
        FROM records AS record
        INNER JOIN submissions AS submission ON submission.id = record.submission_id
        WHERE {condition}
        ORDER BY record.superseded_by IS NULL DESC, submission.received_at DESC, record.ordinal
        {f"LIMIT {int(most)}" if most else ""}
        """,  # noqa: S608 - every part is a constant of this room; what a person wrote is bound
        params=values,
    )
    return [_from_row(row) for row in rows.to_arrow_table().to_pylist()]
