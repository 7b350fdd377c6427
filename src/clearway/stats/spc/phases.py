"""Phases: where people decided that a process has a new level, so that mean, limits and rules begin anew."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from clearway.stats.spc.segments import Places

When = TypeVar("When")


def phases_from(points: Sequence[When], rebased_at: Sequence[When] = ()) -> Places:
    """The phase of each point, from 0: a phase begins at each point (a month, a day, a number) of `rebased_at`.

    Who decided it, when and why is kept by the caller; nothing here decides it. A first point as `rebased_at` changes
    nothing, since a phase begins there anyway. Raises ValueError naming every place that is not among the points
    (a peer passes over such a date without a word), and when points are not in order or stand twice.
    """
    known = {point: place for place, point in enumerate(points)}
    ordered: Sequence[Any] = points
    if len(known) != len(points) or any(later < earlier for earlier, later in pairwise(ordered)):
        raise ValueError("The points of a series must be in order, each only once.")
    strange = [str(point) for point in rebased_at if point not in known]
    if strange:
        said = f"{', '.join(strange)} is not a point of the series"
        raise ValueError(
            f"{said}, which has {len(points)} points from {points[0]} to {points[-1]}." if points else said
        )
    begins = np.zeros(len(points), dtype=np.intp)
    begins[[known[point] for point in rebased_at if known[point] > 0]] = 1
    return np.cumsum(begins)
