"""The breaches of one month by one standard: whose, how long, who answers, and the record to tell each from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import duckdb

from clearway.pathways.held import HeldRecord, held_at
from clearway.pathways.scope import Scope

Order = Literal["longest", "shortest", "cancer_type", "trust", "route"]

ORDERS: Mapping[Order, str] = {
    "longest": "event.days - event.limit_days DESC, event.days DESC",
    "shortest": "event.days - event.limit_days, event.days",
    "cancer_type": "event.cancer_type NULLS LAST, event.days - event.limit_days DESC",
    "trust": "coalesce(event.inv_trust, event.treat_trust), event.treat_trust, event.days - event.limit_days DESC",
    "route": "coalesce(event.route, event.stage) NULLS LAST, event.days - event.limit_days DESC",
}
"""How breaches can be put in order; file and row decide among equals, so that pages do not shift."""

CLOCKS = {"2ww": "2ww", "28": "fds", "31": "31", "62": "62"}
"""The standard of an event → the clock that tells it."""

FILTERS = {
    "trust": "(event.treat_trust = $trust OR event.inv_trust = $trust)",
    "cancer_type": "event.cancer_type = $cancer_type",
    "route": "coalesce(event.route, event.stage) = $route",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachQuestion:
    """One question: a standard (`28`, `31`, `62`, `2ww`), a month (`YYYY-MM`), and what to keep; empty keeps all.

    `cancer_type` and `route` are as on the events; `first` counts from 0.
    """

    standard: str
    month: str
    trust: str = ""
    cancer_type: str = ""
    route: str = ""
    order: Order = "longest"
    first: int = 0
    most: int = 50

    @property
    def filters(self) -> dict[str, str]:
        """What is kept, by the name of the filter."""
        asked = {name: getattr(self, name) for name in FILTERS}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class TrustPart:
    """One trust's part of a breach: 0, 0.5 or 1. `role` is `investigating` or `treating`; empty when one answers."""

    code: str
    role: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach with its record. `days` are after adjustment, `excused` the days taken off; `route` may be a stage."""

    held: HeldRecord
    clock: str
    days: int
    limit: int
    excused: int
    cancer_type: str
    route: str
    parts: tuple[TrustPart, ...]
    flags: tuple[str, ...]

    @property
    def over(self) -> int:
        """How many days beyond the limit; nought or less for a wait whose dates cannot be right (DAY-3)."""
        return self.days - self.limit


@dataclass(frozen=True, slots=True)
class BreachList:
    """A page of breaches, how many there are in all, and how many people were counted that month in the scope."""

    breaches: tuple[Breach, ...]
    found: int
    counted: int
    within: int


def list_breaches(figures: duckdb.DuckDBPyConnection, question: BreachQuestion, scope: Scope) -> BreachList:
    """The breaches that a question asks for, among those that the scope may see."""
    seen = _seen(figures, question.standard, question.month, scope)
    ((counted, within),) = figures.execute(
        f"SELECT count(*), count(*) FILTER (WHERE is_within) FROM {seen}"  # noqa: S608
    ).fetchall()
    kept = "".join(f" AND {FILTERS[name]}" for name in question.filters)
    rows = figures.execute(
        f"""
        SELECT
            event.submission_id, event.ordinal,
            event.days, event.raw_days, event.limit_days, event.cancer_type, event.flags,
            coalesce(event.route, event.stage) AS came_by,
            event.treat_trust, event.treat_total, event.inv_trust, event.inv_total,
            count(*) OVER () AS found
        FROM {seen} AS event
        WHERE NOT event.is_within{kept}
        ORDER BY {ORDERS[question.order]}, event.submission_id, event.ordinal
        LIMIT $most OFFSET $first
        """,  # noqa: S608 - names and conditions are constants of this file; what a person wrote is bound
        {**question.filters, "most": question.most, "first": question.first},
    )
    names = [column[0] for column in rows.description or ()]
    drawn = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    records = held_at(figures, [(row["submission_id"], row["ordinal"]) for row in drawn])
    found = drawn[0]["found"] if drawn else _count(figures, seen, kept, question.filters)
    breaches = (_breach(row, records[row["submission_id"], row["ordinal"]], question.standard) for row in drawn)
    return BreachList(tuple(breaches), found, counted, within)


def choices(figures: duckdb.DuckDBPyConnection, standard: str, month: str, scope: Scope) -> dict[str, list[str]]:
    """What the breaches of a month can be kept by: trusts, cancer types and routes that occur among them."""
    ((trusts, cancer_types, routes),) = figures.execute(
        f"""
        SELECT
            list_distinct(flatten([list(DISTINCT treat_trust), list(DISTINCT inv_trust)])),
            list(DISTINCT cancer_type),
            list(DISTINCT coalesce(route, stage))
        FROM {_seen(figures, standard, month, scope)}
        WHERE NOT is_within
        """  # noqa: S608
    ).fetchall()
    held = {"trust": trusts, "cancer_type": cancer_types, "route": routes}
    return {name: sorted(filter(None, values or ())) for name, values in held.items()}


def months_with_events(figures: duckdb.DuckDBPyConnection, standard: str) -> list[str]:
    """The months in which the standard counted anybody, in order."""
    rows = figures.execute(
        "SELECT DISTINCT month FROM month_sources WHERE standard = $standard ORDER BY month", {"standard": standard}
    ).fetchall()
    return [str(month) for (month,) in rows]


def _seen(figures: duckdb.DuckDBPyConnection, standard: str, month: str, scope: Scope) -> str:
    """The name of a table of this connection: a month's events that the scope may see.

    Records are looked up by their place in the file: joined by their keys, every record of the store would be read.
    """
    name = "seen_" + hashlib.sha256(repr((standard, month, scope)).encode()).hexdigest()[:16]
    if figures.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = $name", {"name": name}).fetchall():
        return name
    values: dict[str, object] = {"standard": standard, "month": month}
    months_events = "FROM events WHERE standard = $standard AND month = $month"
    if scope.is_whole:
        figures.execute(f"CREATE TEMP TABLE {name} AS {months_events}", values)
        return name
    figures.execute(
        f"""
        CREATE TEMP TABLE {name} AS
        WITH event AS MATERIALIZED ({months_events}),
        place AS MATERIALIZED (
            SELECT records.rowid AS place, records.submission_id, records.ordinal
            FROM records
            WHERE submission_id IN (SELECT submission_id FROM event) AND ordinal IN (SELECT ordinal FROM event)
        ),
        placed AS MATERIALIZED (
            SELECT event.*, place.place
            FROM event
            INNER JOIN place ON place.submission_id = event.submission_id AND place.ordinal = event.ordinal
        )
        SELECT placed.* EXCLUDE (place)
        FROM placed
        INNER JOIN records AS record ON record.rowid = placed.place
        INNER JOIN submissions AS submission ON submission.id = placed.submission_id
        WHERE {scope.condition(values)}
        """,  # noqa: S608 - the condition is made of constants; what a person wrote is bound
        values,
    )
    return name


def _count(figures: duckdb.DuckDBPyConnection, seen: str, kept: str, values: Mapping[str, str]) -> int:
    """How many there are when the page itself is empty: none, or the page lies beyond the last."""
    query = f"SELECT count(*) FROM {seen} AS event WHERE NOT event.is_within{kept}"  # noqa: S608
    ((found,),) = figures.execute(query, dict(values)).fetchall()
    return int(found)


def _breach(row: Mapping[str, Any], held: HeldRecord, standard: str) -> Breach:
    return Breach(
        held=held,
        clock=CLOCKS[standard],
        days=row["days"],
        limit=row["limit_days"],
        excused=row["raw_days"] - row["days"],
        cancer_type=row["cancer_type"] or "",
        route=row["came_by"] or "",
        parts=_parts(row),
        flags=tuple((row["flags"] or "").split()),
    )


def _parts(row: Mapping[str, Any]) -> tuple[TrustPart, ...]:
    if row["inv_trust"] is None:
        return (TrustPart(row["treat_trust"], "", row["treat_total"]),)
    return (
        TrustPart(row["inv_trust"], "investigating", row["inv_total"]),
        TrustPart(row["treat_trust"], "treating", row["treat_total"]),
    )
