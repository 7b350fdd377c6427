"""Values that a publisher printed: as they stand, with limits of our own only where counts allow them."""

from collections.abc import Sequence
from typing import Any

import duckdb

from clearway.intake.indicators.series import series_table
from clearway.measures.catalogue.places import Observations
from clearway.measures.values.files import HeldFiles, held_files
from clearway.measures.values.keeping import Conditions, Kept, kept_by
from clearway.measures.values.limits import AS_PUBLISHED, NONE, Limits, people_limits, share_limits
from clearway.measures.values.value import GROUPS, Asked, MeasureValue
from clearway.records.observations import ALL
from clearway.standards.places import load_places

SUMMED = ("alliance", "region")
"""Kinds of area whose values may be summed from trusts; a column of `places` says where a trust stands."""

SUM_OF_TRUSTS = "sum of its trusts"
PEOPLE = "people"
TOLD_APART = (*GROUPS, "category")
"""What a published value can be told apart by."""

ROUNDING = 0.0051
"""How far a printed share may lie from its counts: publishers round to whole percents at worst."""

ONLY = {"Female": "women only", "Male": "men only"}
"""What is said of a category that is published for one sex alone, such as a cancer of the prostate."""

FLAGS = {"suppressed": "the publisher withheld it", "unavailable": "the publisher has none"}
"""Flags that say why there is no value, in words; any other flag stands as the publisher's own word."""


def observed_values(
    figures: duckdb.DuckDBPyConnection, measure: str, place: Observations, asked: Asked
) -> list[MeasureValue]:
    """The newest published values of a series, a row for each period, area and group, in their order.

    Without `by` those of everybody; where a definition names no category and none is asked for, the values of all
    categories together. A value that the publisher withheld keeps its row, with a note.
    """
    if asked.by and asked.by not in TOLD_APART:
        return []
    one_of_each = _one_of_each(figures, place, asked)
    rows = _rows(figures, asked, one_of_each) or _sums_of_trusts(figures, asked, one_of_each)
    held = held_files(figures)
    limits = _limits(_is_people(place.indicator), rows)
    return [_value(measure, asked, row, limit, held) for row, limit in zip(rows, limits, strict=True)]


def _rows(figures: duckdb.DuckDBPyConnection, asked: Asked, one_of_each: Conditions) -> list[dict[str, Any]]:
    kept = _kept(asked, one_of_each, asked.area_type, "area_code")
    query = f"""
        SELECT * FROM newest_observations WHERE {kept.where}
        ORDER BY area_code, period_start, period_end, {asked.by or "category"}
    """  # noqa: S608 (names are ours, values are parameters)
    rows: list[dict[str, Any]] = figures.sql(query, params=kept.values).to_arrow_table().to_pylist()
    return rows


def _one_of_each(figures: duckdb.DuckDBPyConnection, place: Observations, asked: Asked) -> Conditions:
    """The series, and what its rows say of people: one group of each kind, but all of what is told apart.

    Of a category that is published for one sex alone, that sex is everybody.
    """
    found: Conditions = {"indicator = $indicator": {"indicator": place.indicator}}
    whole = _whole(figures, place.indicator)
    by_category = asked.by == "category" or place.category
    alone = _of_one_sex(figures, place.indicator) if by_category and asked.by != "sex" else []
    for name in TOLD_APART:
        wanted = place.category if name == "category" and place.category else whole[name]
        is_told = name == asked.by
        kept: dict[str, Any] = {name: ALL if is_told else wanted}
        condition = f"{name} {'<>' if is_told else '='} ${name}"
        if name == "sex" and alone:
            condition, kept = f"({condition} OR list_contains($alone, category))", kept | {"alone": alone}
        found[condition] = kept
    return found


def _of_one_sex(figures: duckdb.DuckDBPyConnection, indicator: str) -> list[str]:
    """The categories of a series that are published for one sex alone, while others are for everybody."""
    query = """
        SELECT category FROM newest_observations WHERE indicator = $indicator
        GROUP BY category HAVING count(DISTINCT sex) = 1 AND min(sex) <> $all
    """
    return [str(name) for (name,) in figures.execute(query, {"indicator": indicator, "all": ALL}).fetchall()]


def _kept(asked: Asked, one_of_each: Conditions, area_type: str, area: str) -> Kept:
    """The rows of one kind of area; `area` is the column of the codes that were asked for."""
    conditions = {**one_of_each, "area_type = $area_type": {"area_type": area_type}}
    return kept_by(asked, conditions, area=area, day="period_end", written=lambda day: day)


def _whole(figures: duckdb.DuckDBPyConnection, indicator: str) -> dict[str, str]:
    """What stands for everybody in each column: `ALL`, or the one group that the whole series is about (60-74)."""
    asked = ", ".join(f"bool_or({one} = '{ALL}'), min({one}), max({one})" for one in TOLD_APART)
    query = f"SELECT {asked} FROM newest_observations WHERE indicator = $indicator"  # noqa: S608 (names are ours)
    (row,) = figures.execute(query, {"indicator": indicator}).fetchall()
    found = {name: row[3 * at : 3 * at + 3] for at, name in enumerate(TOLD_APART)}
    return {
        name: least if not has_all and least and least == most else ALL
        for name, (has_all, least, most) in found.items()
    }


def _sums_of_trusts(figures: duckdb.DuckDBPyConnection, asked: Asked, one_of_each: Conditions) -> list[dict[str, Any]]:
    """Shares of an alliance or region that nobody printed: the counts of its trusts, as they stood then, together.

    None for a series without counts: shares are never averaged.
    """
    if asked.area_type not in SUMMED:
        return []
    area = asked.area_type
    kept = _kept(asked, one_of_each, "provider", f"stood.{area}")
    query = f"""
        SELECT
            stood.{area} AS area_code, any_value(areas.name) AS area_name, period_start, period_end, sex, age,
            ethnicity, deprivation, category, sum(numerator) AS numerator, sum(denominator) AS denominator,
            sum(numerator) / sum(denominator) AS value, NULL AS lower, NULL AS upper, '{SUM_OF_TRUSTS}' AS flag,
            any_value(publisher) AS publisher, max(release) AS release,
            string_agg(DISTINCT source_file, ', ' ORDER BY source_file) AS source_file
        FROM newest_observations
        ASOF INNER JOIN (SELECT code, month, {area} FROM places WHERE kind = 'provider') AS stood
            ON stood.code = area_code AND strftime(period_end, '%Y-%m') >= stood.month
        LEFT JOIN areas ON areas.code = stood.{area}
        WHERE {kept.where} AND numerator IS NOT NULL AND denominator > 0
        GROUP BY ALL
        ORDER BY area_code, period_start, period_end, {asked.by or "category"}
    """  # noqa: S608 (names are ours, values are parameters)
    rows: list[dict[str, Any]] = figures.sql(query, params=kept.values).to_arrow_table().to_pylist()
    return rows


def _is_people(indicator: str) -> bool:
    """Whether the values of a series are numbers of people."""
    series = series_table().get(indicator)
    return series is not None and series.unit == PEOPLE


def _limits(are_people: bool, rows: Sequence[dict[str, Any]]) -> list[Limits]:
    """The publisher's own limits first; else ours, of numbers of people and of shares printed with their counts."""
    if are_people:
        ours = people_limits([row["value"] or 0.0 for row in rows])
        has_ours = [row["value"] is not None for row in rows]
    else:
        has_ours = [_is_share(row) for row in rows]
        counts = [
            (row["numerator"], row["denominator"]) if ok else (0, 1) for row, ok in zip(rows, has_ours, strict=True)
        ]
        ours = share_limits([part for part, _ in counts], [whole for _, whole in counts])
    return [
        Limits(row["lower"], row["upper"], AS_PUBLISHED) if row["lower"] is not None else limit if ok else NONE
        for row, ok, limit in zip(rows, has_ours, ours, strict=True)
    ]


def _is_share(row: dict[str, Any]) -> bool:
    """Whether a value is the printed numerator out of the printed denominator, as far as its rounding tells."""
    if row["value"] is None or row["numerator"] is None or not row["denominator"]:
        return False
    return bool(abs(row["value"] - row["numerator"] / row["denominator"]) <= ROUNDING)


def _value(measure: str, asked: Asked, row: dict[str, Any], limits: Limits, held: HeldFiles) -> MeasureValue:
    return MeasureValue(
        measure=measure,
        area_type=asked.area_type,
        area=row["area_code"],
        area_name=row["area_name"] or load_places().name(row["area_code"]),
        period_start=row["period_start"],
        period_end=row["period_end"],
        group={asked.by: row[asked.by]} if asked.by else {},
        numerator=row["numerator"],
        denominator=row["denominator"],
        value=row["value"],
        lower=limits.lower,
        upper=limits.upper,
        method=limits.method,
        basis="published",
        release=row["release"],
        publisher=row["publisher"],
        source_files=(row["source_file"],),
        as_at=held.newest((row["source_file"],)),
        note=_note(row, asked),
    )


def _note(row: dict[str, Any], asked: Asked) -> str:
    """Why a value is missing or weak, and whom a category leaves out."""
    only = ONLY.get(row["sex"], "") if asked.by == "category" else ""
    return "; ".join(filter(None, (only, FLAGS.get(row["flag"], row["flag"]))))
