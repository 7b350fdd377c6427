"""Counts of events: how sure a count is, by Byar's method and exactly."""

from functools import lru_cache, partial

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats, limits_in_blocks, plain
from clearway.stats.distribution import poisson_lower, poisson_upper
from clearway.stats.estimate import Interval, Words, normal_quantile

BYAR = "Byar"
EXACT = "exact Poisson"

EXACT_BELOW = 10
"""Counts below this get exact limits: Byar's are within 0.2% of them from here on (at 95%)."""


def byar(count: Numbers, level: float = 0.95) -> Interval:
    """Byar's limits of a count, raw: a close and quick approximation to the exact Poisson limits.

    Lower x(1 - 1/9x - z/3√x)³; upper the same with x + 1 and plus z. For tiny counts the lower formula goes below
    zero (x = 1 at 99.8%); there, and at x = 0, the lower limit is missing: use `count_limits` instead. Missing where
    the count is missing or negative. Halves are allowed.

    Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, p. 69.
    Raises ValueError when the level is not between 0 and 1.
    """
    return Interval(*limits_in_blocks(partial(_byar, z=normal_quantile(level)), plain(count)))


def exact_poisson(count: Numbers, level: float = 0.95) -> Interval:
    """Exact limits of a count: the means for which a count this high, or this low, has half the chance left over.

    Lower: half the chi-square quantile of (1 - level)/2 with 2x degrees of freedom, 0 at x = 0. Upper: half that of
    1 - (1 - level)/2 with 2x + 2. Missing where the count is missing or negative. Halves are allowed.

    Source: Garwood (1936), Biometrika 28:437. Raises ValueError when the level is not between 0 and 1.
    """
    normal_quantile(level)
    x = floats(count)
    x[x < 0] = np.nan
    known, places = np.unique(x, return_inverse=True)
    tail = (1 - level) / 2
    return Interval(
        *(found[places].reshape(x.shape) for found in (poisson_lower(known, tail), poisson_upper(known, tail)))
    )


def count_limits(count: Numbers, level: float = 0.95) -> Interval:
    """Limits of a count as public health uses them: exact below 10, Byar's from 10 on.

    The exact limits are looked up (whole and half counts; for any other part of a person they are worked out). Missing
    where the count is missing or negative. Raises ValueError when the level is not between 0 and 1.
    """
    return Interval(*limits_in_blocks(partial(_count_limits, z=normal_quantile(level), level=level), plain(count)))


def method_of(count: Floats) -> Words:
    """Which of the two methods `count_limits` uses for each count; no words where the count is missing."""
    place = (count >= EXACT_BELOW) + 2 * np.isnan(count)
    named: Words = np.take(np.array([EXACT, BYAR, ""]), place)
    return named


@lru_cache(maxsize=64)
def small_count_limits(level: float) -> tuple[tuple[float, float], ...]:
    """The exact limits of 0, 0.5, 1, … 9.5 events at a level: made once, then looked up."""
    lower, upper = exact_poisson(np.arange(2 * EXACT_BELOW) / 2, level)
    return tuple(zip(lower.tolist(), upper.tolist(), strict=True))


def _byar(x: Floats, z: float) -> tuple[Floats, Floats]:
    known = (x >= 0) & (x < np.inf)
    below, above = _cube_root(x, -z), _cube_root(x + 1, z)
    lower = _cubed(below, x)
    np.putmask(lower, ~(known & (below >= 0)), np.nan)
    upper = _cubed(above, x + 1)
    np.putmask(upper, ~known, np.nan)
    return lower, upper


def _cube_root(x: Floats, z: float) -> Floats:
    """1 - 1/9x + z/3√x, in place: the cube root of a limit as a part of x."""
    root = np.sqrt(x)
    np.divide(z / 3, root, out=root)
    part = 9 * x
    np.divide(1.0, part, out=part)
    root -= part
    root += 1
    return root


def _cubed(root: Floats, x: Floats) -> Floats:
    cube = root * root
    cube *= root
    cube *= x
    return cube


def _count_limits(x: Floats, z: float, level: float) -> tuple[Floats, Floats]:
    lower, upper = _byar(x, z)
    small = np.flatnonzero((x >= 0) & (x < EXACT_BELOW))
    if small.size:
        halves = 2 * x[small]
        places = halves.astype(np.intp)
        lowest, highest = np.array(small_count_limits(level)).T.copy()
        lower[small], upper[small] = lowest[places], highest[places]
        between = small[places != halves]
        if between.size:
            lower[between], upper[between] = exact_poisson(x[between], level)
    return lower, upper
