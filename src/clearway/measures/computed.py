"""The computed position: from the cells that were worked out once, or from events for any other cut."""

from dataclasses import replace
from typing import Any

import duckdb

from clearway.measures.labels import WHOLE_STORE
from clearway.measures.months import financial_year, year_of
from clearway.measures.question import Question, Side
from clearway.measures.sources import Source, Sources, month_sources
from clearway.measures.todays_events import todays_source
from clearway.measures.todays_organisations import TodaysPlaces
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
EVERYBODY = f"'{WHOLE_STORE}'"
"""What stands where published figures say England: a store holds one alliance's records."""

LONG_WAIT = 104
"""The last wait band of the published tables: people treated after day 104 (rule OPEN-5)."""


def computed_rows(
    figures: duckdb.DuckDBPyConnection,
    question: Question,
    standard: str,
    side: Side,
    sources: Sources,
    todays: TodaysPlaces | None = None,
) -> list[dict[str, Any]]:
    """The figures of one standard and one side as plain rows, each with median, 90th centile and pathways.

    A row holds `period`, `months`, `standard_key`, the cuts, the counts, `is_provisional` and `source_files`; under
    the organisations of today (`todays`) also `summed`, those that a row sums as they were. `sources` are the files
    behind the months.
    """
    if todays is not None and question.organisations == "now":
        rows = _under_todays_organisations(figures, question, standard, side, todays)
    else:
        rows = _then(figures, question, standard, side)
    held = sources.get(standard, {})
    for row in rows:
        row["is_provisional"], row["source_files"] = _together([held[one] for one in row["months"] if one in held])
    return rows


def _together(held: list[Source]) -> Source:
    """What several months were made from."""
    if len(held) == 1:
        return held[0]
    return any(is_provisional for is_provisional, _ in held), sorted({name for _, names in held for name in names})


def _then(figures: duckdb.DuckDBPyConnection, question: Question, standard: str, side: Side) -> list[dict[str, Any]]:
    rows = _from_cells(figures, question, standard, side)
    return _from_events(figures, question, standard, side) if rows is None else rows


def _under_todays_organisations(
    figures: duckdb.DuckDBPyConnection, question: Question, standard: str, side: Side, todays: TodaysPlaces
) -> list[dict[str, Any]]:
    """Merged organisations from events, never from their cells: a median of two medians is none.

    Trusts that nobody joined keep their cells, and so do areas when every trust stood where it stands today.
    """
    places = set(question.places) - {"england"}
    if not places:
        return _then(figures, question, standard, side)
    kinds = {"provider"} if side == "trusts" else {"commissioner"}
    kinds |= {"commissioner"} if places & {"icb", "commissioner"} else set()
    if places != {"provider"}:
        has_merged = "provider" in places and todays.merged
        if not has_merged and all(todays.stay_where_they_stood(kind) for kind in kinds):
            return _then(figures, question, standard, side)
        return _from_events(figures, question, standard, side, todays_source(question, side))
    merged = {code: codes for (kind, code), codes in todays.merged.items() if kind == "provider"}
    wanted = question.where.get("provider")
    alone = _without(figures, question, standard, side, {code for codes in merged.values() for code in codes})
    joined = [code for code in merged if wanted is None or code in wanted]
    if not joined:
        return alone
    kept = replace(question, where={**question.where, "provider": tuple(joined)})
    near = [code for today in joined for code in merged[today]]
    together = _from_events(figures, kept, standard, side, todays_source(kept, side, is_near=True), near)
    held = _months_of(figures, near)
    for row in together:
        if "provider" in row:
            months = set(row["months"])
            row["summed"] = [code for code in merged[row["provider"]] if held.get(code, set()) & months]
    return sorted([*alone, *together], key=lambda row: str([row["period"], row["standard_key"], *_cut_values(row)]))


def _without(
    figures: duckdb.DuckDBPyConnection, question: Question, standard: str, side: Side, left_out: set[str]
) -> list[dict[str, Any]]:
    """The rows of the trusts that are not among those left out."""
    if wanted := question.where.get("provider"):
        kept = tuple(code for code in wanted if code not in left_out)
        if not kept:
            return []
        return _then(figures, replace(question, where={**question.where, "provider": kept}), standard, side)
    return [row for row in _then(figures, question, standard, side) if row["provider"] not in left_out]


def _months_of(figures: duckdb.DuckDBPyConnection, codes: list[str]) -> dict[str, set[str]]:
    """The months in which each trust has a place in the store."""
    query = "SELECT code, list(month) FROM places WHERE kind = 'provider' AND list_contains($codes, code) GROUP BY code"
    return {str(code): set(months) for code, months in figures.execute(query, {"codes": codes}).fetchall()}


def _cut_values(row: dict[str, Any]) -> list[str]:
    counted = {"period", "standard_key", "months", "summed", "total", "within", "breaches", "after_104", "pathways"}
    return [str(value) for name, value in row.items() if name not in counted | {"median_days", "p90_days"}]


def computed_months(figures: duckdb.DuckDBPyConnection, standard: str) -> list[str]:
    """The months of which a standard has events, in order."""
    return list(month_sources(figures).get(standard, ()))


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
        SELECT
            period, standard_key, {cuts} {"months, " if question.by_year else ""}
            total, within, breaches, after_104, pathways, median_days, p90_days
        FROM cells
        WHERE {" AND ".join(kept)}
        ORDER BY ALL
    """  # noqa: S608 - every part is a constant of this file; what a person wrote is bound
    rows = _plain_rows(figures, query, values)
    if not question.by_year:
        for row in rows:
            row["months"] = [row["period"]]
    return rows


def _from_events(
    figures: duckdb.DuckDBPyConnection,
    question: Question,
    standard: str,
    side: Side,
    source: str = "",
    near: list[str] | None = None,
) -> list[dict[str, Any]]:
    """Rows worked out from events, for cuts that no cell holds. Slower, and as exact.

    `source` is read instead of the view that fits the question; `near` is a value that it names.
    """
    columns = {"england": EVERYBODY, **PLACE_COLUMNS[side], **DETAIL_COLUMNS}
    kept = ["standard = $standard"]
    values: dict[str, Any] = {"standard": standard, "long_wait": LONG_WAIT}
    if near is not None:
        values["near"] = near
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
        FROM {source or _source(question, side)}
        WHERE {" AND ".join(kept)}
        GROUP BY ALL
        ORDER BY ALL
    """  # noqa: S608 - every part is a constant of this file; what a person wrote is bound
    return _plain_rows(figures, query, values)


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
        # A plain comparison is answered from the file's own dictionaries; a list is looked through row by row.
        is_one = len(wanted) == 1
        kept.append(f"{columns[cut]} = $where_{cut}" if is_one else f"list_contains($where_{cut}, {columns[cut]})")
        values[f"where_{cut}"] = wanted[0] if is_one else list(wanted)
    return kept


def _plain_rows(figures: duckdb.DuckDBPyConnection, query: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a query by the names of its columns."""
    found = figures.execute(query, values)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
