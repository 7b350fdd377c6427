"""The breaches of one month by one standard: whose, how long, who answers, and the record to tell each from."""

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
"""How breaches can be put in order; the link decides among equals, so that pages do not shift."""

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
    values: dict[str, object] = {"standard": question.standard, "month": question.month}
    seen = _seen(scope, values)
    ((counted, within),) = figures.execute(
        f"SELECT count(*), count(*) FILTER (WHERE event.is_within) {seen}",
        values,
    ).fetchall()
    kept = "".join(f" AND {FILTERS[name]}" for name in question.filters)
    asked = {**values, **question.filters, "most": question.most, "first": question.first}
    rows = figures.sql(
        f"""
        SELECT
            event.submission_id, event.ordinal,
            event.days, event.raw_days, event.limit_days, event.cancer_type, event.flags,
            coalesce(event.route, event.stage) AS came_by,
            event.treat_trust, event.treat_total, event.inv_trust, event.inv_total,
            count(*) OVER () AS found
        {seen} AND NOT event.is_within{kept}
        ORDER BY {ORDERS[question.order]}, record.link
        LIMIT $most OFFSET $first
        """,
        params=asked,
    )
    drawn = rows.to_arrow_table().to_pylist()
    records = held_at(figures, [(row["submission_id"], row["ordinal"]) for row in drawn])
    found = drawn[0]["found"] if drawn else _count(figures, seen, kept, {**values, **question.filters})
    breaches = (_breach(row, records[row["submission_id"], row["ordinal"]], question.standard) for row in drawn)
    return BreachList(tuple(breaches), found, counted, within)


def choices(figures: duckdb.DuckDBPyConnection, standard: str, month: str, scope: Scope) -> dict[str, list[str]]:
    """What the breaches of a month can be kept by: trusts, cancer types and routes that occur among them."""
    values: dict[str, object] = {"standard": standard, "month": month}
    found = figures.sql(
        f"""
        SELECT
            list_distinct(flatten([list(DISTINCT event.treat_trust), list(DISTINCT event.inv_trust)])) AS trust,
            list(DISTINCT event.cancer_type) AS cancer_type,
            list(DISTINCT coalesce(event.route, event.stage)) AS route
        {_seen(scope, values)} AND NOT event.is_within
        """,
        params=values,
    ).to_arrow_table()
    (row,) = found.to_pylist()
    return {name: sorted(filter(None, held or ())) for name, held in row.items()}


def months_with_events(figures: duckdb.DuckDBPyConnection, standard: str) -> list[str]:
    """The months in which the standard counted anybody, in order."""
    rows = figures.execute(
        "SELECT DISTINCT month FROM month_sources WHERE standard = $standard ORDER BY month", {"standard": standard}
    ).fetchall()
    return [str(month) for (month,) in rows]


def _seen(scope: Scope, values: dict[str, object]) -> str:
    return f"""
        FROM events AS event
        INNER JOIN records AS record ON record.submission_id = event.submission_id AND record.ordinal = event.ordinal
        INNER JOIN submissions AS submission ON submission.id = event.submission_id
        WHERE event.standard = $standard AND event.month = $month AND {scope.condition(values)}
    """


def _count(figures: duckdb.DuckDBPyConnection, seen: str, kept: str, values: dict[str, object]) -> int:
    """How many there are when the page itself is empty: none, or the page lies beyond the last."""
    ((found,),) = figures.execute(f"SELECT count(*) {seen} AND NOT event.is_within{kept}", values).fetchall()
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
