"""Proportions with Wilson score intervals: the share within a standard, and how sure it is."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats, Numbers, floats

METHOD = "Wilson score"

MISSING = "a number is missing"
NOBODY = "nobody to count"
IMPOSSIBLE = "the part is below zero or larger than the whole"


class Interval(NamedTuple):
    """Lower and upper limits, as fractions of 1; missing (NaN) where there is no interval."""

    lower: Floats
    upper: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Proportion:
    """A proportion with all that is needed to show it: arrays of one shape, fractions between 0 and 1.

    `note` is empty where the value stands; else it says why there is none (`MISSING`, `NOBODY` or `IMPOSSIBLE`).
    """

    value: Floats
    lower: Floats
    upper: Floats
    numerator: Floats
    denominator: Floats
    note: NDArray[np.str_]
    level: float
    method: str = METHOD


def wilson(numerator: Numbers, denominator: Numbers, level: float = 0.95) -> Interval:
    """Wilson score interval of `numerator` out of `denominator`, element by element, with broadcasting.

    Halves and other parts of a person are allowed, as when two trusts share a patient. Limits lie in [0, 1] and hold
    the proportion between them: exactly 0 when nobody is within, exactly 1 when everybody is. Missing where the
    denominator is zero, where a number is missing, and where the numerator is below zero or above the denominator.

    Source: Wilson, E. B. (1927), J Am Stat Assoc 22:209, without continuity correction.
    Raises ValueError when the level is not between 0 and 1.
    """
    z = normal_quantile(level)
    part, whole = np.broadcast_arrays(floats(numerator), floats(denominator))
    counted = _notes(part, whole) == ""
    x, n = np.where(counted, part, 0.0), np.where(counted, whole, 1.0)
    middle, spread = 2 * x + z**2, z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    lower = np.where(x == 0, 0.0, np.clip((middle - spread) / (2 * (n + z**2)), 0.0, x / n))
    upper = np.where(x == n, 1.0, np.clip((middle + spread) / (2 * (n + z**2)), x / n, 1.0))
    return Interval(np.where(counted, lower, np.nan), np.where(counted, upper, np.nan))


def proportion(numerator: Numbers, denominator: Numbers, level: float = 0.95) -> Proportion:
    """The proportion, its Wilson interval, and a note where there is none. Raises ValueError as `wilson` does."""
    part, whole = np.broadcast_arrays(floats(numerator), floats(denominator))
    notes = _notes(part, whole)
    counted = notes == ""
    value = np.where(counted, part, np.nan) / np.where(counted, whole, 1.0)
    lower, upper = wilson(part, whole, level)
    return Proportion(value, lower, upper, part, whole, notes, level)


def normal_quantile(level: float) -> float:
    """The z of a two-sided level: 1.96 for 0.95, 3.09 for 0.998. Raises ValueError outside 0 to 1."""
    if not 0 < level < 1:
        raise ValueError(f"A level of {level} is not between 0 and 1; 0.95 stands for 95%.")
    return NormalDist().inv_cdf((1 + level) / 2)


def _notes(part: Floats, whole: Floats) -> NDArray[np.str_]:
    missing = np.isnan(part) | np.isnan(whole)
    with np.errstate(invalid="ignore"):
        impossible = (part < 0) | (part > whole)
    return np.select([missing, impossible, whole == 0], [MISSING, IMPOSSIBLE, NOBODY], default="")
