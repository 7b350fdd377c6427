"""Areas in groups of equal size by their values: fifths, tenths and the like."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import MISSING, Words, notes

TOO_FEW_AREAS = "fewer areas than groups"


@dataclass(frozen=True, eq=False, slots=True)
class QuantileGroups:
    """The group (1 to `number`) and the rank of each area; missing, with a note, where an area has none."""

    group: Floats
    rank: Floats
    note: Words
    number: int


def quantile_groups(
    values: Numbers, number: int, within: ArrayLike = "all", *, high_is_first: bool = False
) -> QuantileGroups:
    """Puts areas into `number` groups of as equal size as can be, by value; those of equal value stay together.

    Group 1 holds the lowest values, or the highest with `high_is_first`. `within` names the set of each area (a
    region, an indicator): each set is divided on its own. Of N areas with values, the one at rank r (equal values share
    the lowest rank) is in group floor(k + 1 - ceil((N + 1 - r) k / N)), and 0 becomes 1. Areas without a value have no
    group; with fewer areas than groups nobody has one, and the note says so.

    Source: `phe_quantile` of PHEindicatormethods, as described in its documentation; whole-number arithmetic.
    Raises ValueError for fewer than two groups and when there is not one name in `within` for each value.
    """
    if number < 2:
        raise ValueError(f"Areas are divided into two groups or more, not {number}.")
    known, sets = floats(values).reshape(-1), _sets(within, floats(values).size)
    rank, size = _ranks(-known if high_is_first else known, sets)
    few = size < number
    with np.errstate(invalid="ignore", divide="ignore"):
        above = -(-(size + 1 - rank) * number // size)
    group = np.where(few, np.nan, np.maximum(number + 1 - above, 1))
    note = notes((np.isnan(known), MISSING), (few, TOO_FEW_AREAS))
    return QuantileGroups(group, rank, note, number)


def _sets(within: ArrayLike, size: int) -> NDArray[np.intp]:
    names = np.asarray(within)
    if names.ndim and names.size != size:
        raise ValueError(f"There are {size} values and {names.size} names of sets; give one for each.")
    return np.unique(np.broadcast_to(names.reshape(-1) if names.ndim else names, (size,)), return_inverse=True)[1]


def _ranks(values: Floats, sets: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """The rank of each value in its set, ties at the lowest, and the number of values there are in that set."""
    there = np.flatnonzero(~np.isnan(values))
    order = there[np.lexsort((values[there], sets[there]))]
    sizes = np.bincount(sets[there], minlength=int(sets.max(initial=-1)) + 1)
    places = np.arange(order.size) - (np.cumsum(sizes) - sizes)[sets[order]]
    follows = (np.diff(values[order]) == 0) & (np.diff(sets[order]) == 0)
    firsts = np.where(np.concatenate([[False], follows])[: order.size], 0, np.arange(order.size))
    rank = np.full(values.size, np.nan)
    rank[order] = places[np.maximum.accumulate(firsts)] + 1
    return rank, sizes[sets].astype(np.float64)
