"""The data-quality shadow beside each value of an answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from clearway.intake.indicators.series import series_table
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
from clearway.measures.catalogue.telling import behind
from clearway.measures.catalogue.vocabulary import Late
from clearway.measures.values.events import MEDIAN, event_counts
from clearway.measures.values.found import FoundIn, Ground, values_of
from clearway.measures.values.shadow import Shadow
from clearway.measures.values.shadows.of_publications import of_known_part, of_providers, of_waits, untold
from clearway.measures.values.shadows.of_records import NOT_SENT, of_records
from clearway.measures.values.value import Asked, MeasureValue

MONTHLY = "monthly"
MORE_RECORDS = Late(
    "Records that trusts send later may still change it: later extracts add to earlier ones.",
    "the files of records, which say themselves that they are provisional",
    "stated",
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a shadow is asked for: the ground, the measure, the kind of area and values of one basis."""

    ground: Ground
    measure: Measure
    area_type: str
    values: Sequence[MeasureValue]

    @property
    def is_computed(self) -> bool:
        return self.values[0].basis == "computed"


def shadowed(ground: Ground, measure: Measure, area_type: str, found: FoundIn) -> FoundIn:
    """The same values, each with its shadow.

    For values that are not asked to be told apart: of groups it is told how many people say which they belong to, once
    small groups are hidden (`of_groups`).
    """
    if found.place is None or not found.values:
        return found
    asked = _Asked(ground, measure, area_type, found.values)
    shadows = TELLERS[type(found.place)](asked, found.place)
    newest: dict[str, Any] = {}
    for one in found.values:
        newest[one.area] = max(newest.get(one.area, one.period_end), one.period_end)
    values = tuple(
        replace(one, shadow=_with_late(shadow, late_of(found.place, one, is_newest=one.period_end == newest[one.area])))
        for one, shadow in zip(found.values, shadows, strict=True)
    )
    return replace(found, values=values)


def values_with_shadows(ground: Ground, measure: Measure, asked: Asked) -> FoundIn:
    """What `values_of` answers, each value with its shadow as far as it may be shown.

    Where somebody sees computed values under a rule, a hidden value has no shadow and the others a coarse one: exact
    numbers of records would undo what was hidden and rounded.
    """
    found = shadowed(ground, measure, asked.area_type, values_of(replace(ground, shown=None), measure, asked))
    if ground.shown is None or not found.values:
        return found
    shown = ground.shown(measure, replace(asked, by=found.by), found)
    if shown is found:
        return found
    return replace(shown, values=tuple(map(_as_shown, shown.values)))


def _as_shown(value: MeasureValue) -> MeasureValue:
    if value.basis == "published" or value.shadow is None:
        return value
    is_hidden = value.value is None and value.denominator is None
    return replace(value, shadow=None if is_hidden else value.shadow.coarse)


def late_of(place: Place, value: MeasureValue, *, is_newest: bool) -> Late | None:
    """That a value may still change: one that is provisional, or the newest where no release is told apart."""
    is_open = value.release == "provisional" or (is_newest and value.release == "as published")
    if not is_open:
        return None
    return MORE_RECORDS if value.basis == "computed" else behind(place).late


def _with_late(shadow: Shadow, late: Late | None) -> Shadow:
    return replace(shadow, late=late) if late else shadow


def _of_waits(asked: _Asked, place: Waits) -> list[Shadow]:
    if not asked.is_computed:
        return of_waits(asked.ground.figures, place.standard, asked.area_type, asked.values)
    return of_records(
        asked.ground.figures, asked.ground.rules, place.standard, asked.area_type, asked.values,
        has_bounds=place.count != "total",
    )  # fmt: skip


def _of_ratio(asked: _Asked, place: WaitsRatio) -> list[Shadow]:
    if not asked.is_computed:
        return of_waits(asked.ground.figures, place.above.standard, asked.area_type, asked.values)
    return of_records(
        asked.ground.figures, asked.ground.rules, place.above.standard, asked.area_type, asked.values, has_bounds=False
    )


def _of_counts(asked: _Asked, place: Records) -> list[Shadow]:
    count = event_counts()[place.count]
    return of_records(
        asked.ground.figures, asked.ground.rules, count.standard, asked.area_type, asked.values,
        count=count, has_bounds=place.count != MEDIAN,
    )  # fmt: skip


def _of_observations(asked: _Asked, place: Observations) -> list[Shadow]:
    series = series_table().get(place.indicator)
    if series and series.known_part:
        return of_known_part(asked.ground.figures, series.known_part, asked.values)
    if asked.measure.periodicity == MONTHLY and not any(one.group for one in asked.values):
        return of_providers(asked.ground.figures, place.indicator, place.category, asked.area_type, asked.values)
    return untold(asked.values)


TELLERS: dict[type[Place], Callable[[_Asked, Any], list[Shadow]]] = {
    Waits: _of_waits,
    WaitsRatio: _of_ratio,
    Records: _of_counts,
    Observations: _of_observations,
    OpenPathways: lambda asked, _: untold(asked.values, NOT_SENT),
    Standardised: lambda asked, _: untold(asked.values),
}
"""By the kind of place, what tells the shadow of its values."""
