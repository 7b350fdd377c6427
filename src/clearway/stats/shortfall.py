"""How many more people would have had to be within a standard for it to be met."""

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats, Numbers, floats

MILLION = 1_000_000

HALF_PERSON = 0.5
WHOLE_PERSON = 1.0


def short_of_target(total: Numbers, within: Numbers, threshold: Numbers, *, step: float = HALF_PERSON) -> Floats:
    """The fewest more people within, of the same total, that meet the threshold; 0 where it is met.

    `threshold` is a fraction (0.85), exact to six places; meeting it exactly is enough. `step` is the least by which
    the count can move: half a person where trusts share patients (62-day figures by provider), so a trust with 8 of 10
    within is 0.5 short of 85%, because one shared breach turned would lift it to 8.5. Give `WHOLE_PERSON` for 28- and
    31-day figures and for commissioners, which count people whole: there it is 1 short. The total stays as it is: these
    are breaches that should not have been, not additional people, and never more than there were.

    Works in whole numbers throughout, so that 51 of 60 meets 85% with nothing left over. Missing where a number is
    missing, where there is nobody, and where `within` is below zero or above `total`. Arrays broadcast.
    Raises ValueError for a step other than 0.5 or 1 and for a threshold outside 0 to 1.
    """
    if step not in (HALF_PERSON, WHOLE_PERSON):
        raise ValueError(f"A count moves by half a person or by one, not by {step}.")
    everyone, inside, wanted = np.broadcast_arrays(floats(total), floats(within), floats(threshold))
    with np.errstate(invalid="ignore"):
        if np.any((wanted < 0) | (wanted > 1)):
            raise ValueError("A threshold must be between 0 and 1; 0.85 stands for 85%.")
        counted = (everyone > 0) & (inside >= 0) & (inside <= everyone) & ~np.isnan(wanted)
    halves_of_all = _whole(everyone * 2, counted)
    halves_inside = _whole(inside * 2, counted)
    millionths = _whole(wanted * MILLION, counted)
    lacking = np.maximum(millionths * halves_of_all - MILLION * halves_inside, 0)
    steps = -(-lacking // int(MILLION * step * 2))
    return np.where(counted, np.minimum(steps * step, everyone - inside), np.nan)


def _whole(numbers: Floats, counted: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Numbers that are whole but for the way doubles are stored, as integers; 0 where they do not count."""
    return np.where(counted, np.rint(numbers), 0).astype(np.int64)
