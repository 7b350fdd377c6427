"""Indirect standardisation: an area's events against those expected at the rates of a reference."""

import numpy as np

from clearway.stats.arrays import Floats, Numbers, columns, floats
from clearway.stats.count import count_limits, method_of
from clearway.stats.estimate import MISSING, NEGATIVE, Estimate, notes
from clearway.stats.rate import PER_100_000

NOTHING_EXPECTED = "no events expected"


def expected_events(population: Numbers, reference_events: Numbers, reference_population: Numbers) -> Floats:
    """The events an area would have at the reference's rates: the sum over bands of population x reference rate.

    Age bands lie along the last axis; the reference may be one row for all areas. A missing reference count counts as
    0, an area may have nobody in a band. Missing where a population is missing, except in a band without reference
    events, which adds nothing whatever its population.
    Raises ValueError where a reference population is missing or not above 0.
    """
    rates = _rates(reference_events, reference_population)
    return np.asarray(np.where(rates == 0, 0, floats(population) * rates).sum(axis=-1))


def standardised_ratio(
    observed: Numbers, expected: Numbers, *, multiplier: float = 1.0, level: float = 0.95
) -> Estimate:
    """Observed over expected events (SMR, SIR), with the limits of the observed count; times 100 if so asked.

    `numerator` is the observed, `denominator` the expected count, which is taken as known without error. Missing where
    a number is missing or below zero, and where nothing is expected. Compare each ratio with the reference only: the
    ratios of two areas rest on two different sets of ages.

    Source: Breslow and Day (1987); Public Health England, Technical Guide: Confidence Intervals (2018).
    Raises ValueError when the level is not between 0 and 1.
    """
    count, base = columns(observed, expected)
    missing = np.isnan(count) | np.isnan(base)
    negative = (count < 0) | (base < 0)
    stands = ~missing & ~negative & (base > 0)
    shown, divisor = np.where(stands, count, np.nan), np.where(stands, base, 1.0)
    value, lower, upper = (limit / divisor * multiplier for limit in (shown, *count_limits(shown, level)))
    note = notes((missing, MISSING), (negative, NEGATIVE), (base == 0, NOTHING_EXPECTED))
    return Estimate(value, lower, upper, count, base, method_of(count), note, level, multiplier)


def indirect_rate(
    observed: Numbers,
    population: Numbers,
    reference_events: Numbers,
    reference_population: Numbers,
    *,
    multiplier: float = PER_100_000,
    level: float = 0.95,
) -> Estimate:
    """The indirectly standardised rate: the ratio of observed to expected times the reference's crude rate.

    `observed` is the count of each area; the other arguments are those of `expected_events`, whose errors it raises.
    """
    expected = expected_events(population, reference_events, reference_population)
    counts, people = np.nan_to_num(floats(reference_events)), floats(reference_population)
    crude = counts.sum(axis=-1) / people.sum(axis=-1) * multiplier
    ratio = standardised_ratio(observed, expected, level=level)
    value, lower, upper = (limit * crude for limit in (ratio.value, ratio.lower, ratio.upper))
    return Estimate(
        value, lower, upper, ratio.numerator, ratio.denominator, ratio.method, ratio.note, level, multiplier
    )


def _rates(events: Numbers, population: Numbers) -> Floats:
    counts, people = np.broadcast_arrays(np.nan_to_num(floats(events)), floats(population))
    wrong = ~(people > 0)
    if wrong.any():
        band = int(np.argwhere(wrong)[0][-1]) + 1
        raise ValueError(
            f"The reference population of band {band} is missing or not above 0. Join it to its neighbour."
        )
    return np.asarray(counts / people)
