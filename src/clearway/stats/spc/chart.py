"""What every control chart is: points, a middle, limits and the phase of each point, in the shape of the values."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats
from clearway.stats.spc.segments import Flags, Places, Segments

FEWEST_FOR_LIMITS = 13
"""Under so many points limits are on trial (statistics specification, section 9)."""

MISSING = "the value is missing"
NO_LIMITS = "no limits: fewer than two points in a row"
TRIAL = f"trial limits: they rest on fewer than {FEWEST_FOR_LIMITS} points"

NEAR = 2 / 3
"""The near lines lie so far along the way from the middle line to a limit."""

ON_THE_LINE = 1e-12
"""A point this near to a line, as a part of the largest value of its series, is on it: doubles are no nearer."""


@dataclass(frozen=True, eq=False, slots=True)
class ControlChart:
    """Points with their limits. Every array has the shape of the values, the last axis being time (or a long table).

    `mean` is the middle line, `near_lower` and `near_upper` lie two thirds of the way to the limits. `phase` counts
    from 0 in each series as it was given. `rests_on` is the number of points behind the limits of a point.
    `numerator` and `denominator` are missing where a chart has none.
    """

    value: Floats
    mean: Floats
    lower: Floats
    upper: Floats
    near_lower: Floats
    near_upper: Floats
    numerator: Floats
    denominator: Floats
    phase: Places
    rests_on: Floats
    method: str
    segments: Segments

    @property
    def is_trial(self) -> Flags:
        """Where limits rest on fewer than thirteen points."""
        with np.errstate(invalid="ignore"):
            return self.rests_on < FEWEST_FOR_LIMITS

    @property
    def note(self) -> NDArray[np.str_]:
        """Empty where value and limits stand; else why not (`MISSING`, `NO_LIMITS`), or that they are on trial."""
        reasons = [np.isnan(self.value), np.isnan(self.lower) & np.isnan(self.upper), self.is_trial]
        return np.select(reasons, [MISSING, NO_LIMITS, TRIAL], default="")
