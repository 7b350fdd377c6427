"""A small analytical file by hand: a few published values, and counted events with the records behind them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from clearway.measures.values import Ground
from clearway.records.observations import ALL, OBSERVATIONS_SCHEMA
from clearway.standards import load_rule_book

PLAIN = {
    "area_type": "district", "area_code": "E08000016", "area_name": "Barnsley", "period_start": date(2019, 1, 1),
    "period_end": date(2019, 12, 31), "sex": ALL, "age": ALL, "ethnicity": ALL, "deprivation": ALL, "category": ALL,
    "flag": "", "publisher": "NDRS", "release": "as published", "place_in_file": "row 2", "source_file": "stage.csv",
    "source_sha256": "0",
}  # fmt: skip

TABLES = """
CREATE TABLE submissions (
    id VARCHAR, file_name VARCHAR, received_at TIMESTAMP, release VARCHAR, organisation_code VARCHAR, accepted INTEGER,
    rejected INTEGER
);
CREATE TABLE about (name VARCHAR, value VARCHAR);
CREATE TABLE month_sources (standard VARCHAR, month VARCHAR, submission_id VARCHAR);
CREATE TABLE places (kind VARCHAR, code VARCHAR, month VARCHAR, name VARCHAR, alliance VARCHAR, region VARCHAR);
CREATE TABLE areas (code VARCHAR, name VARCHAR);
CREATE TABLE events (
    standard VARCHAR, month VARCHAR, submission_id VARCHAR, ordinal BIGINT, days INTEGER, raw_days INTEGER,
    is_within BOOLEAN, route VARCHAR, stage VARCHAR, modality VARCHAR, cancer_type VARCHAR, scenario INTEGER,
    treat_trust VARCHAR, treat_total DECIMAL(2, 1), treat_within DECIMAL(2, 1), inv_trust VARCHAR,
    inv_total DECIMAL(2, 1), inv_within DECIMAL(2, 1), treat_region VARCHAR, treat_alliance VARCHAR,
    residents_icb VARCHAR, commissioner VARCHAR, inv_alliance VARCHAR, inv_region VARCHAR
);
CREATE TABLE records (
    submission_id VARCHAR, ordinal BIGINT, fds_end_reason VARCHAR, sex VARCHAR, ethnicity VARCHAR,
    age_at_referral INTEGER, commissioner VARCHAR, treatment_start_date DATE, fds_end_date DATE, org_treatment VARCHAR,
    org_fds_end VARCHAR, accountable_investigating_org VARCHAR, superseded_by VARCHAR
);
CREATE TABLE assessments (
    submission_id VARCHAR, ordinal BIGINT, "62_excluded" VARCHAR, "31_excluded" VARCHAR, fds_excluded VARCHAR
);
CREATE TABLE published_figures (
    month VARCHAR, standard VARCHAR, basis VARCHAR, org_code VARCHAR, total DOUBLE, is_newest BOOLEAN
);
INSERT INTO submissions VALUES
    ('p', 'stage.csv', TIMESTAMP '2026-01-05 10:00', 'final', '', NULL, NULL),
    ('r', 'records.csv', TIMESTAMP '2026-02-01 10:00', 'final', 'RHQ', 1000, 4);
INSERT INTO about VALUES ('store_kind', 'demo'), ('snapshot', 'abc');
INSERT INTO month_sources VALUES ('62', '2025-03', 'r'), ('28', '2025-03', 'r');
INSERT INTO places VALUES
    ('provider', 'RHQ', '2025-03', 'Sheffield', 'E56000025', 'Y63'),
    ('provider', 'RFF', '2025-03', 'Barnsley', 'E56000025', 'Y63');
"""


@dataclass
class SmallStore:
    """Tables filled row by row; `ground` is what values are worked out on."""

    figures: duckdb.DuckDBPyConnection
    observed: list[dict[str, Any]] = field(default_factory=list)
    events: int = 0

    def observe(self, indicator: str, value: float | None, **told: Any) -> None:
        """One published value."""
        self.observed.append({**PLAIN, "indicator": indicator, "value": value, **told})

    def count(self, standard: str, days: int, *, person: dict[str, Any] | None = None, **told: Any) -> None:
        """One counted event of March 2025 at RHQ, and its record."""
        self.events += 1
        limit = {"28": 28, "62": 62}[standard]
        row: dict[str, Any] = {
            "standard": standard, "month": "2025-03", "submission_id": "r", "ordinal": self.events, "days": days,
            "raw_days": days, "is_within": days <= limit, "treat_trust": "RHQ", "treat_total": 1, "treat_within": 1,
            "treat_alliance": "E56000025", **told,
        }  # fmt: skip
        record = {"submission_id": "r", "ordinal": self.events, **(person or {})}
        for table, content in (("events", row), ("records", record)):
            self._insert(table, content)

    def leave_out(self, reason: str, *, clock: str = "62", **told: Any) -> None:
        """One record of March 2025 at RHQ that a clock left out for a reason."""
        self.events += 1
        at = {"submission_id": "r", "ordinal": self.events}
        record = {**at, "treatment_start_date": date(2025, 3, 20), "org_treatment": "RHQ01", **told}
        for table, content in (("assessments", {**at, f"{clock}_excluded": reason}), ("records", record)):
            self._insert(table, content)

    def report(self, month: str, total: float, provider: str) -> None:
        """The published 62-day total of a provider in a month, and where it stood."""
        figure = {"month": month, "standard": "62", "basis": "provider", "org_code": provider, "total": total}
        self._insert("published_figures", {**figure, "is_newest": True})
        place = {"kind": "provider", "code": provider, "month": month, "name": f"Trust {provider}"}
        self._insert("places", {**place, "alliance": "E56000025"})

    def _insert(self, table: str, content: dict[str, Any]) -> None:
        names, marks = ", ".join(f'"{one}"' for one in content), ", ".join("?" for _ in content)
        self.figures.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(content.values()))

    @property
    def ground(self) -> Ground:
        """The store as it is now."""
        table = pa.Table.from_pylist(self.observed, schema=OBSERVATIONS_SCHEMA)
        self.figures.register("newest_observations", table)
        self.figures.register("observations", table.append_column("submission_id", pa.array(["p"] * len(table))))
        return Ground(self.figures, load_rule_book())
