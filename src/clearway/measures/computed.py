"""The computed position: from the cells that were worked out once, or from events for any other cut."""

from typing import Any

import duckdb

from clearway.measures.months import financial_year, year_of
from clearway.measures.question import Question, Side
from clearway.records.findings import Refused

CELL_PLACES = ("england", "region", "alliance", "icb", "provider")
CELL_DETAILS: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({"cancer_type"}),
    frozenset({"route"}),
    frozenset({"stage"}),
    frozenset({"cancer_type", "route"}),
    frozenset({"cancer_type", "stage"}),
)
DETAIL_COLUMNS = {"cancer_type": "cancer_type", "route": "route", "stage": "stage", "modality": "modality"}
RESIDENT_COLUMNS = {"icb": "residents_icb", "commissioner": "coalesce(commissioner, 'UNKNOWN')"}
PLACE_COLUMNS: dict[Side, dict[str, str]] = {
    "trusts": {"region": "trusts_region", "alliance": "trusts_alliance", "provider": "trust", **RESIDENT_COLUMNS},
    "residents": {"region": "residents_region", "alliance": "residents_alliance", **RESIDENT_COLUMNS},
}
EVERYBODY = "'All records in this store'"
"""What stands where published figures say England: a store holds one alliance's records."""

LONG_WAIT = 104
"""The last wait band of the published tables: people treated after day 104 (rule OPEN-5)."""


def computed_rows(
    figures: duckdb.DuckDBPyConnection, question: Question, standard: str, side: Side
) -> list[dict[str, Any]]:
    """The figures of one standard and one side as plain rows, each with median, 90th centile and pathways.

    A row holds `period`, `months`, `standard_key`, the cuts, the counts, `is_provisional` and `source_files`.
    """
    rows = _from_cells(figures, question, standard, side)
    if rows is None:
        rows = _from_events(figures, question, standard, side)
    sources = _sources(figures, standard)
    for row in rows:
        held = [sources[month] for month in row["months"] if month in sources]
        row["is_provisional"] = any(is_provisional for is_provisional, _ in held)
        row["source_files"] = sorted({name for _, names in held for name in names})
    return rows


def computed_months(figures: duckdb.DuckDBPyConnection, standard: str) -> list[str]:
    """The months of which a standard has events, in order."""
    rows = figures.execute(
        "SELECT DISTINCT month FROM month_sources WHERE standard = $standard ORDER BY month", {"standard": standard}
    ).fetchall()
    return [str(month) for (month,) in rows]


def _from_cells(
    figures: duckdb.DuckDBPyConnection, question: Question, standard: str, side: Side
) -> list[dict[str, Any]] | None:
    """Rows from the cells, or None when the cut is not among those that are kept."""
    places = [place for place in question.places if place != "england"] or ["england"]
    if len(places) > 1 or places[0] not in CELL_PLACES or frozenset(question.details) not in CELL_DETAILS:
        return None
    place = places[0]
    level = {
        "place_kind": place,
        "with_cancer": "cancer_type" in question.details,
        "with_route": bool({"route", "stage"} & set(question.details)),
    }
    if (
        level["with_cancer"]
        and level["with_route"]
        and (place, side) not in (("provider", "trusts"), ("alliance", "trusts"))
    ):
        return None
    columns = {place: "place", "england": EVERYBODY, "cancer_type": "cancer_type"}
    columns |= {"route": "stage_route", "stage": "stage_route"}
    kept = [
        "standard = $standard",
        "side = $side",
        "place_kind = $place_kind",
        "with_cancer = $with_cancer",
        "with_route = $with_route",
        "is_year = $is_year",
    ]
    values: dict[str, Any] = {**level, "standard": standard, "side": side, "is_year": question.by_year}
    first, last = question.first_month, question.last_month
    for name, bound, sign in (("first", first, ">="), ("last", last, "<=")):
        if bound:
            kept.append(f"period {sign} ${name}")
            values[name] = year_of(bound) if question.by_year else bound
    kept += _filters(question, columns, values)
    cuts = "".join(f"{columns[cut]} AS {cut}, " for cut in question.cuts)
    query = f"""
        SELECT period, standard_key, {cuts} months, total, within, breaches, after_104, pathways, median_days, p90_days
        FROM cells
        WHERE {" AND ".join(kept)}
        ORDER BY ALL
    """  # noqa: S608 - every part is a constant of this file; what a person wrote is bound
    rows: list[dict[str, Any]] = figures.sql(query, params=values).to_arrow_table().to_pylist()
    return rows


def _from_events(
    figures: duckdb.DuckDBPyConnection, question: Question, standard: str, side: Side
) -> list[dict[str, Any]]:
    """Rows worked out from events, for cuts that no cell holds. Slower, and as exact."""
    columns = {"england": EVERYBODY, **PLACE_COLUMNS[side], **DETAIL_COLUMNS}
    kept = ["standard = $standard"]
    values: dict[str, Any] = {"standard": standard, "long_wait": LONG_WAIT}
    for name, bound, sign in (("first", question.first_month, ">="), ("last", question.last_month, "<=")):
        if bound:
            kept.append(f"month {sign} ${name}")
            values[name] = bound
    kept += _filters(question, columns, values)
    period = financial_year("month") if question.by_year else "month"
    cuts = "".join(f"{columns[cut]} AS {cut}, " for cut in question.cuts)
    query = f"""
        SELECT
            {period} AS period, standard_key, {cuts}
            list_sort(list(DISTINCT month)) AS months,
            CAST(sum(share_total) AS DECIMAL(12, 1)) AS total,
            CAST(sum(share_within) AS DECIMAL(12, 1)) AS within,
            CAST(sum(share_total) - sum(share_within) AS DECIMAL(12, 1)) AS breaches,
            CAST(coalesce(sum(share_total) FILTER (WHERE days > $long_wait), 0) AS DECIMAL(12, 1)) AS after_104,
            count(*) AS pathways,
            round(quantile_cont(days, 0.5), 6) AS median_days,
            round(quantile_cont(days, 0.9), 6) AS p90_days
        FROM {_source(question, side)}
        WHERE {" AND ".join(kept)}
        GROUP BY ALL
        ORDER BY ALL
    """  # noqa: S608 - every part is a constant of this file; what a person wrote is bound
    rows: list[dict[str, Any]] = figures.sql(query, params=values).to_arrow_table().to_pylist()
    return rows


def _source(question: Question, side: Side) -> str:
    """The view with one row for each pathway and place asked for, so that no pathway counts twice in a median."""
    places = set(question.places)
    if side == "residents" or not places & {"region", "alliance", "provider"}:
        return "whole_events"
    if "provider" in places:
        return "shares"
    if {"region", "alliance"} <= places:
        raise Refused(
            "Pathways shared by two trusts cannot be counted by region and alliance at once.",
            "Ask for one of the two, or for trusts.",
            code="CUT_AMBIGUOUS",
        )
    return "alliance_shares" if "alliance" in places else "region_shares"


def _filters(question: Question, columns: dict[str, str], values: dict[str, Any]) -> list[str]:
    kept = []
    for cut, wanted in question.where.items():
        kept.append(f"list_contains($where_{cut}, {columns[cut]})")
        values[f"where_{cut}"] = list(wanted)
    return kept


def _sources(figures: duckdb.DuckDBPyConnection, standard: str) -> dict[str, tuple[bool, list[str]]]:
    """For each month: whether any file behind it is provisional, and the names of the files."""
    rows = figures.execute(
        """
        SELECT month, bool_or(release = 'provisional'), list_sort(list(DISTINCT file_name))
        FROM month_sources
        INNER JOIN submissions ON submissions.id = month_sources.submission_id
        WHERE standard = $standard
        GROUP BY month
        """,
        {"standard": standard},
    ).fetchall()
    return {str(month): (bool(is_provisional), list(names)) for month, is_provisional, names in rows}
