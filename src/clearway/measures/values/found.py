"""The values of a measure: the first of its places that holds any."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import duckdb

from clearway.measures.catalogue.measure import Measure
from clearway.measures.catalogue.places import (
    Observations,
    OpenPathways,
    Place,
    Records,
    Standardised,
    Waits,
    WaitsRatio,
)
from clearway.measures.question import BASES_OF, DETAILS_OF, Basis
from clearway.measures.values.events import PARTS, event_values
from clearway.measures.values.observations import observed_values
from clearway.measures.values.standardised import standardised_values
from clearway.measures.values.value import GROUPS, Asked, MeasureValue
from clearway.measures.values.waiting import CountWaiting, waiting_values
from clearway.measures.values.waits import ratio_values, waits_values
from clearway.standards import RuleBook

OTHERWISE_BY = ("category", "sex")
"""What published values are told apart by where there is none of everybody together."""

PEOPLE = tuple(one for one in GROUPS if one in PARTS)
"""What records tell of a person, so that computed figures can be told apart by it."""


@dataclass(frozen=True, slots=True)
class FoundIn:
    """Where the values of an answer come from, and the values. Empty when no place of the measure holds any.

    `by` is what the values are told apart by: as asked, or where nobody publishes a value of everybody, what they are
    published by (cancer site, sex).
    """

    place: Place | None
    values: tuple[MeasureValue, ...]
    by: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What values are worked out on: an open analytical store, the rules, and who counts open pathways (or nobody)."""

    figures: duckdb.DuckDBPyConnection
    rules: RuleBook
    count_waiting: CountWaiting | None = None


def values_of(ground: Ground, measure: Measure, asked: Asked | None = None, *, nearest: bool = False) -> FoundIn:
    """The values of a measure as asked, from the first of its places, and the first basis, that holds any.

    Values of several places are never mixed. Each row is of one period, area and part; in order of area and period.
    `nearest` looks in the places of something like the measure, which must never be shown as the measure itself.
    """
    asked = asked or Asked()
    for place in measure.nearest if nearest else measure.found_in:
        for by in (asked.by,) if asked.by else ("", *OTHERWISE_BY):
            for values in _tries(ground, measure, place, replace(asked, by=by)):
                ordered = sorted(values, key=lambda one: (one.area, tuple(one.group.values()), one.period_end))
                return FoundIn(place, tuple(ordered), by)
    return FoundIn(None, ())


def _tries(ground: Ground, measure: Measure, place: Place, asked: Asked) -> list[Sequence[MeasureValue]]:
    """What each basis of a place holds, in the order asked for; only until one holds something."""
    for reader in _readers(ground, measure, place, asked):
        if values := reader():
            return [values]
    return []


def _readers(
    ground: Ground, measure: Measure, place: Place, asked: Asked
) -> list[Callable[[], Sequence[MeasureValue]]]:
    figures, rules, name = ground.figures, ground.rules, measure.id
    if isinstance(place, Observations):
        return [lambda: observed_values(figures, name, place, asked)] if "published" in asked.bases else []
    if isinstance(place, Standardised):
        return [lambda: standardised_values(figures, name, place, asked)] if "published" in asked.bases else []
    if isinstance(place, WaitsRatio):
        return [
            lambda basis=basis: ratio_values(figures, name, place, asked, rules, basis)  # type: ignore[misc]
            for basis in asked.bases
            if basis in place.above.bases
        ]
    if isinstance(place, Waits):
        return [
            lambda basis=basis: _of_waits(ground, name, place, asked, basis)  # type: ignore[misc]
            for basis in asked.bases
            if basis in place.bases and basis in BASES_OF.get(place.standard, ("published", "computed"))
        ]
    if "computed" not in asked.bases:
        return []
    if isinstance(place, Records):
        return [lambda: event_values(figures, name, place.count, asked, referral=place.referral)]
    if isinstance(place, OpenPathways) and ground.count_waiting:
        count_waiting = ground.count_waiting
        return [lambda: waiting_values(figures, name, place.count, asked, count_waiting)]
    return []


def _of_waits(ground: Ground, measure: str, place: Waits, asked: Asked, basis: Basis) -> Sequence[MeasureValue]:
    """From the position; told apart by who people are, from the records behind it."""
    if asked.by in PEOPLE:
        is_plain = not (place.stage_route or place.modality or place.cancer_type) and place.count == "within"
        if basis != "computed" or not is_plain or place.standard not in DETAILS_OF:
            return []
        return event_values(ground.figures, measure, "within", asked, standard=place.standard)
    return waits_values(ground.figures, measure, place, asked, ground.rules, basis)
