"""Life expectancy from deaths and population by age band (abridged life table)."""

from dataclasses import dataclass

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import Words, normal_quantile, notes

METHOD = "Chiang II"

STARTS = (0, 1, *range(5, 95, 5))
"""The first ages of the 20 bands: 0, 1-4, 5-9, … 90 and over."""

SMALLEST_POPULATION = 5_000
WIDEST_INTERVAL = 20.0
"""Years. Wider than this, nothing is shown."""

SMALL = "population of 5,000 or fewer"
WIDE = "interval wider than 20 years"
UNUSABLE = "a number of deaths or people is missing or impossible, or nobody died or lived in the oldest band"


@dataclass(frozen=True, eq=False, slots=True)
class LifeExpectancy:
    """Years still to live, on average, at the start of each age band (the last axis), with limits.

    `deaths` and `population` are those from that age on. `note` says why a value is missing.
    """

    value: Floats
    lower: Floats
    upper: Floats
    deaths: Floats
    population: Floats
    note: Words
    level: float
    method: str = METHOD


def life_expectancy(
    deaths: Numbers, population: Numbers, starts: Numbers = STARTS, *, level: float = 0.95
) -> LifeExpectancy:
    """Life expectancy at the start of every age band, with limits, for one or many areas at once.

    Bands lie along the last axis; `starts` are their first ages and the last band is open. For each band of n years,
    M = deaths / population and the chance of dying in it is n M / (1 + n M (1 - a)), where those who die live through
    a = 0.1 of the first band and half of any other. In the last band all die, and people live there 1 / M years.
    Variance of the chance of dying: q² (1 - q) / deaths, 0 without deaths; of the last band's years: 4 / (deaths x M²),
    weighed by (l / 2)². Deaths must be of the same people-years as the population.

    All ages are missing where the whole population is 5,000 or fewer, where a number is missing or there are deaths
    without people, where nobody died in the last band, and where all would die before it; an age is missing where its
    interval is wider than 20 years.

    Source: Chiang (1984), The Life Table and its Applications, with limits as Silcocks et al (2001), J Epidemiol
    Community Health 55:38. Raises ValueError when `starts` are not rising or do not fit the bands.
    """
    z = normal_quantile(level)
    ages = floats(starts)
    d, people = np.broadcast_arrays(floats(deaths), floats(population))
    if d.shape[-1:] != ages.shape or ages.size < 2 or not np.all(np.diff(ages) > 0):
        raise ValueError("Give the first age of every band, rising, for the bands along the last axis.")
    unusable = ~((d >= 0) & (people > 0)).all(axis=-1, keepdims=True) | ~(d[..., -1:] > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        value, variance = _expectancy(d, people, np.diff(ages))
        spread = z * np.sqrt(variance)
    unusable |= ~np.isfinite(value + spread).all(axis=-1, keepdims=True)
    small = ~unusable & (people.sum(axis=-1, keepdims=True) <= SMALLEST_POPULATION)
    wide = 2 * spread > WIDEST_INTERVAL
    unusable, small, wide = np.broadcast_arrays(unusable, small, wide)
    hidden = unusable | small | wide
    value = np.where(hidden, np.nan, value)
    lower, upper = value - spread, value + spread
    note = notes((unusable, UNUSABLE), (small, SMALL), (wide, WIDE))
    return LifeExpectancy(value, lower, upper, _from_here_on(d), _from_here_on(people), note, level)


def _expectancy(deaths: Floats, people: Floats, years: Floats) -> tuple[Floats, Floats]:
    """Life expectancy at the start of each band, and its variance."""
    rate = deaths / people
    lived = np.full(years.shape, 0.5)
    lived[0] = 0.1
    hazard, d = rate[..., :-1], deaths[..., :-1]
    dying = np.minimum(years * hazard / (1 + years * hazard * (1 - lived)), 1.0)
    first = np.ones((*deaths.shape[:-1], 1))
    alive = np.concatenate([first, np.cumprod(1 - dying, axis=-1)], axis=-1)
    in_band = years * (alive[..., 1:] + lived * (alive[..., :-1] - alive[..., 1:]))
    still = _from_here_on(np.concatenate([in_band, alive[..., -1:] / rate[..., -1:]], axis=-1))
    value = still / alive
    of_dying = np.where(d == 0, 0.0, dying**2 * (1 - dying) / d)
    of_bands = of_dying * alive[..., :-1] ** 2 * ((1 - lived) * years + value[..., 1:]) ** 2
    of_last = (alive[..., -1:] / 2) ** 2 * 4 / (deaths[..., -1:] * rate[..., -1:] ** 2)
    return value, _from_here_on(np.concatenate([of_bands, of_last], axis=-1)) / alive**2


def _from_here_on(bands: Floats) -> Floats:
    """The sum of each band and all after it."""
    return np.cumsum(bands[..., ::-1], axis=-1)[..., ::-1]
