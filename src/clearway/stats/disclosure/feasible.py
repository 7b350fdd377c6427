"""The audit: between which values a reader can place every hidden number, found by linear programs."""

from dataclasses import dataclass

import numpy as np

from clearway.stats.arrays import Floats
from clearway.stats.disclosure.table import relations
from clearway.stats.estimate import Mask


@dataclass(frozen=True, eq=False, slots=True)
class FeasibleRanges:
    """The least and the most that each hidden cell can be, in the shape of the table; missing where nothing is hidden.

    `upper` is infinite where nothing bounds it.
    """

    lower: Floats
    upper: Floats

    @property
    def width(self) -> Floats:
        """How far apart they are; missing where nothing is hidden."""
        return self.upper - self.lower

    @property
    def narrowest(self) -> float:
        """The smallest width of all; infinite when nothing is hidden."""
        known = self.width[~np.isnan(self.width)]
        return float(known.min()) if known.size else float("inf")


def feasible_ranges(least: Floats, most: Floats, hidden: Mask) -> FeasibleRanges:
    """What a reader can work out who knows that every cell lies from `least` to `most` and how totals are made.

    All three have the shape of the table with its totals (`with_totals`). A shown cell has least = most (or the two
    ends of its rounding), a hidden one what the rule says about hidden counts. For lists and tables of rows and columns
    with whole bounds the ends are whole numbers and can be reached: the relations are those of a network, whose corners
    are whole. Missing cells count as zero. Raises ValueError when no table at all fits what is shown.
    """
    from scipy.optimize import linprog  # a fifth of a second: only when there is something to audit

    low, high = np.nan_to_num(least.ravel(), nan=0.0), most.ravel()
    high = np.where(np.isnan(high), 0.0, high)
    sums = relations(hidden.shape)
    found = np.full((2, hidden.size), np.nan)
    free = low < high
    bounds = np.column_stack([low, high])[free]
    rest = -(sums[:, ~free] @ low[~free])
    position = np.cumsum(free) - 1
    for cell in np.flatnonzero(hidden.ravel()):
        if not free[cell]:
            found[:, cell] = low[cell]
            continue
        for place, sign in enumerate((1.0, -1.0)):
            goal = np.zeros(bounds.shape[0])
            goal[position[cell]] = sign
            answer = linprog(goal, A_eq=sums[:, free], b_eq=rest, bounds=bounds, method="highs")
            if answer.status == 2:
                raise ValueError("No table fits the numbers shown: a total disagrees with its parts.")
            found[place, cell] = sign * answer.fun if answer.status == 0 else np.inf
    lower, upper = np.round(found, 6).reshape((2, *hidden.shape))
    return FeasibleRanges(lower, upper)
