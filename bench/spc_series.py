"""The series that the control charts are timed on: NumPy alone, so that every environment can make them."""

import numpy as np

SEED = 20260
TARGET = 40.0


def series(many: int, points: int) -> np.ndarray:
    """Series of ordinary months, one in four with a step halfway."""
    rng = np.random.default_rng(SEED)
    values = rng.normal(50, 5, (many, points))
    values[::4, points // 2 :] += 6
    return values
