"""Two areas side by side: whether their values differ, by a test of the difference itself.

Whether two intervals overlap is no such test: they may overlap and the areas differ all the same.
"""

from dataclasses import dataclass

import numpy as np

from clearway.measures.catalogue.measure import Measure
from clearway.measures.comparison.peers import SIGNS
from clearway.measures.comparison.sentences import points
from clearway.measures.values import MeasureValue
from clearway.stats.difference import NEWCOMBE, difference_of_proportions
from clearway.stats.distribution import two_sided
from clearway.stats.estimate import normal_quantile

CANNOT_TELL = "cannot tell"
NOT_COMPARED = "not compared"
FROM_LIMITS = "difference of two values, their errors read back from their limits"
FROM_LIMITS_NOTE = (
    "Published without counts: the errors are read back from the limits, as if these were symmetric. "
    "Near 0% or 100%, or with few people, that is rough."
)

DIFFERENT_TIMES = "the values are not of the same time"
DIFFERENT_BASES = "one is published and the other computed from records"
COUNTS = "counts of places of different size say nothing when set side by side"
NO_VALUE = "one of them has no value"
NO_LIMITS = "published without counts and without limits"

COUNTED_UNITS = ("people", "questions")
LABELS = {1: ("better", "worse"), -1: ("worse", "better"), 0: ("higher", "lower")}
"""What the first is called when it lies above the second, and below it, by which way is better."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first less the second, as values are kept, with its limits and the chance of one this large by chance alone.

    `label` says how the first stands to the second: better, worse, higher, lower, cannot tell or not compared; `note`
    why it was not compared, or what to beware of.
    """

    label: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    chance: float | None = None
    method: str = ""
    note: str = ""
    level: float = 0.95


def difference_of(first: MeasureValue, second: MeasureValue, measure: Measure, *, level: float = 0.95) -> Difference:
    """How the first value stands to the second.

    Shares with counts by Newcombe's limits of the difference; other values with limits by a normal test whose errors
    are read back from these limits. Counts of people, values of different times and of different bases are not
    compared. The areas must not overlap. Source: `stats.difference`.
    """
    if why := _why_not(first, second, measure):
        return Difference(NOT_COMPARED, note=why, level=level)
    return _of_counts(first, second, measure, level) or _of_limits(first, second, measure, level)


def _why_not(first: MeasureValue, second: MeasureValue, measure: Measure) -> str:
    if first.value is None or second.value is None:
        return NO_VALUE
    if (first.period_start, first.period_end) != (second.period_start, second.period_end):
        return DIFFERENT_TIMES
    if first.basis != second.basis:
        return DIFFERENT_BASES
    return COUNTS if measure.unit.key in COUNTED_UNITS else ""


def _of_counts(first: MeasureValue, second: MeasureValue, measure: Measure, level: float) -> Difference | None:
    """By the counts; None where a value is no share of counts."""
    numbers = (first.numerator, first.denominator, second.numerator, second.denominator)
    if measure.unit.key != "percent" or None in numbers or not (first.denominator and second.denominator):
        return None
    if not all(_is_share(one) for one in (first, second)):
        return None
    found = difference_of_proportions(*numbers, level=level)  # type: ignore[arg-type]
    value, lower, upper = float(found.value), float(found.lower), float(found.upper)
    label = _label(value, lower, upper, measure)
    return Difference(label, value, lower, upper, float(found.p), NEWCOMBE, level=level)


def _is_share(value: MeasureValue) -> bool:
    """Whether a value is its numerator over its denominator (a standardised share is not)."""
    return bool(np.isclose((value.numerator or 0.0) / (value.denominator or 1.0), value.value or 0.0, atol=5e-4))


def _of_limits(first: MeasureValue, second: MeasureValue, measure: Measure, level: float) -> Difference:
    errors = [_error(one) for one in (first, second)]
    value = (first.value or 0.0) - (second.value or 0.0)
    if None in errors:
        return Difference(NOT_COMPARED, value, note=NO_LIMITS, level=level)
    error = float(np.hypot(*errors))  # type: ignore[arg-type]
    reach = normal_quantile(level) * error
    chance = float(two_sided(np.array(value / error))) if error else None
    label = _label(value, value - reach, value + reach, measure)
    return Difference(label, value, value - reach, value + reach, chance, FROM_LIMITS, FROM_LIMITS_NOTE, level)


def _error(value: MeasureValue) -> float | None:
    if value.lower is None or value.upper is None:
        return None
    return (value.upper - value.lower) / (2 * normal_quantile(value.level))


def _label(value: float, lower: float, upper: float, measure: Measure) -> str:
    if lower <= 0 <= upper:
        return CANNOT_TELL
    above, below = LABELS[SIGNS[measure.polarity]]
    return above if value > 0 else below


def of_two(first: MeasureValue, second: MeasureValue, found: Difference, measure: Measure) -> str:
    """What a comparison of two areas supports, in a sentence."""
    names = f"{first.area_name} and {second.area_name}"
    if found.label == NOT_COMPARED:
        return f"{names} are not compared: {found.note}."
    reach = f"{found.level:.0%} limits {_number(found.lower, measure)} to {points(found.upper or 0.0, measure)}"
    if found.label == CANNOT_TELL:
        return (
            f"{names} cannot be told apart: the difference of {points(abs(found.value or 0.0), measure)} "
            f"may be chance ({reach})."
        )
    nearest, furthest = sorted((abs(found.lower or 0.0), abs(found.upper or 0.0)))
    is_higher = (found.value or 0.0) > 0
    more = "higher" if is_higher else "lower"
    judged = f", which is {found.label}" if found.label in ("better", "worse") else ""
    return (
        f"{first.area_name} is {more} than {second.area_name} by {points(abs(found.value or 0.0), measure)} "
        f"({found.level:.0%} limits {_number(nearest, measure)} to {points(furthest, measure)}){judged}."
    )


def _number(number: float | None, measure: Measure) -> str:
    """A difference without its unit, with a minus sign where it is below nought."""
    return f"{(number or 0.0) * measure.unit.shown:.1f}".replace("-", "\N{MINUS SIGN}")
