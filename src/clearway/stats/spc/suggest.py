"""When a new phase may be due. It is only ever suggested: whether a process has changed is for people to judge."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from clearway.stats.spc.chart import ControlChart
from clearway.stats.spc.rules import USUAL_LENGTHS, Lengths, SpecialCause, special_causes
from clearway.stats.spc.xmr import xmr

CAUSE_WITHIN = 3
"""A cause belongs to a shift when it was recorded at most so many points before the shift began."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A new phase may begin at `point` (counted from 0) of `series`: since then `points` points lie on one side."""

    series: int
    point: int
    points: int
    mean_before: float
    mean_since: float


def suggested_phases(
    chart: ControlChart, cause_recorded: ArrayLike, lengths: Lengths = USUAL_LENGTHS
) -> list[Suggestion]:
    """Series whose level has shifted, for a recorded cause, and is stable since: a new phase may be due there.

    All three must hold: the last `lengths.shift` known points or more are on one side of the mean up to the latest; a
    cause was recorded (`cause_recorded`, true at the points of it) within the shift or up to three points before it;
    and the points since have no special cause among themselves. At most one a series, in the order of the series.
    Source: the Making Data Count team's advice that limits are recalculated by judgement, for a known and lasting
    change, never by a formula. Raises ValueError when the flags do not fit the chart.
    """
    flags = np.broadcast_to(np.asarray(cause_recorded, dtype=np.bool_), chart.value.shape)
    length = chart.value.shape[-1]
    found = []
    for place, (y, mean, phase, has_cause) in enumerate(
        zip(*(part.reshape(-1, length) for part in (chart.value, chart.mean, chart.phase, flags)), strict=True)
    ):
        known = np.flatnonzero(~np.isnan(y))
        if known.size < lengths.shift:
            continue
        side = np.sign(y[known] - mean[known])
        same = (side == side[-1]) & (phase[known] == phase[known[-1]])
        broken = np.flatnonzero(~same)
        begins = int(broken[-1]) + 1 if broken.size else 0
        start, since = int(known[begins]), y[known[begins:]]
        before = y[known[:begins]][phase[known[:begins]] == phase[known[-1]]]
        if side[-1] == 0 or since.size < lengths.shift or not before.size:
            continue
        if has_cause[max(start - CAUSE_WITHIN, 0) :].any() and _is_stable(since, lengths):
            found.append(Suggestion(place, start, since.size, float(before.mean()), float(since.mean())))
    return found


def _is_stable(since: np.ndarray, lengths: Lengths) -> bool:
    return bool(np.all(special_causes(xmr(since), lengths) == SpecialCause.COMMON))
