"""Where a unit lies in a funnel: five places, the outer limits asked first."""

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats
from clearway.stats.estimate import Interval

INNER, OUTER = 0.95, 0.998
"""The two levels of every funnel: about one unit in 20, and one in 500, lies outside by chance."""

HIGH_OUTER = "above the 99.8% limit"
HIGH_INNER = "above the 95% limit"
INSIDE = "within the limits"
LOW_INNER = "below the 95% limit"
LOW_OUTER = "below the 99.8% limit"
NOT_APPLICABLE = "not applicable"
"""For a unit without a place: a number is missing, or there are too few events for the method."""

CATEGORIES = (HIGH_OUTER, HIGH_INNER, INSIDE, LOW_INNER, LOW_OUTER, NOT_APPLICABLE)


def by_limits(value: Floats, inner: Interval, outer: Interval) -> NDArray[np.str_]:
    """The place of each value between the funnel's limits at its own size (95% and 99.8%). On a limit is within."""
    with np.errstate(invalid="ignore"):
        return _places(value > outer.upper, value < outer.lower, value > inner.upper, value < inner.lower, value)


def by_interval(inner: Interval, outer: Interval, benchmark: float) -> NDArray[np.str_]:
    """The place of each unit by its own intervals (95% and 99.8%) against a benchmark that is taken as exact.

    An interval wholly above the benchmark puts the unit high, wholly below it low; touching it is within. This is the
    mirror image of a funnel: the two agree when the limits of the funnel solve the equation of the interval.
    """
    with np.errstate(invalid="ignore"):
        low, high = outer.upper < benchmark, outer.lower > benchmark
        return _places(high, low, inner.lower > benchmark, inner.upper < benchmark, outer.upper + outer.lower)


def _places(
    far_up: NDArray[np.bool_],
    far_down: NDArray[np.bool_],
    up: NDArray[np.bool_],
    down: NDArray[np.bool_],
    known: Floats,
) -> NDArray[np.str_]:
    names = [NOT_APPLICABLE, HIGH_OUTER, LOW_OUTER, HIGH_INNER, LOW_INNER]
    return np.select([np.isnan(known), far_up, far_down, up, down], names, INSIDE)
