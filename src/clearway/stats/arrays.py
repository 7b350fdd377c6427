"""Numbers as arrays: the one way in which every statistic reads what it is given."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
"""An array of doubles; NaN stands for missing."""

Numbers = ArrayLike | Decimal | Sequence[float | Decimal | None]
"""Anything that reads as numbers: a number, a list with gaps (None), an array, a column of exact decimals."""


def floats(numbers: Numbers) -> Floats:
    """Numbers as doubles. None and infinities become missing (NaN). Halves and whole numbers stay exact.

    Raises ValueError or TypeError when something is not a number at all, as NumPy words it.
    """
    array = np.array(numbers, dtype=np.float64)
    array[~np.isfinite(array)] = np.nan
    return array
