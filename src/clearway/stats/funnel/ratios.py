"""Funnels of ratios of observed to expected events, drawn along either of the two axes in use."""

from typing import NamedTuple

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.count import count_limits, exact_poisson
from clearway.stats.estimate import Interval
from clearway.stats.funnel.category import INNER, NOT_APPLICABLE, OUTER, by_interval
from clearway.stats.funnel.result import Funnel

METHOD = "ratios, exact Poisson limits by {axis}"
OBSERVED, EXPECTED = "observed events", "expected events"

NO_RATIO = "a number is missing or impossible"


class ObservedLimits(NamedTuple):
    """Limits along observed events: the ratio's lines, and the expected events at which each line is met."""

    lower: Floats
    upper: Floats
    expected_at_lower: Floats
    expected_at_upper: Floats


def ratio_limits_by_observed(observed: Numbers, level: float = INNER) -> ObservedLimits:
    """The limits of a ratio at each number of observed events O, the axis of English public-health funnels.

    The lower line is O divided by the largest expected count at which O is not yet significantly low (half the
    1 - a/2 quantile of chi-square with 2 O + 2 degrees of freedom); the upper line divides by the smallest at which O
    is not yet high (half the a/2 quantile with 2 O). Both are fractions of 1: times 100 for a standardised ratio, less
    1 for a relative difference. At O = 0 the lower line is 0 and there is no upper one (missing).
    """
    events = floats(observed)
    low, high = exact_poisson(events, level)
    with np.errstate(invalid="ignore", divide="ignore"):
        upper = np.where(low > 0, events / low, np.nan)
    return ObservedLimits(np.asarray(events / high), upper, high, low)


def ratio_limits_by_expected(expected: Numbers, level: float = INNER, target: float = 1.0) -> Interval:
    """The limits of a ratio at each number of expected events E, around `target`.

    Lower: target times half the a/2 quantile of chi-square with 2 E degrees of freedom, over E; upper: the 1 - a/2
    quantile with 2 (E + 1). Missing where E is missing or not above zero. Source: Spiegelhalter (2005), Stat Med
    24:1185, for a count of mean E that need not be whole.
    """
    mean = floats(expected)
    mean = np.where(mean > 0, mean, np.nan)
    lower, upper = exact_poisson(mean, level)
    return Interval(target * lower / mean, target * upper / mean)


def ratio_funnel(observed: Numbers, expected: Numbers, *, by: str = OBSERVED) -> Funnel:
    """The funnel of observed over expected events around 1, along `OBSERVED` or `EXPECTED` events.

    A unit's place comes from its own interval (exact below 10 events, Byar above) divided by its expected events:
    wholly above 1 is high, wholly below is low. Raises ValueError for another axis.
    """
    if by not in (OBSERVED, EXPECTED):
        raise ValueError(f"A funnel of ratios is drawn along {OBSERVED} or {EXPECTED}, not along {by}.")
    return poisson_funnel(observed, expected, centre=1.0, by=by)


def poisson_funnel(events: Numbers, denominator: Numbers, *, centre: float, by: str) -> Funnel:
    """Events over a denominator (expected events, or people) around a centre that is taken as exact."""
    count, people = np.broadcast_arrays(floats(events), floats(denominator))
    with np.errstate(invalid="ignore"):
        counted = (count >= 0) & (people > 0)
    count, people = np.where(counted, count, np.nan), np.where(counted, people, np.nan)
    inner, outer = (_own(count, people, level) for level in (INNER, OUTER))
    places = by_interval(inner, outer, centre)
    mean = people * centre
    near, far = (_lines(count, mean, centre, level, by) for level in (INNER, OUTER))
    note = np.where(places == NOT_APPLICABLE, NO_RATIO, "")
    size = count if by == OBSERVED else mean
    return Funnel(count / people, count, people, size, by, centre, near, far, places, note, METHOD.format(axis=by))


def _own(count: Floats, people: Floats, level: float) -> Interval:
    limits = count_limits(count, level)
    return Interval(limits.lower / people, limits.upper / people)


def _lines(count: Floats, mean: Floats, centre: float, level: float, by: str) -> Interval:
    if by == EXPECTED:
        return ratio_limits_by_expected(mean, level, centre)
    found = ratio_limits_by_observed(count, level)
    return Interval(found.lower * centre, found.upper * centre)
