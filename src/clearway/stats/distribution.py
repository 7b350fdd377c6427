"""Quantiles and tails of the chi-square, t, beta and normal distributions. SciPy is imported when one is asked for."""

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats


def poisson_lower(count: Numbers, tail: float) -> Floats:
    """The mean at which `count` or more would be seen with chance `tail`; 0 for a count of 0.

    Half the chi-square quantile of `tail` with 2 x count degrees of freedom. Missing or negative in, missing out.
    """
    from scipy.special import gammaincinv

    x = floats(count)
    return np.where(x == 0, 0.0, gammaincinv(x, tail))


def poisson_upper(count: Numbers, tail: float) -> Floats:
    """The mean at which `count` or fewer would be seen with chance `tail`.

    Half the chi-square quantile of 1 - `tail` with 2 x (count + 1) degrees of freedom.
    """
    from scipy.special import gammainccinv

    above: Floats = gammainccinv(floats(count) + 1, tail)
    return above


def poisson_tails(count: Numbers, mean: Numbers) -> tuple[Floats, Floats]:
    """The chances of `count` or fewer, and of `count` or more, when `mean` are to be expected."""
    from scipy.special import gammainc, gammaincc

    x, expected = floats(count), floats(mean)
    or_fewer: Floats = gammaincc(x + 1, expected)
    return or_fewer, np.where(x == 0, 1.0, gammainc(x, expected))


def t_quantile(level: float, degrees: Numbers) -> Floats:
    """Student's t of a two-sided level. Missing where there is not one degree of freedom or more."""
    from scipy.special import stdtrit

    freedom = floats(degrees)
    freedom[~(freedom >= 1)] = float("nan")
    found: Floats = stdtrit(freedom, (1 + level) / 2)
    return found


def beta_quantile(chance: float, first: Numbers, second: Numbers) -> Floats:
    """The quantile of a beta distribution, 0 where its first parameter is 0 and 1 where its second is."""
    from scipy.special import betaincinv

    a, b = floats(first), floats(second)
    return np.select([a == 0, b == 0], [0.0, 1.0], betaincinv(a, b, chance))


def binomial_tails(count: Numbers, total: Numbers, chance: Numbers) -> tuple[Floats, Floats]:
    """The chances of `count` or fewer, and of `count` or more, of `total`, each with `chance`."""
    from scipy.special import betainc, betaincc

    x, n, p = floats(count), floats(total), floats(chance)
    return np.where(x == n, 1.0, betaincc(x + 1, n - x, p)), np.where(x == 0, 1.0, betainc(x, n - x + 1, p))


def two_sided(z: Numbers) -> Floats:
    """The chance of a standard normal at least this far from zero, in either direction."""
    from scipy.special import ndtr

    chance: Floats = 2 * ndtr(-np.abs(floats(z)))
    return chance
