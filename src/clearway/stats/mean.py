"""Means with Student's t limits, for all values or for each group of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.distribution import t_quantile
from clearway.stats.estimate import Estimate, everywhere, normal_quantile, notes

METHOD = "Student's t"

NO_VALUES = "no values"
ONE_VALUE = "one value has no limits"


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Means(Estimate):
    """The mean of each of `groups`, with the standard deviation within it.

    `numerator` is the sum of the values, `denominator` their number.
    """

    groups: NDArray[Any]
    deviation: Floats


def mean(values: Numbers, groups: ArrayLike = "all", level: float = 0.95) -> Means:
    """The mean of each group of values with Student's t limits: mean ± t x s / √n, with n - 1 degrees of freedom.

    `groups` names the group of each value; without it, all values are one group. The result has one row for each
    group, in order of their names. Missing values are left out. One value has a mean but no limits; a group without
    values is listed without a mean. For waits, which are skewed, show the median and the 90th centile beside it.

    Raises ValueError when there is not one group name for each value, and when the level is not between 0 and 1.
    """
    normal_quantile(level)
    known, names = floats(values).reshape(-1), np.asarray(groups)
    if names.ndim and names.size != known.size:
        raise ValueError(f"There are {known.size} values and {names.size} names of groups; give one for each.")
    listed, places = np.unique(
        np.broadcast_to(names.reshape(-1) if names.ndim else names, known.shape), return_inverse=True
    )
    there = ~np.isnan(known)
    known, places = known[there], places[there]
    number = np.bincount(places, minlength=listed.size).astype(np.float64)
    total = np.bincount(places, known, listed.size).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = total / number
        squares = np.bincount(places, (known - middle[places]) ** 2, listed.size)
        deviation = np.sqrt(squares / np.where(number > 1, number - 1, np.nan))
        spread = t_quantile(level, number - 1) * deviation / np.sqrt(number)
    return Means(
        value=middle,
        lower=middle - spread,
        upper=middle + spread,
        numerator=total,
        denominator=number,
        method=everywhere(METHOD, middle),
        note=notes((number == 0, NO_VALUES), (number == 1, ONE_VALUE)),
        level=level,
        groups=listed,
        deviation=deviation,
    )
