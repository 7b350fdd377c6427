"""Directly standardised rates worked out from published counts by age, where every age group has its population."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isnan
from typing import Any

import duckdb

from clearway.intake.indicators.groups import first_age
from clearway.measures.catalogue.places import Standardised
from clearway.measures.values.files import HeldFiles, held_files
from clearway.measures.values.keeping import Conditions, kept_by
from clearway.measures.values.limits import NONE, Limits, limits_of
from clearway.measures.values.value import Asked, MeasureValue
from clearway.records.observations import ALL
from clearway.stats.standard_population import ESP_2013, StandardPopulation
from clearway.stats.standardised_rate import METHOD, standardised_rate

POPULATION = "population.mid_year"
PER = 100_000
UNDER_75 = 75
WITHOUT_POPULATION = "an age group has no population"
WITHOUT_COUNT = "the count of an age group is held back or missing"

Key = tuple[str, date, date, str]
"""Area, first and last day, and sex."""


@dataclass(slots=True)
class _Cell:
    """What is known of one area, period and sex: events and people by age band, and where they were read."""

    name: str
    release: str
    publisher: str
    events: dict[str, float] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)
    people: dict[str, float] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


def standardised_values(
    figures: duckdb.DuckDBPyConnection, measure: str, place: Standardised, asked: Asked
) -> list[MeasureValue]:
    """One rate for each area, period and (told apart by it) sex, weighted to the European Standard Population 2013.

    Bands that the counts do not have at the young end are left out with their weights, and the note says from which
    age on it counts. Fewer than ten events give no rate, and neither does a count that is held back or missing among
    them: it is not 0. Source of the method: `stats.standardised_rate`.
    """
    if asked.by not in ("", "sex"):
        return []
    cells = _cells(figures, place, asked)
    weights = ESP_2013.under(UNDER_75) if place.ages == "under 75" else ESP_2013
    held = held_files(figures)
    return [_value(measure, asked, key, cell, weights, held) for key, cell in sorted(cells.items()) if cell.events]


def _cells(figures: duckdb.DuckDBPyConnection, place: Standardised, asked: Asked) -> Mapping[Key, _Cell]:
    cells: dict[Key, _Cell] = {}
    rates: dict[Key, dict[str, float]] = defaultdict(dict)
    for row in _rows(figures, place.indicator, place.category or ALL, asked):
        cell = cells.setdefault(
            _key(row), _Cell(row["area_name"] or row["area_code"], row["release"], row["publisher"])
        )
        if row["value"] is None:
            cell.withheld.add(row["age"])
        else:
            cell.events[row["age"]] = row["value"]
            cell.files.add(row["source_file"])
    if place.rates:
        for row in _rows(figures, place.rates, place.category or ALL, asked):
            if row["value"]:
                rates[_key(row)][row["age"]] = row["value"]
        for key, cell in cells.items():
            cell.people = {
                age: events * PER / rates[key][age] for age, events in cell.events.items() if age in rates[key]
            }
        return cells
    if cells:
        _add_populations(figures, cells, asked)
    return cells


def _add_populations(figures: duckdb.DuckDBPyConnection, cells: Mapping[Key, _Cell], asked: Asked) -> None:
    """People by age band, of the same area, year and sex, from loaded populations by age."""
    people: dict[tuple[str, int, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    files: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for row in _rows(figures, POPULATION, ALL, asked):
        if row["value"] is None:
            continue
        key = (row["area_code"], row["period_end"].year, row["sex"])
        people[key][_band_of(first_age(row["age"]))] += row["value"]
        files[key].add(row["source_file"])
    for (area, _, last, sex), cell in cells.items():
        cell.people = dict(people.get((area, last.year, sex), {}))
        cell.files |= files.get((area, last.year, sex), set())


def _band_of(age: int) -> str:
    """The band of the standard population that an age lies in."""
    return [band for start, band in zip(ESP_2013.starts, ESP_2013.bands, strict=True) if start <= age][-1]


def _rows(figures: duckdb.DuckDBPyConnection, indicator: str, category: str, asked: Asked) -> list[dict[str, Any]]:
    also: Conditions = {
        "indicator = $indicator": {"indicator": indicator},
        "area_type = $area_type": {"area_type": asked.area_type},
        "category = $category": {"category": category},
        "age <> $all": {"all": ALL},
        "sex <> $all" if asked.by == "sex" else "sex = $all": {"all": ALL},
    }
    kept = kept_by(asked, also, area="area_code", day="year(period_end)", written=lambda day: day.year)
    query = f"SELECT * FROM newest_observations WHERE {kept.where}"  # noqa: S608 (names are ours)
    rows: list[dict[str, Any]] = figures.sql(query, params=kept.values).to_arrow_table().to_pylist()
    return rows


def _key(row: Mapping[str, Any]) -> Key:
    return row["area_code"], row["period_start"], row["period_end"], row["sex"]


def _value(
    measure: str, asked: Asked, key: Key, cell: _Cell, standard: StandardPopulation, held: HeldFiles
) -> MeasureValue:
    area, start, end, sex = key
    used = [at for at, band in enumerate(standard.bands) if band in cell.events or band in cell.withheld]
    bands = [standard.bands[at] for at in range(used[0], len(standard.bands))] if used else []
    is_counted = all(band in cell.events for band in bands)
    is_whole = bool(bands) and is_counted and all(cell.people.get(band) for band in bands)
    rate = _rate(cell, bands, standard) if is_whole else None
    begins = int(standard.starts[used[0]]) if used else 0
    return MeasureValue(
        measure=measure,
        area_type=asked.area_type,
        area=area,
        area_name=cell.name,
        period_start=start,
        period_end=end,
        group={"sex": sex} if asked.by else {},
        numerator=sum(cell.events.get(band, 0) for band in bands) if bands else None,
        denominator=round(sum(cell.people.get(band, 0) for band in bands)) if is_whole else None,
        value=rate.value if rate else None,
        lower=rate.limits.lower if rate else None,
        upper=rate.limits.upper if rate else None,
        method=rate.limits.method if rate else "",
        basis="published",
        release=cell.release,
        publisher=f"{cell.publisher}; rate worked out by Clearway",
        source_files=tuple(sorted(cell.files)),
        as_at=held.newest(cell.files),
        note=_note(rate, begins, is_counted=is_counted),
    )


@dataclass(frozen=True, slots=True)
class _Rate:
    value: float | None
    limits: Limits
    note: str


def _rate(cell: _Cell, bands: Sequence[str], standard: StandardPopulation) -> _Rate:
    weights = dict(zip(standard.bands, standard.weights, strict=True))
    found = standardised_rate(
        [cell.events.get(band, 0.0) for band in bands],
        [cell.people[band] for band in bands],
        [weights[band] for band in bands],
        bands=list(bands),
    )
    value = float(found.value)
    if isnan(value):
        return _Rate(None, NONE, str(found.note))
    limits = limits_of(float(found.lower), float(found.upper), f"{METHOD}; {standard.name}")
    return _Rate(value, limits, str(found.note))


def _note(rate: _Rate | None, begins: int, *, is_counted: bool) -> str:
    if rate is None:
        return WITHOUT_POPULATION if is_counted else WITHOUT_COUNT
    words = [rate.note] if rate.note else []
    if begins:
        words.append(f"people from the age of {begins} on")
    return "; ".join(words)
