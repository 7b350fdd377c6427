"""The line through groups in order of deprivation: weighted least squares over their places in the population."""

from typing import NamedTuple

import numpy as np

from clearway.stats.arrays import Floats


class Line(NamedTuple):
    """A line for each set of groups. `start` is its height at rank 0 and `rise` from there to rank 1.

    `in_start` and `in_rise` say by how much each group's value moves either: both are weighted sums of the values.
    """

    start: Floats
    rise: Floats
    in_start: Floats
    in_rise: Floats
    ranks: Floats


def fitted_line(values: Floats, populations: Floats) -> Line:
    """Fit values on the ranks of their groups (last axis), weighted by population.

    A group's rank is the share of the population before it and half its own.
    """
    weights = populations / populations.sum(axis=-1, keepdims=True)
    ranks = np.cumsum(weights, axis=-1) - weights / 2
    middle = (weights * ranks).sum(axis=-1, keepdims=True)
    in_rise = weights * (ranks - middle)
    in_rise = in_rise / (in_rise * (ranks - middle)).sum(axis=-1, keepdims=True)
    in_start = weights - in_rise * middle
    return Line((in_start * values).sum(axis=-1), (in_rise * values).sum(axis=-1), in_start, in_rise, ranks)
