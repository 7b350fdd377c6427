"""Exact quantiles of waits, the median and the 90th centile as the published method has them, and their limits."""

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import normal_quantile


def quantile(values: Numbers, q: Numbers) -> Floats:
    """The `q` quantiles (0 to 1) of all `values` together, exact, with linear interpolation between neighbours.

    Of n values in order, the quantile stands at place (n - 1) * q counted from 0; between two places it lies in
    proportion between their values. This is type 7 of Hyndman and Fan (1996), Am Stat 50:361, and the same number as
    DuckDB's and Spark's exact `quantile_cont` / `percentile`. Missing values are left out; of no values the quantile is
    missing. The result has the shape of `q`. Raises ValueError when a `q` is missing or outside 0 to 1.
    """
    places = floats(q)
    if not np.all((places >= 0) & (places <= 1)):
        raise ValueError("A quantile must be between 0 and 1; 0.9 stands for the 90th centile.")
    known = floats(values)
    known = np.sort(known[~np.isnan(known)], axis=None)
    if known.size == 0:
        return np.full(places.shape, np.nan)
    places = places * (known.size - 1)
    below = np.floor(places).astype(np.intp)
    above = np.minimum(below + 1, known.size - 1)
    return np.asarray(known[below] + (known[above] - known[below]) * (places - below))


def quantile_limits(values: Numbers, q: float = 0.5, level: float = 0.95) -> tuple[float, float]:
    """Limits of one quantile from order statistics: no shape of the distribution is assumed.

    Of n values in order, the limits are those at places nq ∓ z√(nq(1-q)), counted from 1 and rounded up. Missing
    values are left out. Missing (NaN) where a place lies outside the values: so few values do not bound the quantile.

    Source: Conover (1999), Practical Nonparametric Statistics, section 3.2.
    Raises ValueError when `q` or the level is not between 0 and 1.
    """
    if not 0 < q < 1:
        raise ValueError("A quantile with limits must lie between 0 and 1; 0.9 stands for the 90th centile.")
    known = floats(values)
    known = np.sort(known[~np.isnan(known)], axis=None)
    reach = normal_quantile(level) * np.sqrt(known.size * q * (1 - q))
    first, last = (int(np.ceil(known.size * q + way * reach)) for way in (-1, 1))
    if first < 1 or last > known.size:
        return float("nan"), float("nan")
    return float(known[first - 1]), float(known[last - 1])
