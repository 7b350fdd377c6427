"""Records that a clock left out for want of a field, beside those that it counted, by area and month."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from clearway.standards.places import ENGLAND
from clearway.standards.strict import Section, read_yaml

FILE = Path(__file__).with_name("left_out.yaml")
TABLES = frozenset({"assessments", "records", "events", "submissions", "places"})

Key = tuple[str, str]
"""The code of an area and a month `YYYY-MM`."""

COUNTED_AT = {
    "england": f"['{ENGLAND}']",
    "region": "[treat_region, inv_region]",
    "alliance": "[treat_alliance, inv_alliance]",
    "icb": "[residents_icb]",
    "sub_icb": "[commissioner]",
    "provider": "[treat_trust, inv_trust]",
}
"""Where an event counts, by kind of area: at one or two trusts, or where a person lives."""

LEFT_OUT_AT = {
    "england": f"'{ENGLAND}'",
    "region": "trust.region",
    "alliance": "trust.alliance",
    "icb": "home.icb",
    "sub_icb": "gap.commissioner",
    "provider": "gap.code",
}
"""Where a record that was left out would have counted."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Which records of a standard are left out for want of a field; names of columns, and codes of reasons."""

    reasons_in: str
    dated_by: str
    at: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(slots=True)
class LeftOut:
    """Records counted, and left out by reason, for each area and month; and those without a day, for each area."""

    counted: dict[Key, int] = field(default_factory=dict)
    reasons: dict[Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    undated: Counter[str] = field(default_factory=Counter)


@cache
def clocks() -> Mapping[str, Clock]:
    """Every clock by its standard. Raises StandardsError naming the key."""
    file = read_yaml(FILE, FILE.parent)
    file.only(("clocks",))
    return {name: _clock(entry) for name, entry in file.named_sections("clocks").items()}


def _clock(entry: Section) -> Clock:
    entry.only(("reasons_in", "dated_by", "at", "reasons"))
    return Clock(entry.text("reasons_in"), entry.text("dated_by"), entry.texts("at"), entry.texts("reasons"))


def left_out(figures: duckdb.DuckDBPyConnection, standard: str, area_type: str) -> LeftOut | None:
    """What a clock counted and left out at every area of a kind.

    None where it cannot be told: a standard without a clock of ours, a kind of area that records do not know, a store
    without records.
    """
    clock = clocks().get(standard)
    if clock is None or area_type not in COUNTED_AT or not has_tables(figures, TABLES):
        return None
    found = LeftOut()
    found.counted = counted(figures, standard, area_type)
    query = _query(clock, area_type)
    for area, month, reason, number in figures.execute(query, {"reasons": list(clock.reasons)}).fetchall():
        if month is None:
            found.undated[area] += number
        else:
            found.reasons[area, month][reason] += number
    return found


def counted(
    figures: duckdb.DuckDBPyConnection, standard: str, area_type: str, condition: str = "TRUE"
) -> dict[Key, int]:
    """How many events of a standard meet a condition, each once at every area where it counts."""
    where = "event.standard = $standard" + ("" if condition == "TRUE" else f" AND ({condition})")
    query = f"""
        SELECT area, month, count(*) FROM (
            SELECT event.month, unnest(list_distinct({COUNTED_AT[area_type]})) AS area
            FROM events AS event WHERE {where}
        ) WHERE area IS NOT NULL GROUP BY ALL
    """  # noqa: S608 (every part is a constant of ours)
    return {(area, month): number for area, month, number in figures.execute(query, {"standard": standard}).fetchall()}


def has_tables(figures: duckdb.DuckDBPyConnection, needed: frozenset[str]) -> bool:
    """Whether an analytical file holds all tables (or views) of these names."""
    rows = figures.execute("SELECT table_name FROM information_schema.tables").fetchall()
    return needed <= {str(name) for (name,) in rows}


def rows_of_files(figures: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, int, int]]:
    """Of each file of records by its name: who sent it (empty where nobody said), rows read, and rows rejected."""
    query = """
        SELECT file_name, any_value(organisation_code), sum(accepted + rejected), sum(rejected)
        FROM submissions WHERE accepted IS NOT NULL GROUP BY file_name
    """
    rows: list[Any] = figures.execute(query).fetchall()
    return {name: (sender or "", int(read), int(rejected)) for name, sender, read, rejected in rows}


def _query(clock: Clock, area_type: str) -> str:
    """Records left out for want of a field: where they would have counted, when, and why. Each once for each area.

    A record belongs to the trusts that it names (a site to its trust), else to whoever sent it.
    """
    named = ", ".join(f"left(record.{column}, 3)" for column in clock.at)
    return f"""
        WITH home AS (
            SELECT commissioner, any_value(residents_icb) AS icb FROM events GROUP BY commissioner
        ),
        trust AS (
            SELECT code, arg_max(alliance, month) AS alliance, arg_max(region, month) AS region
            FROM places WHERE kind = 'provider' GROUP BY code
        ),
        gap AS (
            SELECT
                submission_id,
                ordinal,
                strftime(record.{clock.dated_by}, '%Y-%m') AS month,
                assessed."{clock.reasons_in}" AS reason,
                record.commissioner,
                unnest(list_distinct([{named}, coalesce({named}, sent.organisation_code)])) AS code
            FROM assessments AS assessed
            INNER JOIN records AS record USING (submission_id, ordinal)
            INNER JOIN submissions AS sent ON sent.id = submission_id
            WHERE list_contains($reasons, assessed."{clock.reasons_in}") AND record.superseded_by IS NULL
        )
        SELECT area, month, reason, count(*)
        FROM (
            SELECT DISTINCT submission_id, ordinal, month, reason, {LEFT_OUT_AT[area_type]} AS area
            FROM gap
            LEFT JOIN trust USING (code)
            LEFT JOIN home USING (commissioner)
            WHERE gap.code IS NOT NULL
        )
        WHERE area IS NOT NULL AND area <> ''
        GROUP BY ALL
    """  # noqa: S608 (every part is a constant of ours)
