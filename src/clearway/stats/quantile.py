"""Exact quantiles of waits: the median and the 90th centile as the published method has them."""

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats


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
