"""Crude rates: events for a population, or for any amount of exposure, and how sure they are."""

import numpy as np

from clearway.stats.arrays import Numbers, columns
from clearway.stats.count import count_limits, method_of
from clearway.stats.estimate import MISSING, NEGATIVE, NOBODY, Estimate, notes

PER_100_000 = 100_000.0


def rate(events: Numbers, population: Numbers, *, multiplier: float = PER_100_000, level: float = 0.95) -> Estimate:
    """Events divided by population, times `multiplier`, with limits; element by element, with broadcasting.

    The limits are those of the count of events (exact Poisson below 10, Byar's from 10 on; `method` says which),
    divided by the population. The population is taken as known without error. There may be more events than
    population: person-years, or people with several events. Missing where a number is missing or negative, and where
    the population is zero.

    Source: Public Health England, Technical Guide: Confidence Intervals (2018).
    Raises ValueError when the level is not between 0 and 1.
    """
    count, people = columns(events, population)
    missing = np.isnan(count) | np.isnan(people)
    negative = (count < 0) | (people < 0)
    stands = ~missing & ~negative & (people > 0)
    shown, base = np.where(stands, count, np.nan), np.where(stands, people, 1.0)
    lower, upper = count_limits(shown, level)
    note = notes((missing, MISSING), (negative, NEGATIVE), (people == 0, NOBODY))
    value, lower, upper = (limit / base * multiplier for limit in (shown, lower, upper))
    return Estimate(value, lower, upper, count, people, method_of(count), note, level, multiplier)
