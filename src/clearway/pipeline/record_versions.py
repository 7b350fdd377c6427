"""What changed from one version of a sender's records to the next, and what it does to each standard.

Counts only: which record it was is never said here. A record is known again by its link, which stays the same when it
is sent again; one whose person, pathway or identifier was corrected is therefore gone and added.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from clearway.clocks.table import assess_table
from clearway.pipeline.manifest import WAITING_TIME_RECORDS, Submission
from clearway.pipeline.pseudonyms import ANALYTICAL_COLUMNS, PSEUDONYMOUS_COLUMNS
from clearway.pipeline.staging import FINDINGS, RECORDS, folder_of
from clearway.records.findings import Refused
from clearway.records.waiting_times import COLUMN_NAMES
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations
from clearway.store.folder import StoreFolder

COMPARED = tuple(name for name in ANALYTICAL_COLUMNS if name not in PSEUDONYMOUS_COLUMNS and name != "record_id")
CLOCKS = {"2ww": "2ww", "fds": "28", "31": "31", "62": "62"}
"""Prefix of the result columns, and the standard's key as pages name it."""


@dataclass(frozen=True, slots=True)
class StandardEffect:
    """What one version counts for a standard in a month, and what the next does. People whole, whoever shares them."""

    standard: str
    month: str
    counted_before: int
    counted_after: int
    within_before: int
    within_after: int

    @property
    def is_same(self) -> bool:
        """Whether the version makes no difference to this figure."""
        return self.counted_before == self.counted_after and self.within_before == self.within_after


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """The comparison. `changed_by_column` counts the records in which a column differs, most first."""

    before: str
    after: str
    added: int
    gone: int
    changed: int
    same: int
    changed_by_column: tuple[tuple[str, int], ...]
    effects: tuple[StandardEffect, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "before": self.before,
            "after": self.after,
            "added": self.added,
            "gone": self.gone,
            "changed": self.changed,
            "same": self.same,
            "changed_by_column": dict(self.changed_by_column),
            "effects": [
                {name: getattr(one, name) for name in StandardEffect.__dataclass_fields__} for one in self.effects
            ],
        }


def version_before(later: Submission, received: Sequence[Submission]) -> Submission | None:
    """The submission that a version took the place of, as far as its content is still here."""
    found = next((one for one in received if one.id == later.supersedes), None)
    return found if found and found.state != "purged" else None


def version_difference(
    store: StoreFolder, before: Submission, after: Submission, *, rules: RuleBook, organisations: Organisations
) -> VersionDifference:
    """Compare two submissions of records, both assessed under the same rules, so that only records can differ.

    Refused when one of them holds no records, or has been purged.
    """
    for one in (before, after):
        if one.data_set != WAITING_TIME_RECORDS or one.state == "purged":
            raise Refused(
                f"{one.id} holds no records that can be compared.",
                "Versions of records are compared while both are kept; releases of figures are compared by month.",
                code="NO_RECORDS",
            )
    tables = [pq.read_table(folder_of(store, one.id) / RECORDS) for one in (before, after)]
    assessed = [
        _assessed(store, one, table, rules, organisations) for one, table in zip((before, after), tables, strict=True)
    ]
    with duckdb.connect() as connection:
        for name, table in zip(
            ("before_rows", "after_rows", "before_found", "after_found"), [*tables, *assessed], strict=True
        ):
            connection.register(name, table)
        added, gone, changed, same = _counts(connection)
        return VersionDifference(
            before.id, after.id, added, gone, changed, same, _by_column(connection), tuple(_effects(connection))
        )


def _assessed(
    store: StoreFolder, one: Submission, records: pa.Table, rules: RuleBook, organisations: Organisations
) -> pa.Table:
    told = json.loads((folder_of(store, one.id) / FINDINGS).read_text(encoding="utf-8"))
    named = records.append_column("pathway_id", records["pathway"])
    own = named.select([name for name in COLUMN_NAMES if name in named.column_names])
    return assess_table(own, rules, organisations, carried=frozenset(told["carried"]))


_MATCHED = """
    WITH one AS (SELECT *, row_number() OVER (PARTITION BY link ORDER BY ordinal) AS nth FROM before_rows),
    other AS (SELECT *, row_number() OVER (PARTITION BY link ORDER BY ordinal) AS nth FROM after_rows)
"""


def _counts(connection: duckdb.DuckDBPyConnection) -> tuple[int, int, int, int]:
    is_same = " AND ".join(f"one.{name} IS NOT DISTINCT FROM other.{name}" for name in COMPARED)
    ((added, gone, changed, same),) = connection.execute(
        f"""
        {_MATCHED}
        SELECT
            count(*) FILTER (WHERE one.link IS NULL),
            count(*) FILTER (WHERE other.link IS NULL),
            count(*) FILTER (WHERE one.link IS NOT NULL AND other.link IS NOT NULL AND NOT ({is_same})),
            count(*) FILTER (WHERE one.link IS NOT NULL AND other.link IS NOT NULL AND {is_same})
        FROM one FULL JOIN other ON other.link = one.link AND other.nth = one.nth
        """  # noqa: S608 - column names are those of the contract
    ).fetchall()
    return int(added), int(gone), int(changed), int(same)


def _by_column(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[str, int], ...]:
    counts = ", ".join(f"count(*) FILTER (WHERE one.{name} IS DISTINCT FROM other.{name})" for name in COMPARED)
    (found,) = connection.execute(
        f"{_MATCHED} SELECT {counts} FROM one INNER JOIN other ON other.link = one.link AND other.nth = one.nth"  # noqa: S608
    ).fetchall()
    named = [(name, int(times)) for name, times in zip(COMPARED, found, strict=True) if times]
    return tuple(sorted(named, key=lambda one: (-one[1], one[0])))


def _effects(connection: duckdb.DuckDBPyConnection) -> list[StandardEffect]:
    counted = " UNION ALL ".join(
        f"""
        SELECT '{standard}' AS standard, "{prefix}_month" AS month, '{which}' AS which,
            count(*) AS counted, count(*) FILTER (WHERE "{prefix}_within" = 'Y') AS within
        FROM {which}_found WHERE "{prefix}_counted" = 'Y' GROUP BY ALL
        """  # noqa: S608 - names are constants of this file
        for prefix, standard in CLOCKS.items()
        for which in ("before", "after")
    )
    rows = connection.execute(
        f"""
        SELECT standard, month,
            coalesce(sum(counted) FILTER (WHERE which = 'before'), 0),
            coalesce(sum(counted) FILTER (WHERE which = 'after'), 0),
            coalesce(sum(within) FILTER (WHERE which = 'before'), 0),
            coalesce(sum(within) FILTER (WHERE which = 'after'), 0)
        FROM ({counted}) GROUP BY standard, month ORDER BY standard, month
        """  # noqa: S608 - the parts are made above
    ).fetchall()
    return [StandardEffect(str(row[0]), str(row[1]), *(int(count) for count in row[2:])) for row in rows]
