"""The values of a measure: the first of its places that holds any."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

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
from clearway.measures.question import Basis
from clearway.measures.values.events import PARTS, event_values
from clearway.measures.values.observations import observed_values
from clearway.measures.values.standardised import standardised_values
from clearway.measures.values.value import GROUPS, Asked, MeasureValue
from clearway.measures.values.waiting import CountWaiting, waiting_values
from clearway.measures.values.waits import ratio_values, waits_values
from clearway.standards import RuleBook
from clearway.stats.disclosure import LOCAL_BELOW_5, DisclosureRule

OTHERWISE_BY = ("category", "sex")
"""What published values are told apart by where there is none of everybody together."""

PEOPLE = tuple(one for one in GROUPS if one in PARTS)
"""What records tell of a person, so that computed figures can be told apart by it."""


@dataclass(frozen=True, slots=True)
class FoundIn:
    """Where the values of an answer come from, and the values. Empty when no place of the measure holds any.

    `by` is what the values are told apart by: as asked, or where nobody publishes a value of everybody, what they are
    published by (cancer site, sex). `small` is the rule by which small groups of it are hidden when they stand side by
    side.
    """

    place: Place | None
    values: tuple[MeasureValue, ...]
    by: str = ""
    small: DisclosureRule = LOCAL_BELOW_5


@dataclass(frozen=True, slots=True)
class Ground:
    """What values are worked out on: an open analytical store, the rules, and who counts open pathways (or nobody).

    `shown` makes of an answer what may be shown to whom it is for; None where nothing is kept from them.
    """

    figures: duckdb.DuckDBPyConnection
    rules: RuleBook
    count_waiting: CountWaiting | None = None
    shown: "Shown | None" = None


Shown = Callable[[Measure, Asked, FoundIn], FoundIn]
"""What of an answer may be shown: of a measure, as asked. Where nothing is kept back, the very same answer."""


def values_of(ground: Ground, measure: Measure, asked: Asked | None = None, *, nearest: bool = False) -> FoundIn:
    """The values of a measure as asked, from the first of its places, and the first basis, that holds any.

    Values of several places are never mixed. Each row is of one period, area and part; in order of area and period.
    `nearest` looks in the places of something like the measure, which must never be shown as the measure itself.
    """
    asked = asked or Asked()
    for place in measure.nearest if nearest else measure.found_in:
        for by in (asked.by,) if asked.by else ("", *OTHERWISE_BY):
            if values := _first(ground, measure, place, replace(asked, by=by)):
                ordered = sorted(values, key=lambda one: (one.area, tuple(one.group.values()), one.period_end))
                found = FoundIn(place, tuple(ordered), by)
                return ground.shown(measure, replace(asked, by=by), found) if ground.shown else found
    return FoundIn(None, ())


def _first(ground: Ground, measure: Measure, place: Place, asked: Asked) -> Sequence[MeasureValue]:
    """What a place holds on the first basis, in the order asked for, on which it holds anything."""
    reader = READERS[type(place)]
    bases = reader.bases(place)
    tried = (reader.read(ground, measure.id, place, asked, basis) for basis in asked.bases if basis in bases)
    return next(filter(None, tried), ())


def _of_waits(ground: Ground, measure: str, place: Waits, asked: Asked, basis: Basis) -> Sequence[MeasureValue]:
    """From the position; told apart by who people are, from the records behind it."""
    if asked.by in PEOPLE:
        is_plain = not (place.stage_route or place.modality or place.cancer_type) and place.count == "within"
        if basis != "computed" or not is_plain:
            return []
        return event_values(ground.figures, measure, "within", asked, standard=place.standard)
    return waits_values(ground.figures, measure, place, asked, ground.rules, basis)


def _of_open(ground: Ground, measure: str, place: OpenPathways, asked: Asked, basis: Basis) -> Sequence[MeasureValue]:
    """From the tracking list, where somebody counts it."""
    del basis
    if ground.count_waiting is None:
        return []
    return waiting_values(ground.figures, measure, place.count, asked, ground.count_waiting)


class Reader(NamedTuple):
    """Which bases a place may have values on, and what reads those of one."""

    bases: Callable[[Any], tuple[Basis, ...]]
    read: Callable[[Ground, str, Any, Asked, Basis], Sequence[MeasureValue]]


READERS: dict[type[Place], Reader] = {
    Waits: Reader(lambda place: place.bases, _of_waits),
    WaitsRatio: Reader(
        lambda place: place.above.bases,
        lambda on, measure, place, asked, basis: ratio_values(on.figures, measure, place, asked, on.rules, basis),
    ),
    OpenPathways: Reader(lambda _: ("computed",), _of_open),
    Records: Reader(
        lambda _: ("computed",),
        lambda on, measure, place, asked, _: event_values(
            on.figures, measure, place.count, asked, referral=place.referral
        ),
    ),
    Observations: Reader(
        lambda _: ("published",),
        lambda on, measure, place, asked, _: observed_values(on.figures, measure, place, asked),
    ),
    Standardised: Reader(
        lambda _: ("published",),
        lambda on, measure, place, asked, _: standardised_values(on.figures, measure, place, asked),
    ),
}
"""By the kind of place, what reads its values."""
