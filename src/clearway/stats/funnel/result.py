"""What every funnel answers: each unit's value, its place, and the limits at its own size."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats
from clearway.stats.estimate import Interval
from clearway.stats.funnel.category import INNER, OUTER
from clearway.stats.many import flags_by_chance


@dataclass(frozen=True, eq=False, slots=True)
class Funnel:
    """A funnel: arrays of one shape, one place a unit, around one `centre`.

    `size` is what the units are drawn along (people, events, expected events or population) and `size_name` says which.
    `inner` and `outer` are the limits at each unit's own size, at the two `levels`. `category` is one of
    `category.CATEGORIES`; `note` is empty where the unit has a place, else it says why not.
    """

    value: Floats
    numerator: Floats
    denominator: Floats
    size: Floats
    size_name: str
    centre: float
    inner: Interval
    outer: Interval
    category: NDArray[np.str_]
    note: NDArray[np.str_]
    method: str
    levels: tuple[float, float] = (INNER, OUTER)

    def expected_by_chance(self) -> tuple[float, float]:
        """How many units would lie outside the inner and the outer limits if all were alike: units x (1 - level)."""
        placed = int(np.count_nonzero(self.note == ""))
        inner, outer = (float(flags_by_chance(placed, level)) for level in self.levels)
        return inner, outer
