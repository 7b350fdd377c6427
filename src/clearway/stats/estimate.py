"""What a statistic answers: a value with its limits, what it was made of, how, and why there may be none."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats

Words = NDArray[np.str_]
"""An array of words, one for each value."""

Mask = NDArray[np.bool_]

MISSING = "a number is missing"
NOBODY = "nobody to count"
NEGATIVE = "a number is below zero"


class Interval(NamedTuple):
    """Lower and upper limits on the scale of the value; missing (NaN) where there is no interval."""

    lower: Floats
    upper: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Estimate:
    """Values with all that is needed to show them: arrays of one shape.

    `value`, `lower` and `upper` are already times `multiplier`; `numerator` and `denominator` are not. `method` names
    the way in which the limits of each value were made. `note` is empty where the value stands; else it says why there
    is none, or what to mind.
    """

    value: Floats
    lower: Floats
    upper: Floats
    numerator: Floats
    denominator: Floats
    method: Words
    note: Words
    level: float
    multiplier: float = 1.0


def normal_quantile(level: float) -> float:
    """The z of a two-sided level: 1.96 for 0.95, 3.09 for 0.998. Raises ValueError outside 0 to 1."""
    if not 0 < level < 1:
        raise ValueError(f"A level of {level} is not between 0 and 1; 0.95 stands for 95%.")
    return NormalDist().inv_cdf((1 + level) / 2)


def notes(*reasons: tuple[Mask, str]) -> Words:
    """For each place the words of the first reason that holds there, else nothing. Masks of one shape.

    Where no reason holds anywhere, the array of empty words takes little room even for millions of rows.
    """
    held = [(mask, words) for mask, words in reasons if mask.any()]
    if not held:
        return np.zeros(reasons[0][0].shape, dtype="<U1")
    return np.select([mask for mask, _ in held], [words for _, words in held], default="")


def everywhere(words: str, like: Floats) -> Words:
    """The same words for every value, in an array that takes the room of one."""
    return np.broadcast_to(np.array(words), like.shape)
