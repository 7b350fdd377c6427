"""Proportions with Wilson score intervals: the share within a standard, and how sure it is."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from clearway.stats.arrays import Floats, Numbers, columns, limits_in_blocks, plain
from clearway.stats.estimate import MISSING, NOBODY, Interval, Words, normal_quantile, notes

__all__ = [
    "IMPOSSIBLE",
    "METHOD",
    "MISSING",
    "NOBODY",
    "Interval",
    "Proportion",
    "normal_quantile",
    "proportion",
    "wilson",
]

METHOD = "Wilson score"

IMPOSSIBLE = "the part is below zero or larger than the whole"


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
    note: Words
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
    part, whole = np.broadcast_arrays(plain(numerator), plain(denominator))
    return Interval(*limits_in_blocks(partial(_wilson, z=normal_quantile(level)), part, whole))


def proportion(numerator: Numbers, denominator: Numbers, level: float = 0.95) -> Proportion:
    """The proportion, its Wilson interval, and a note where there is none. Raises ValueError as `wilson` does."""
    part, whole = columns(numerator, denominator)
    missing = np.isnan(part) | np.isnan(whole)
    with np.errstate(invalid="ignore", divide="ignore"):
        impossible = (part < 0) | (part > whole)
        value = np.where(missing | impossible | (whole == 0), np.nan, part / whole)
    note = notes((missing, MISSING), (impossible, IMPOSSIBLE), (whole == 0, NOBODY))
    return Proportion(value, *wilson(part, whole, level), part, whole, note, level)


def _wilson(x: Floats, n: Floats, z: float) -> tuple[Floats, Floats]:
    """The formula step by step in place: half the time of writing it out, since nothing is laid down twice."""
    share = np.where((x >= 0) & (x <= n) & (n < np.inf), x / n, np.nan)
    spread = 1.0 - share
    spread *= x
    spread *= 4 * z**2
    spread += z**4
    np.sqrt(spread, out=spread)
    upper = x + x
    upper += z**2
    scale = n + z**2
    np.divide(0.5, scale, out=scale)
    lower = upper - spread
    upper += spread
    for limit in (lower, upper):
        limit *= scale
    np.minimum(np.maximum(lower, 0.0, out=lower), share, out=lower)
    np.maximum(np.minimum(upper, 1.0, out=upper), share, out=upper)
    return lower, upper
