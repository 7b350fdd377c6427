"""The published position: one file answers for each month and standard, and no total is added to its parts."""

from datetime import datetime
from typing import Any, NamedTuple

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
TODAYS_COLUMNS = {
    **PLACE_COLUMNS,
    "region": "todays.region",
    "alliance": "todays.alliance",
    "icb": "todays.icb",
    "commissioner": "todays.today",
    "provider": "todays.today",
}
"""The same under the organisations of today (`todays_organisations.TABLE`)."""

DETAIL_COLUMNS = {
    "cancer_type": "figure.cancer_type",
    "route": "figure.stage_route",
    "stage": "figure.stage_route",
    "modality": "figure.modality",
    "care_setting": "figure.stage_route",
}
KNOWN_THEN = """
    INNER JOIN (
        SELECT
            one.submission_id, one.month,
            one.answers_as = min(one.answers_as) OVER (PARTITION BY one.month) AS is_newest
        FROM (
            SELECT DISTINCT figure.submission_id, figure.month, figure.answers_as
            FROM published_figures AS figure
            WHERE figure.standard = $standard AND figure.basis = $basis AND {level}
        ) AS one
        INNER JOIN submissions AS source ON source.id = one.submission_id
        WHERE source.received_at < $known_until
    ) AS known ON known.submission_id = figure.submission_id AND known.month = figure.month
"""
"""The release that answered for each month at a moment: the first of those known then, in the order of `answers_as`."""

TODAY = " INNER JOIN todays_place AS todays ON todays.kind = figure.basis AND todays.code = figure.org_code"
THEN = (
    " INNER JOIN places AS place ON place.kind = figure.basis AND place.code = figure.org_code"
    " AND place.month = figure.month"
)
"""Where an organisation stands today, and where it stood in the month of a figure."""

BASIS_OF_SIDE: dict[Side, str] = {"trusts": "provider", "residents": "commissioner"}


def published_rows(
    figures: duckdb.DuckDBPyConnection, question: Question, standard: str, side: Side, *, newest: bool = True
) -> list[dict[str, Any]]:
    """The figures of one standard and one side as plain rows.

    A row holds `period`, `months`, the cuts, `total`, `within`, `breaches`, `after_104`, `is_provisional` and
    `source_files`; under the organisations of today also `summed`, those that a row sums as they were. With
    `newest=False` every release that is not the newest, one row for each file.
    """
    asked = _asked(question, standard, side, newest=newest)
    by_file = "" if newest else "figure.submission_id,"
    query = f"""
        SELECT
            {asked.period} AS period, {asked.cuts} {by_file}
            list_sort(list(DISTINCT figure.month)) AS months,
            sum(figure.total) AS total, sum(figure.within) AS within, sum(figure.breaches) AS breaches,
            CASE WHEN count(*) = count(figure.after_104) THEN sum(figure.after_104) END AS after_104,
            bool_or(figure.release = 'provisional') AS is_provisional,
            list_sort(list(DISTINCT submissions.file_name)) AS source_files
            {", list_sort(list(DISTINCT figure.org_code)) AS summed" if asked.is_todays else ""}
        FROM published_figures AS figure
        INNER JOIN submissions ON submissions.id = figure.submission_id
        {asked.joined}
        WHERE {asked.kept}
        GROUP BY ALL
        ORDER BY ALL
    """  # noqa: S608 - every part is a constant of this file; what a person wrote is bound
    rows: list[dict[str, Any]] = figures.sql(query, params=asked.values).to_arrow_table().to_pylist()
    return rows


class _Asked(NamedTuple):
    """A question in SQL: its period, columns, joins and conditions, and the values that they name."""

    period: str
    cuts: str
    joined: str
    kept: str
    values: dict[str, Any]
    is_todays: bool


def _asked(question: Question, standard: str, side: Side, *, newest: bool) -> _Asked:
    is_england = not set(question.places) - {"england"}
    is_todays = question.organisations == "now" and not is_england
    place_columns = TODAYS_COLUMNS if is_todays else PLACE_COLUMNS
    columns = {cut: {**place_columns, **DETAIL_COLUMNS}[cut] for cut in question.cuts}
    values: dict[str, Any] = {"standard": standard, "basis": BASIS_OF_SIDE[side], "newest": newest}
    answering = "coalesce(known.is_newest, FALSE)" if question.known_until else "figure.is_newest"
    kept = [
        "figure.standard = $standard",
        "figure.basis = $basis",
        f"{answering} = $newest",
        f"figure.org_code {'=' if is_england else '<>'} 'ENGLAND'",
        *_level(question),
    ]
    for name, sign, bound in (("first_month", ">=", question.first_month), ("last_month", "<=", question.last_month)):
        if bound:
            kept.append(f"figure.month {sign} ${name}")
            values[name] = bound
    for cut, wanted in question.where.items():
        kept.append(f"list_contains(${cut}, {columns[cut]})")
        values[cut] = list(wanted)
    if question.known_until:
        values["known_until"] = question.known_until
    return _Asked(
        period=financial_year("figure.month") if question.by_year else "figure.month",
        cuts="".join(f"{column} AS {cut}, " for cut, column in columns.items()),
        joined=_joined(question, is_todays=is_todays),
        kept=" AND ".join(kept),
        values=values,
        is_todays=is_todays,
    )


def _joined(question: Question, *, is_todays: bool) -> str:
    """What was known at the moment asked about, and where each organisation stood: then, or today."""
    known = KNOWN_THEN.format(level=" AND ".join(_level(question))) if question.known_until else ""
    if is_todays:
        return known + TODAY
    return known + (THEN if {"region", "alliance", "icb"} & set(question.places) else "")


def held_months(
    figures: duckdb.DuckDBPyConnection, standard: str, side: Side, *, known_until: datetime | None = None
) -> list[str]:
    """The months of which a standard's figures are held, in order; those held before a moment when one is given."""
    rows = figures.execute(
        """
        SELECT DISTINCT month
        FROM published_figures
        INNER JOIN submissions ON submissions.id = published_figures.submission_id
        WHERE standard = $standard AND basis = $basis
            AND ($known_until::TIMESTAMPTZ IS NULL OR submissions.received_at < $known_until::TIMESTAMPTZ)
        ORDER BY month
        """,
        {"standard": standard, "basis": BASIS_OF_SIDE[side], "known_until": known_until},
    ).fetchall()
    return [str(month) for (month,) in rows]


def _level(question: Question) -> list[str]:
    """Which level of detail answers: the one that tells apart just what is asked, so that nothing counts twice."""
    details = set(question.details)
    has = {
        "with_route": bool(details & {"route", "stage", "care_setting"}),
        "with_modality": "modality" in details,
        "with_cancer": "cancer_type" in details,
    }
    return [f"figure.{name} = {str(value).upper()}" for name, value in has.items()]
