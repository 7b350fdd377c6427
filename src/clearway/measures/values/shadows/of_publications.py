"""The shadow of published values: providers missing from a month, the known part of a share, or that nobody tells."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from clearway.intake.indicators.series import KnownPart
from clearway.measures.months import month_of
from clearway.measures.values.shadow import PROVIDERS, Lacking, Shadow, lowest_and_highest
from clearway.measures.values.shadows.left_out import has_tables
from clearway.measures.values.shadows.reporting import Reporting, reporting
from clearway.measures.values.value import MeasureValue
from clearway.records.observations import ALL
from clearway.standards.places import ENGLAND
from clearway.stats.missing import bounds_when_incomplete

REPORTED = "expected from the months around it have reported"
NOT_PRINTED = "The publisher does not print how much is missing behind this value."
OR_CLOSED = "One that closed or merged looks the same."
NO_MONTHS_NEAR = "No two months near it are held, so that a missing provider would not be noticed."
WAITS_NOT_PRINTED = (
    "NHS England does not print how many records trusts could not send or were left out. The trusts' own records, "
    "loaded here, would tell."
)
SUMS = {"england": f"'{ENGLAND}'", "region": "stood.region", "alliance": "stood.alliance"}
"""Kinds of area that are sums of providers, and which of them a provider belonged to in a month."""

ByArea = Mapping[str, Mapping[str, Reporting]]
Names = Mapping[str, str]


def of_waits(
    figures: duckdb.DuckDBPyConnection, standard: str, area_type: str, values: Sequence[MeasureValue]
) -> list[Shadow]:
    """A shadow for each published value of a standard: who is missing from a sum of providers."""
    if area_type not in SUMS or not has_tables(figures, frozenset({"published_figures", "places"})):
        return [Shadow(untold=WAITS_NOT_PRINTED) for _ in values]
    query = f"""
        SELECT {SUMS[area_type]} AS area, figure.month, figure.org_code, CAST(max(figure.total) AS DOUBLE)
        FROM published_figures AS figure
        INNER JOIN places AS stood
            ON stood.kind = 'provider' AND stood.code = figure.org_code AND stood.month = figure.month
        WHERE figure.is_newest AND figure.standard = $standard AND figure.basis = 'provider'
        GROUP BY ALL
    """  # noqa: S608 (every part is a constant of ours)
    rows = figures.execute(query, {"standard": standard}).fetchall()
    named = "SELECT code, arg_max(name, month) FROM places WHERE kind = 'provider' GROUP BY code"
    return _of_reporting(rows, _names(figures.execute(named).fetchall()), values, WAITS_NOT_PRINTED)


def _names(rows: Sequence[Any]) -> dict[str, str]:
    return {str(code): str(name) for code, name in rows if name}


def of_providers(
    figures: duckdb.DuckDBPyConnection, indicator: str, category: str, area_type: str, values: Sequence[MeasureValue]
) -> list[Shadow]:
    """A shadow for each monthly value of a series that is published by provider: who is missing from a sum of them."""
    if area_type not in SUMS or not has_tables(figures, frozenset({"newest_observations", "places"})):
        return [Shadow(untold=NOT_PRINTED) for _ in values]
    query = f"""
        SELECT {SUMS[area_type]} AS area, strftime(period_end, '%Y-%m'), area_code, max(coalesce(denominator, value))
        FROM newest_observations
        ASOF LEFT JOIN (SELECT * FROM places WHERE kind = 'provider') AS stood
            ON stood.code = area_code AND strftime(period_end, '%Y-%m') >= stood.month
        WHERE indicator = $indicator AND area_type = 'provider' AND category = $category
        GROUP BY ALL
    """  # noqa: S608 (every part is a constant of ours)
    rows = figures.execute(query, {"indicator": indicator, "category": category or ALL}).fetchall()
    printed = (
        "SELECT DISTINCT area_code, area_name FROM newest_observations WHERE indicator = ? AND area_type = 'provider'"
    )
    return _of_reporting(rows, _names(figures.execute(printed, [indicator]).fetchall()), values, NOT_PRINTED)


def of_known_part(
    figures: duckdb.DuckDBPyConnection, known_part: KnownPart, values: Sequence[MeasureValue]
) -> list[Shadow]:
    """A shadow for each value of a series whose known part another series tells, where that is held."""
    query = """
        SELECT area_code, period_start, period_end, numerator, denominator, value FROM newest_observations
        WHERE indicator = $indicator AND value IS NOT NULL
            AND sex = $all AND age = $all AND ethnicity = $all AND deprivation = $all AND category = $all
    """
    rows = figures.execute(query, {"indicator": known_part.series, "all": ALL}).fetchall()
    held = {tuple(row[:3]): row[3:] for row in rows}
    return [_known_part(one, held, known_part) for one in values]


def untold(values: Sequence[MeasureValue], words: str = NOT_PRINTED) -> list[Shadow]:
    """The shadow of values of which nobody tells how much is missing."""
    return [Shadow(untold=words)] * len(values)


def _known_part(value: MeasureValue, held: Mapping[Any, Any], known_part: KnownPart) -> Shadow:
    found = None if value.group else held.get((value.area, value.period_start, value.period_end))
    if found is None:
        return Shadow(of=known_part.of, untold=f"{known_part.missing} What would tell: {known_part.would_tell}")
    known, expected, share = found
    ((lowest, highest),) = lowest_and_highest(bounds_when_incomplete([value.value], [share]))
    return Shadow(
        of=known_part.of,
        had=known_part.had,
        known=known,
        expected=expected,
        completeness=share,
        lowest=lowest,
        highest=highest,
    )


def _of_reporting(rows: Sequence[Any], names: Names, values: Sequence[MeasureValue], words: str) -> list[Shadow]:
    people: defaultdict[str, defaultdict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for area, month, code, number in rows:
        people[area][month][code] = number or 0.0
    found = {area: reporting(months) for area, months in people.items()}
    return [_reported(one, found, names, words) for one in values]


def _reported(value: MeasureValue, found: ByArea, names: Names, words: str) -> Shadow:
    told = found.get(value.area, {}).get(month_of(value.period_end))
    if told is None:
        return Shadow(untold=f"{NO_MONTHS_NEAR} {words}")
    expected = told.reported + len(told.missing)
    lacking = tuple(
        Lacking(code, f"{names.get(code, code)}, about {number:,.0f} people in a month around it. {OR_CLOSED}", 1)
        for code, number in sorted(told.missing.items(), key=lambda one: -one[1])
    )
    return Shadow(
        of=PROVIDERS,
        had=REPORTED,
        known=told.reported,
        expected=expected,
        completeness=told.reported / expected if expected else None,
        lacking=lacking,
        untold=words,
    )
