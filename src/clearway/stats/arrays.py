"""Numbers as arrays: the one way in which every statistic reads what it is given."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
"""An array of doubles; NaN stands for missing."""

Numbers = ArrayLike | Decimal | Sequence[float | Decimal | None]
"""Anything that reads as numbers: a number, a list with gaps (None), an array, a column of exact decimals."""

BLOCK = 32_768
"""Elements worked on at a time: the steps of a formula then stay in the processor's cache, which halves its time."""


def floats(numbers: Numbers) -> Floats:
    """Numbers as doubles. None and infinities become missing (NaN). Halves and whole numbers stay exact.

    Raises ValueError or TypeError when something is not a number at all, as NumPy words it.
    """
    array = np.array(numbers, dtype=np.float64)
    array[~np.isfinite(array)] = np.nan
    return array


def plain(numbers: Numbers) -> Floats:
    """Numbers as doubles without a copy where they are doubles already: never write into them. Infinities stay.

    For formulas that make a missing number of an infinity themselves. Raises as `floats` does.
    """
    return np.asarray(numbers, dtype=np.float64)


def columns(*numbers: Numbers) -> list[Floats]:
    """Several kinds of numbers as arrays of one shape, by broadcasting. They may share memory: never write into them.

    Raises ValueError when the shapes cannot be brought together.
    """
    return list(np.broadcast_arrays(*map(floats, numbers)))


def limits_in_blocks(formula: Callable[..., tuple[Floats, Floats]], *arrays: Floats) -> tuple[Floats, Floats]:
    """Lower and upper limits of a formula that works element by element on arrays of one shape.

    Missing numbers and impossible ones may pass through the formula: NumPy's warnings about them are silenced.
    """
    shape = arrays[0].shape
    flat = [array.reshape(-1) for array in arrays]
    lower, upper = np.empty(flat[0].size), np.empty(flat[0].size)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for start in range(0, lower.size, BLOCK):
            block = slice(start, start + BLOCK)
            lower[block], upper[block] = formula(*(array[block] for array in flat))
    return lower.reshape(shape), upper.reshape(shape)
