"""Differences between two units or two periods, each with its own uncertainty, with intervals and p values."""

from dataclasses import dataclass

import numpy as np

from clearway.stats.arrays import Floats, Numbers, columns
from clearway.stats.distribution import beta_quantile, binomial_tails, two_sided
from clearway.stats.estimate import MISSING, NEGATIVE, NOBODY, Mask, Words, everywhere, normal_quantile, notes
from clearway.stats.proportion import IMPOSSIBLE, wilson

NEWCOMBE = "Newcombe hybrid of two Wilson intervals"
LOG_RATIO = "log ratio of two rates"
CONDITIONAL = "exact conditional binomial"
DOBSON_VARIANCE = "variances of two standardised rates"

NO_EVENTS = "no events in one of the two: use the exact ratio"
NONE_IN_SECOND = "no events in the second: the ratio has no upper limit"
NONE_AT_ALL = "no events in either"


@dataclass(frozen=True, eq=False, slots=True)
class Contrast:
    """The first against the second: arrays of one shape.

    `value` is first - second where the method is a difference, first / second where it is a ratio. `p` is the chance of
    a contrast at least this large if the two were the same (two-sided).
    """

    value: Floats
    lower: Floats
    upper: Floats
    p: Floats
    first: Floats
    second: Floats
    method: Words
    note: Words
    level: float


def difference_of_proportions(
    within: Numbers, total: Numbers, other_within: Numbers, other_total: Numbers, level: float = 0.95
) -> Contrast:
    """The difference of two independent proportions, first minus second, as fractions, with Newcombe's limits.

    With p and the Wilson limits l, u of each: lower = d - √((p₁ - l₁)² + (u₂ - p₂)²), upper = d + √((u₁ - p₁)² +
    (p₂ - l₂)²). Never outside -1 to 1, and good for small numbers. `p` is that of the pooled score test, so it may
    differ from the interval about "none" when they are both close to the edge. Whether two intervals overlap is no
    test of a difference. Missing where `wilson` would be, with a note.

    Source: Newcombe, R. G. (1998), Stat Med 17:873, method 10. Raises ValueError for a level outside 0 to 1.
    """
    x, n, y, m = columns(within, total, other_within, other_total)
    missing = np.isnan(x + n + y + m)
    with np.errstate(invalid="ignore", divide="ignore"):
        impossible = (x < 0) | (x > n) | (y < 0) | (y > m)
        first, second = (
            np.where((part >= 0) & (part <= whole), part / whole, np.nan) for part, whole in ((x, n), (y, m))
        )
        pooled = (x + y) / (n + m)
        error = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
        value = first - second
        p = two_sided(np.where(value == 0, 0, value / error))
    (low, high), (other_low, other_high) = wilson(x, n, level), wilson(y, m, level)
    lower = value - np.hypot(first - low, other_high - second)
    upper = value + np.hypot(high - first, second - other_low)
    note = notes((missing, MISSING), (impossible, IMPOSSIBLE), ((n == 0) | (m == 0), NOBODY))
    return Contrast(
        value, lower, upper, _where_known(p, value), first, second, everywhere(NEWCOMBE, value), note, level
    )


def ratio_of_rates(
    events: Numbers, population: Numbers, other_events: Numbers, other_population: Numbers, level: float = 0.95
) -> Contrast:
    """The ratio of two independent crude rates, first over second, with limits on the log scale.

    Limits: ratio x exp(± z √(1/x₁ + 1/x₂)); `p` from the same normal. Only for counts that are not small (10 or more);
    with no events in one of the two everything is missing and the note says so: `exact_ratio` answers there.

    Source: Breslow and Day (1987), ch. 3. Raises ValueError for a level outside 0 to 1.
    """
    z = normal_quantile(level)
    x, n, y, m = columns(events, population, other_events, other_population)
    stands = (x > 0) & (y > 0) & (n > 0) & (m > 0)
    x1, n1, y1, m1 = (np.where(stands, part, np.nan) for part in (x, n, y, m))
    value, error = x1 / n1 / (y1 / m1), np.sqrt(1 / x1 + 1 / y1)
    note = notes(*_unusable(x, n, y, m), ((x == 0) | (y == 0), NO_EVENTS))
    spread = np.exp(z * error)
    p = two_sided(np.log(value) / error)
    first, second = x1 / n1, y1 / m1
    return Contrast(value, value / spread, value * spread, p, first, second, everywhere(LOG_RATIO, value), note, level)


def exact_ratio(
    observed: Numbers, expected: Numbers, other_observed: Numbers, other_expected: Numbers, level: float = 0.95
) -> Contrast:
    """The ratio of two ratios of observed to expected events (SMRs), or of two rates, with exact limits.

    Given all x₁ + x₂ events together, those of the first are binomial, with a chance π that depends on the ratio R
    alone: π = R e₁ / (R e₁ + e₂). The limits are those of π by Clopper and Pearson, turned into R; `p` is twice the
    smaller tail at R = 1, at most 1. Good for any counts; with none in the second there is a lower limit only.
    Expected counts (or populations) are taken as exact.

    Source: Przyborowski and Wilenski (1940), Biometrika 31:313; Breslow and Day (1987), ch. 3.
    Raises ValueError for a level outside 0 to 1.
    """
    normal_quantile(level)
    tail = (1 - level) / 2
    x, e, y, f = columns(observed, expected, other_observed, other_expected)
    stands = (x >= 0) & (y >= 0) & (e > 0) & (f > 0) & (x + y > 0)
    x1, e1, y1, f1 = (np.where(stands, part, np.nan) for part in (x, e, y, f))
    low, high = beta_quantile(tail, x1, y1 + 1), beta_quantile(1 - tail, x1 + 1, y1)
    or_fewer, or_more = binomial_tails(x1, x1 + y1, e1 / (e1 + f1))
    with np.errstate(divide="ignore", invalid="ignore"):
        value, lower, upper = (
            np.where(np.isinf(odds), np.nan, odds * f1 / e1)
            for odds in (x1 / y1, low / (1 - low), np.where(y1 == 0, np.inf, high / (1 - high)))
        )
    note = notes(*_unusable(x, e, y, f), ((x == 0) & (y == 0), NONE_AT_ALL), (y == 0, NONE_IN_SECOND))
    p = np.minimum(1, 2 * np.minimum(or_fewer, or_more))
    return Contrast(value, lower, upper, p, x1 / e1, y1 / f1, everywhere(CONDITIONAL, value), note, level)


def difference_of_standardised_rates(
    rate: Numbers, variance: Numbers, other_rate: Numbers, other_variance: Numbers, level: float = 0.95
) -> Contrast:
    """The difference of two independent directly standardised rates, first minus second: d ± z √(v₁ + v₂).

    Rates and variances are those of `standardised_rate`, both with the same standard population and multiplier.
    Missing where one is missing. Raises ValueError for a level outside 0 to 1.
    """
    z = normal_quantile(level)
    first, one, second, two = columns(rate, variance, other_rate, other_variance)
    stands = (one >= 0) & (two >= 0)
    value = np.where(stands, first - second, np.nan)
    error = np.sqrt(np.where(stands, one + two, np.nan))
    with np.errstate(divide="ignore", invalid="ignore"):
        p = two_sided(np.where(value == 0, 0, value / error))
    p, method, note = _where_known(p, value), everywhere(DOBSON_VARIANCE, value), notes((np.isnan(value), MISSING))
    return Contrast(value, value - z * error, value + z * error, p, first, second, method, note, level)


def _where_known(p: Floats, value: Floats) -> Floats:
    """p values: 0 where a difference leaves no doubt (its error is 0), missing where there is no difference."""
    return np.where(np.isnan(value), np.nan, np.nan_to_num(p))


def _unusable(x: Floats, n: Floats, y: Floats, m: Floats) -> tuple[tuple[Mask, str], ...]:
    missing = np.isnan(x + n + y + m)
    negative = (x < 0) | (n < 0) | (y < 0) | (m < 0)
    return (missing, MISSING), (negative, NEGATIVE), ((n == 0) | (m == 0), NOBODY)
