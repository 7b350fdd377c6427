"""The sizes at which the curves of a funnel are drawn."""

import math

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats

POINTS = 100


def axis(sizes: Numbers) -> tuple[float, float]:
    """The stretch of the size axis that holds `sizes` (missing ones left out), as public-health tools draw it.

    From 0 when the largest size is more than twice the smallest, else from 95% of the smallest rounded down to its
    leading digit; to 105% of the largest, rounded up to two significant digits.
    Raises ValueError when there is no size above zero.
    """
    known = floats(sizes)
    known = known[known > 0]
    if known.size == 0:
        raise ValueError("A funnel needs at least one unit with a size above zero.")
    smallest, largest = float(known.min()), float(known.max())
    start = 0.0 if largest > 2 * smallest else _rounded_down(0.95 * smallest)
    return start, _rounded_up(1.05 * largest)


def grid(start: float, end: float, points: int = POINTS) -> Floats:
    """`points` whole sizes from `start` (at least 1) to `end`, closer together where the curves bend most.

    Each step goes the same share of the way that is left on a scale of ratios, rounded to a whole size and at least one
    more than the last. Raises ValueError when the end lies before the start or fewer than two points are asked.
    """
    if points < 2 or end < max(1.0, start):
        raise ValueError("A grid of sizes needs two points or more, and an end that is not before its start.")
    sizes = [max(1.0, start)]
    for left in range(points - 1, 0, -1):
        last = sizes[-1]
        sizes.append(max(float(round(last * (end / last) ** (1 / left))), last + 1))
    return np.array(sizes)


def _rounded_down(size: float) -> float:
    power = 10.0 ** math.floor(math.log10(size))
    return math.floor(size / power) * power


def _rounded_up(size: float) -> float:
    power = 10.0 ** (math.floor(math.log10(size)) - 1)
    return math.ceil(size / power) * power
