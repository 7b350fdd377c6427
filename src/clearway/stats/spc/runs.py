"""Runs about the middle line (Anhoej): longest run and crossings, for charts of any length."""

from dataclasses import dataclass
from functools import cache
from math import comb, log2

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Numbers, floats


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of one series. `useful` points are those that do not lie on the line."""

    useful: int
    longest: int
    longest_allowed: int
    crossings: int
    fewest_crossings_allowed: int

    @property
    def is_signal(self) -> bool:
        """Whether a run is too long, or the line is crossed too seldom, for chance."""
        return self.longest > self.longest_allowed or self.crossings < self.fewest_crossings_allowed


def runs(values: Numbers, middle: Numbers) -> Runs:
    """Longest run on one side of `middle`, and crossings of it, beside what chance allows with so many points.

    A run longer than round(log2 n) + 3 is a signal, and so are fewer crossings than the 5% quantile of a binomial of
    n - 1 trials with chance one half. Missing points and points on the line are passed over.
    Source: Anhøj, J. and Vingaard Olesen, A. (2014), PLoS ONE 9:e113825.
    """
    y, line = np.broadcast_arrays(floats(values), floats(middle))
    side = np.sign(y - line)
    side = side[~np.isnan(side) & (side != 0)]
    if side.size == 0:
        return Runs(0, 0, 0, 0, 0)
    crossed = np.flatnonzero(side[1:] != side[:-1]) + 1
    lengths: NDArray[np.intp] = np.diff(np.concatenate(([0], crossed, [side.size])))
    allowed = round(log2(side.size)) + 3
    return Runs(side.size, int(lengths.max()), allowed, crossed.size, _fewest(side.size - 1))


@cache
def _fewest(trials: int) -> int:
    """The least number of heads in so many tosses of a coin whose chance, with all below it, reaches 5%."""
    wanted, held = 0.05 * 2**trials, 0
    for heads in range(trials + 1):
        held += comb(trials, heads)
        if held >= wanted:
            return heads
    return trials
