"""Events and people by age band of each area, period and sex: what a rate by age is worked out from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from clearway.intake.indicators.groups import first_age
from clearway.measures.catalogue.places import Standardised
from clearway.measures.values.keeping import Conditions, kept_by
from clearway.measures.values.value import Asked
from clearway.records.observations import ALL
from clearway.stats.standard_population import ESP_2013

POPULATION = "population.mid_year"
PER = 100_000
WOMEN, MEN = SEXES = ("Female", "Male")

Key = tuple[str, date, date, str]
"""Area, first and last day, and sex."""


@dataclass(slots=True)
class CountsByAge:
    """What is known of one area, period and sex: events and people by age band, and where they were read."""

    name: str
    release: str
    publisher: str
    events: dict[str, float] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)
    people: dict[str, float] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


def counts_by_age(figures: duckdb.DuckDBPyConnection, place: Standardised, asked: Asked) -> Mapping[Key, CountsByAge]:
    """What is known of each area, period and sex, both sexes together being one of them where it is published."""
    cells: dict[Key, CountsByAge] = {}
    rates: dict[Key, dict[str, float]] = defaultdict(dict)
    for row in _rows(figures, place.indicator, place.category or ALL, asked):
        cell = cells.setdefault(
            _key(row), CountsByAge(row["area_name"] or row["area_code"], row["release"], row["publisher"])
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


def _add_populations(figures: duckdb.DuckDBPyConnection, cells: Mapping[Key, CountsByAge], asked: Asked) -> None:
    """People by age band, of the same area, year and sex, from loaded populations by age.

    Where a population is printed by sex only, everybody is women and men together.
    """
    people: dict[tuple[str, int, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    files: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for row in _rows(figures, POPULATION, ALL, asked):
        if row["value"] is None:
            continue
        key = (row["area_code"], row["period_end"].year, row["sex"])
        people[key][_band_of(first_age(row["age"]))] += row["value"]
        files[key].add(row["source_file"])
    for (area, _, last, sex), cell in cells.items():
        own = (area, last.year, sex)
        parts = (own,) if own in people or sex != ALL else tuple((area, last.year, one) for one in SEXES)
        if all(part in people for part in parts):
            cell.people = {age: sum(people[part].get(age, 0.0) for part in parts) for age in people[parts[0]]}
            cell.files |= set().union(*(files[part] for part in parts))


def _band_of(age: int) -> str:
    """The band of the standard population that an age lies in."""
    return [band for start, band in zip(ESP_2013.starts, ESP_2013.bands, strict=True) if start <= age][-1]


def _rows(figures: duckdb.DuckDBPyConnection, indicator: str, category: str, asked: Asked) -> list[dict[str, Any]]:
    also: Conditions = {
        "indicator = $indicator": {"indicator": indicator},
        "area_type = $area_type": {"area_type": asked.area_type},
        "category = $category": {"category": category},
        "age <> $all": {"all": ALL},
    }
    kept = kept_by(asked, also, area="area_code", day="year(period_end)", written=lambda day: day.year)
    query = f"SELECT * FROM newest_observations WHERE {kept.where}"  # noqa: S608 (names are ours)
    rows: list[dict[str, Any]] = figures.sql(query, params=kept.values).to_arrow_table().to_pylist()
    return rows


def _key(row: Mapping[str, Any]) -> Key:
    return row["area_code"], row["period_start"], row["period_end"], row["sex"]


def of_everybody(cells: Mapping[Key, CountsByAge]) -> Mapping[Key, CountsByAge]:
    """Cells of both sexes: those published, and the sum of women and men where only they are."""
    found = {key: cell for key, cell in cells.items() if key[-1] == ALL}
    for (area, start, end, sex), women in cells.items():
        key, men = (area, start, end, ALL), cells.get((area, start, end, MEN))
        if sex == WOMEN and men and key not in found:
            found[key] = _together(women, men)
    return found


def _together(women: CountsByAge, men: CountsByAge) -> CountsByAge:
    """Women and men of one place and period; what is held back of one of them is held back of both."""
    withheld = women.withheld | men.withheld | (women.events.keys() ^ men.events.keys())
    counted = women.events.keys() & men.events.keys()
    known = women.people.keys() & men.people.keys()
    return CountsByAge(
        women.name,
        women.release,
        women.publisher,
        events={age: women.events[age] + men.events[age] for age in counted},
        withheld=withheld,
        people={age: women.people[age] + men.people[age] for age in known},
        files=women.files | men.files,
    )
