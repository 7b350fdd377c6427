"""The published position: one file answers for each month and standard, and no total is added to its parts."""

from typing import Any

import duckdb

from clearway.measures.months import financial_year
from clearway.measures.question import Question, Side

PLACE_COLUMNS = {
    "england": "'England'",
    "region": "place.region",
    "alliance": "place.alliance",
    "icb": "place.icb",
    "commissioner": "figure.org_code",
    "provider": "figure.org_code",
}
DETAIL_COLUMNS = {
    "cancer_type": "figure.cancer_type",
    "route": "figure.stage_route",
    "stage": "figure.stage_route",
    "modality": "figure.modality",
}
BASIS_OF_SIDE: dict[Side, str] = {"trusts": "provider", "residents": "commissioner"}


def published_rows(
    figures: duckdb.DuckDBPyConnection, question: Question, standard: str, side: Side, *, newest: bool = True
) -> list[dict[str, Any]]:
    """The figures of one standard and one side as plain rows.

    A row holds `period`, `months`, the cuts, `total`, `within`, `breaches`, `after_104`, `is_provisional` and
    `source_files`. With `newest=False` every release that is not the newest, one row for each file.
    """
    columns = {cut: {**PLACE_COLUMNS, **DETAIL_COLUMNS}[cut] for cut in question.cuts}
    is_england = not set(question.places) - {"england"}
    period = financial_year("figure.month") if question.by_year else "figure.month"
    needs_place = bool({"region", "alliance", "icb"} & set(question.places))
    values: dict[str, Any] = {"standard": standard, "basis": BASIS_OF_SIDE[side], "newest": newest}
    kept = [
        "figure.standard = $standard",
        "figure.basis = $basis",
        "figure.is_newest = $newest",
        f"figure.org_code {'=' if is_england else '<>'} 'ENGLAND'",
        *_level(question),
    ]
    if question.first_month:
        kept.append("figure.month >= $first_month")
        values["first_month"] = question.first_month
    if question.last_month:
        kept.append("figure.month <= $last_month")
        values["last_month"] = question.last_month
    for cut, wanted in question.where.items():
        kept.append(f"list_contains(${cut}, {columns[cut]})")
        values[cut] = list(wanted)
    cuts = "".join(f"{column} AS {cut}, " for cut, column in columns.items())
    joined = (
        "INNER JOIN places AS place ON place.kind = figure.basis AND place.code = figure.org_code "
        "AND place.month = figure.month"
        if needs_place
        else ""
    )
    by_file = "" if newest else "figure.submission_id,"
    query = f"""
        SELECT
            {period} AS period, {cuts} {by_file}
            list_sort(list(DISTINCT figure.month)) AS months,
            sum(figure.total) AS total, sum(figure.within) AS within, sum(figure.breaches) AS breaches,
            CASE WHEN count(*) = count(figure.after_104) THEN sum(figure.after_104) END AS after_104,
            bool_or(figure.release = 'provisional') AS is_provisional,
            list_sort(list(DISTINCT submissions.file_name)) AS source_files
        FROM published_figures AS figure
        INNER JOIN submissions ON submissions.id = figure.submission_id
        {joined}
        WHERE {" AND ".join(kept)}
        GROUP BY ALL
        ORDER BY ALL
    """  # noqa: S608 - every part is a constant of this file; what a person wrote is bound
    rows: list[dict[str, Any]] = figures.sql(query, params=values).to_arrow_table().to_pylist()
    return rows


def held_months(figures: duckdb.DuckDBPyConnection, standard: str, side: Side) -> list[str]:
    """The months of which a standard's figures are held, in order."""
    rows = figures.execute(
        "SELECT DISTINCT month FROM published_figures WHERE standard = $standard AND basis = $basis ORDER BY month",
        {"standard": standard, "basis": BASIS_OF_SIDE[side]},
    ).fetchall()
    return [str(month) for (month,) in rows]


def _level(question: Question) -> list[str]:
    """Which level of detail answers: the one that tells apart just what is asked, so that nothing counts twice."""
    details = set(question.details)
    has = {
        "with_route": bool(details & {"route", "stage"}),
        "with_modality": "modality" in details,
        "with_cancer": "cancer_type" in details,
    }
    return [f"figure.{name} = {str(value).upper()}" for name, value in has.items()]
