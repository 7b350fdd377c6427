"""Rates worked out from published counts by age: directly standardised, or of each age group by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isnan

import duckdb

from clearway.measures.catalogue.places import Standardised
from clearway.measures.values.counts_by_age import PER, CountsByAge, Key, counts_by_age, of_everybody
from clearway.measures.values.files import HeldFiles, held_files
from clearway.measures.values.limits import NONE, Limits, limits_of
from clearway.measures.values.value import Asked, MeasureValue
from clearway.records.observations import ALL
from clearway.stats.rate import rate as crude_rate
from clearway.stats.standard_population import ESP_2013, StandardPopulation
from clearway.stats.standardised_rate import METHOD, standardised_rate

UNDER_75 = 75
WITHOUT_POPULATION = "an age group has no population"
OWN_AGE = "the rate of this age group by itself, not standardised"
WITHOUT_COUNT = "the count of an age group is held back or missing"


def standardised_values(
    figures: duckdb.DuckDBPyConnection, measure: str, place: Standardised, asked: Asked
) -> list[MeasureValue]:
    """One rate for each area, period and (told apart by it) sex, weighted to the European Standard Population 2013.

    Told apart by age, the crude rate of each age group instead. Where only women and men are published, everybody is
    the two added up: events to events, people to people.

    Bands that the counts do not have at the young end are left out with their weights, and the note says from which
    age on it counts. Fewer than ten events give no rate, and neither does a count that is held back or missing among
    them: it is not 0. Source of the method: `stats.standardised_rate`.
    """
    if asked.by not in ("", "sex", "age"):
        return []
    cells = counts_by_age(figures, place, asked)
    kept = cells if asked.by == "sex" else of_everybody(cells)
    weights = ESP_2013.under(UNDER_75) if place.ages == "under 75" else ESP_2013
    held = held_files(figures)
    told = _by_age if asked.by == "age" else _weighted
    return [
        value
        for key, cell in sorted(kept.items())
        if cell.events and (key[-1] == ALL) != (asked.by == "sex")
        for value in told(measure, asked, key, cell, weights, held)
    ]


def _weighted(
    measure: str, asked: Asked, key: Key, cell: CountsByAge, standard: StandardPopulation, held: HeldFiles
) -> Iterator[MeasureValue]:
    """The standardised rate of a cell, or the row without one that says why."""
    used = [at for at, band in enumerate(standard.bands) if band in cell.events or band in cell.withheld]
    bands = [standard.bands[at] for at in range(used[0], len(standard.bands))] if used else []
    is_counted = all(band in cell.events for band in bands)
    is_whole = bool(bands) and is_counted and all(cell.people.get(band) for band in bands)
    rate = _rate(cell, bands, standard) if is_whole else None
    begins = int(standard.starts[used[0]]) if used else 0
    counted = sum(cell.events.get(band, 0) for band in bands) if bands else None
    people = round(sum(cell.people.get(band, 0) for band in bands)) if is_whole else None
    yield replace(
        _plain(measure, asked, key, cell, held),
        group={"sex": key[-1]} if asked.by == "sex" else {},
        numerator=counted,
        denominator=people,
        value=rate.value if rate else None,
        lower=rate.limits.lower if rate else None,
        upper=rate.limits.upper if rate else None,
        method=rate.limits.method if rate else "",
        note=_note(rate, begins, is_counted=is_counted),
    )


def _by_age(
    measure: str, asked: Asked, key: Key, cell: CountsByAge, standard: StandardPopulation, held: HeldFiles
) -> Iterator[MeasureValue]:
    """The crude rate of each age group that is counted and whose people are known, the youngest first."""
    bands = [band for band in standard.bands if band in cell.events and cell.people.get(band)]
    found = crude_rate([cell.events[band] for band in bands], [cell.people[band] for band in bands], multiplier=PER)
    numbers = zip(found.value.tolist(), found.lower.tolist(), found.upper.tolist(), found.method.tolist(), strict=True)
    for band, (value, lower, upper, method) in zip(bands, numbers, strict=True):
        yield replace(
            _plain(measure, asked, key, cell, held),
            group={"age": band},
            numerator=cell.events[band],
            denominator=round(cell.people[band]),
            value=value,
            lower=lower,
            upper=upper,
            method=method,
            note=OWN_AGE,
        )


def _plain(measure: str, asked: Asked, key: Key, cell: CountsByAge, held: HeldFiles) -> MeasureValue:
    """A value of a cell with its source, before its number is known."""
    area, start, end, _ = key
    return MeasureValue(
        measure=measure,
        area_type=asked.area_type,
        area=area,
        area_name=cell.name,
        period_start=start,
        period_end=end,
        value=None,
        basis="published",
        release=cell.release,
        publisher=f"{cell.publisher}; rate worked out by Clearway",
        source_files=tuple(sorted(cell.files)),
        as_at=held.newest(cell.files),
    )


@dataclass(frozen=True, slots=True)
class _Rate:
    value: float | None
    limits: Limits
    note: str


def _rate(cell: CountsByAge, bands: Sequence[str], standard: StandardPopulation) -> _Rate:
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
