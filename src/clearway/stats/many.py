"""Many comparisons at once: how many flags chance alone raises, and p values that allow for their number."""

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.distribution import binomial_tails, poisson_tails
from clearway.stats.estimate import normal_quantile


def flags_by_chance(comparisons: Numbers, level: float = 0.95) -> Floats:
    """How many of so many comparisons are flagged by chance, on average, when nothing differs: number x (1 - level).

    Show it beside the count of flags: 40 units with 20 measures at 95% give 40. Raises ValueError for a level outside
    0 to 1.
    """
    normal_quantile(level)
    return floats(comparisons) * (1 - level)


def level_for_many(comparisons: Numbers, level: float = 0.95) -> Floats:
    """The level at which each of so many intervals must be drawn for all to hold together at `level` (Bonferroni).

    1 - (1 - level) / number; missing where there is not one comparison or more.
    """
    normal_quantile(level)
    number = floats(comparisons)
    number[~(number >= 1)] = np.nan
    return 1 - (1 - level) / number


def bonferroni(p: Numbers) -> Floats:
    """p values of a family of comparisons, each times their number, at most 1: one false flag anywhere is an error.

    The family lies along the last axis. Missing values stay missing and are not counted.
    """
    values = _chances(p)
    known = np.count_nonzero(~np.isnan(values), axis=-1, keepdims=values.ndim > 0)
    return np.asarray(np.minimum(values * known, 1.0))


def benjamini_hochberg(p: Numbers) -> Floats:
    """p values of a family, adjusted so that flagging those below 0.05 makes about 5% of all flags false.

    With the values in order, p(i) x number / i, and never more than that of a larger p. The family lies along the last
    axis. Missing values stay missing and are not counted. Holds for independent and positively dependent comparisons.

    Source: Benjamini and Hochberg (1995), J R Stat Soc B 57:289.
    """
    given = _chances(p)
    values = np.atleast_1d(given)
    order = np.argsort(values, axis=-1)  # missing values last
    ordered = np.take_along_axis(values, order, axis=-1)
    known = np.count_nonzero(~np.isnan(values), axis=-1, keepdims=True)
    raised = ordered * known / np.arange(1, values.shape[-1] + 1)
    falling = np.fmin.accumulate(raised[..., ::-1], axis=-1)[..., ::-1]
    adjusted = np.empty_like(values)
    np.put_along_axis(adjusted, order, np.minimum(falling, 1.0), axis=-1)
    return np.where(np.isnan(values), np.nan, adjusted).reshape(given.shape)


def p_of_proportion(numerator: Numbers, denominator: Numbers, benchmark: Numbers) -> Floats:
    """The exact chance of a proportion at least this far from a benchmark: twice the smaller binomial tail, at most 1.

    Exact, because a correction for many comparisons asks far out in the tail, where the normal behind the Wilson
    interval is too quick to flag: among 40 equal units of 200 people, somebody would be flagged in 6.7% of families
    instead of 5%. So it can stay silent where the Wilson interval is just clear of the benchmark. Missing where the
    interval is, and for a benchmark that does not lie between 0 and 1.
    """
    x, n, c = np.broadcast_arrays(floats(numerator), floats(denominator), floats(benchmark))
    stands = (x >= 0) & (x <= n) & (n > 0) & (c > 0) & (c < 1)
    x, n, c = (np.where(stands, part, np.nan) for part in (x, n, c))
    or_fewer, or_more = binomial_tails(x, n, c)
    return np.asarray(np.minimum(1, 2 * np.minimum(or_fewer, or_more)))


def p_of_ratio(observed: Numbers, expected: Numbers) -> Floats:
    """The exact chance of a count at least this far from the expected one (Poisson): twice the smaller tail, at most 1.

    It is below 1 - level exactly where the exact limits of the observed count are clear of the expected one.
    """
    x, e = np.broadcast_arrays(floats(observed), floats(expected))
    stands = (x >= 0) & (e > 0)
    or_fewer, or_more = poisson_tails(np.where(stands, x, np.nan), np.where(stands, e, np.nan))
    return np.asarray(np.minimum(1, 2 * np.minimum(or_fewer, or_more)))


def _chances(p: Numbers) -> Floats:
    values = floats(p)
    if np.any((values < 0) | (values > 1)):
        raise ValueError("A p value lies between 0 and 1.")
    return values
