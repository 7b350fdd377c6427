"""Days within a published wait band (assumption WAIT-1)."""

import numpy as np

from clearway.demo.arrays import Floats, Ints, Random
from clearway.demo.assumptions import assumed
from clearway.demo.axes import BANDS


def band_limits(standard: str, band: Ints) -> tuple[Ints, Ints]:
    """The first and last day of each band; the open band ends at the longest wait assumed."""
    bands = BANDS[standard]
    lower = np.array(bands.lower, dtype=np.int64)
    upper = np.array([*bands.upper, assumed("waits")["longest"][standard]], dtype=np.int64)
    return lower[band], upper[band]


def days_in(rng: Random, standard: str, band: Ints, first_power: Floats | None = None) -> Ints:
    """A number of days in each band. `first_power` stands in for the shape of the first band, one for each entry."""
    waits = assumed("waits")
    lower, upper = band_limits(standard, band)
    power = np.array(waits["power"][standard])[band]
    if first_power is not None:
        power = np.where(band == 0, first_power, power)
    inside = lower + np.floor((upper - lower + 1) * rng.random(len(band)) ** power).astype(np.int64)
    tail = lower + np.floor(rng.exponential(waits["tail"][standard], len(band))).astype(np.int64)
    is_open = band == BANDS[standard].count - 1
    return np.minimum(np.where(is_open, tail, inside), upper)


def band_of(standard: str, days: Ints) -> Ints:
    """The band that each wait falls in."""
    return np.searchsorted(np.array(BANDS[standard].upper), days, side="left").astype(np.int64)
