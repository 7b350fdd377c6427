"""Estimates for small practices that borrow strength from all: empirical Bayes for shares and rates.

A practice of a few people has a share of 0% or 100% by chance. If practices vary around a common share as a beta
distribution (rates: a gamma) does, the best guess of each lies between its own share and the common one, nearer to its
own the more people it has.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.distribution import beta_quantile
from clearway.stats.estimate import MISSING, NOBODY, Words

FEWEST_UNITS = 5
MOST_PRIOR = 1e7
NO_SPREAD_FROM = 1_000
"""Sizes of the prior in units of a middling denominator: the largest looked at, and from where nothing is left of a
unit's own value."""

SHARES = "beta-binomial empirical Bayes"
RATES = "gamma-Poisson empirical Bayes"
NO_SPREAD = "the units vary no more than chance: all are given the common value"
TOO_FEW = "fewer than 5 units: the spread between them cannot be estimated"


@dataclass(frozen=True, eq=False, slots=True)
class Shrunken:
    """Shrunken values with limits, arrays of one shape.

    `own` is the unit's raw value and `weight` how much of it is left in the shrunken one (1: all). `common` is the mean
    that the units are drawn to and `prior_size` how many people (or how much exposure) that mean counts for. Limits
    take both as known, so they are a little narrow when there are few units. A unit with nobody is given the common
    value and its limits, with a note. Not for ranking: shrunken values vary less than the truth.
    """

    value: Floats
    lower: Floats
    upper: Floats
    own: Floats
    weight: Floats
    numerator: Floats
    denominator: Floats
    common: float
    prior_size: float
    level: float
    method: str
    note: Words


def shrunken_proportions(numerator: Numbers, denominator: Numbers, level: float = 0.95) -> Shrunken:
    """Shares drawn towards their common mean: beta-binomial, its two numbers by maximum likelihood.

    With prior a = mean x size and b = (1 - mean) x size the unit's share is beta(a + x, b + n - x): value its mean,
    limits its quantiles. Missing where a number is missing or impossible. Everything is missing below five units.
    Source: Casella (1985), Am Stat 39:83; Efron and Morris (1973), J Am Stat Assoc 68:117.
    """
    from scipy.special import betaln

    def fit(x: Floats, n: Floats, mean: float, size: float) -> float:
        a, b = mean * size, (1 - mean) * size
        return float((betaln(a + x, b + n - x) - betaln(a, b)).sum())

    def limits(x: Floats, n: Floats, mean: float, size: float, tail: float) -> Floats:
        return beta_quantile(tail, mean * size + x, (1 - mean) * size + n - x)

    return _shrunken(numerator, denominator, level, SHARES, fit, limits, _to_share)


def shrunken_rates(events: Numbers, exposure: Numbers, level: float = 0.95) -> Shrunken:
    """Rates drawn towards their common mean: gamma-Poisson, its two numbers by maximum likelihood.

    With a prior of mean x size events in `size` of exposure the unit's rate is gamma(mean x size + x) over (size + t).
    For ratios give expected events as exposure. Source: Clayton and Kaldor (1987), Biometrics 43:671.
    """
    from scipy.special import gammaincinv, gammaln

    def fit(x: Floats, t: Floats, mean: float, size: float) -> float:
        a = mean * size
        likelihood = gammaln(a + x) - gammaln(a) + a * np.log(size / (size + t)) - x * np.log(size + t)
        return float(likelihood.sum())

    def limits(x: Floats, t: Floats, mean: float, size: float, tail: float) -> Floats:
        return np.asarray(gammaincinv(mean * size + x, tail) / (size + t))

    return _shrunken(events, exposure, level, RATES, fit, limits, _to_rate)


def _shrunken(
    numerator: Numbers,
    denominator: Numbers,
    level: float,
    method: str,
    fit: Callable[[Floats, Floats, float, float], float],
    limits: Callable[[Floats, Floats, float, float, float], Floats],
    to_mean: Callable[[float], float],
) -> Shrunken:
    if not 0 < level < 1:
        raise ValueError(f"A level of {level} is not between 0 and 1; 0.95 stands for 95%.")
    part, whole = np.broadcast_arrays(floats(numerator), floats(denominator))
    with np.errstate(invalid="ignore", divide="ignore"):
        usable = (part >= 0) & (whole >= 0) & ((method == RATES) | (part <= whole))
        own = np.where(usable & (whole > 0), part / whole, np.nan)
    counted = usable & (whole > 0)
    note = np.select([~usable, whole == 0], [MISSING, NOBODY], "")
    if np.count_nonzero(counted) < FEWEST_UNITS:
        gap = np.full(part.shape, np.nan)
        nan = float("nan")
        few = np.where(note == "", TOO_FEW, note)
        return Shrunken(gap, gap, gap, own, gap, part, whole, nan, nan, level, method, few)
    mean, size = _prior(part[counted], whole[counted], fit, to_mean)
    weight = np.where(usable, whole / (whole + size), np.nan)
    value = np.where(usable, (mean * size + part) / (size + whole), np.nan)
    x, n = np.where(usable, part, 0.0), np.where(usable, whole, 0.0)
    lower, upper = (np.where(usable, limits(x, n, mean, size, tail), np.nan) for tail in _tails(level))
    if size > NO_SPREAD_FROM * float(np.median(whole[counted])):
        note = np.where(note == "", NO_SPREAD, note)
    return Shrunken(value, lower, upper, own, weight, part, whole, mean, size, level, method, note)


def _prior(
    x: Floats, n: Floats, fit: Callable[[Floats, Floats, float, float], float], to_mean: Callable[[float], float]
) -> tuple[float, float]:
    """The mean and the size of the prior under which what was counted is most likely."""
    from scipy.optimize import minimize

    share = (x.sum() + 0.5) / (n.sum() + 1)
    middle = float(np.median(n))
    first = float(np.log(share)) if to_mean is _to_rate else float(np.log(share / (1 - share)))
    bounds = [(first - 5, first + 5), (np.log(middle * 1e-4), np.log(middle * MOST_PRIOR))]

    def lack(numbers: Floats) -> float:
        return -fit(x, n, to_mean(float(numbers[0])), float(np.exp(numbers[1])))

    starts = [np.array([first, np.log(middle * times)]) for times in (0.1, 1.0, 100.0)]
    found = min((minimize(lack, start, method="L-BFGS-B", bounds=bounds) for start in starts), key=lambda one: one.fun)
    return to_mean(float(found.x[0])), float(np.exp(found.x[1]))


def _to_share(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))


def _to_rate(logarithm: float) -> float:
    return float(np.exp(logarithm))


def _tails(level: float) -> tuple[float, float]:
    return (1 - level) / 2, (1 + level) / 2
