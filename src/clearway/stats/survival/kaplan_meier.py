"""Kaplan-Meier survival: time to an event when some people have not had it yet. Also for waits that still run."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.survival.curve import NO_EVENTS, NOBODY_LEFT, Curve, Labels, coded, limits_of

METHOD = "Kaplan-Meier, Greenwood, {limits} limits"

MOST_CELLS_A_PERSON = 4
"""Whole days are counted in a table of group by day as long as it is not much longer than the list of people."""


def kaplan_meier(
    time: Numbers, event: Numbers, group: Labels | None = None, *, level: float = 0.95, limits: str = "log-log"
) -> Curve:
    """The share still free of the event, by group, at every time somebody leaves.

    `time` is how long each person was followed, in one unit of your choice; `event` is 1 when the event ended it and 0
    when the person was still free of it (censored). Never drop people who still wait: they are what censoring is for.
    Of those with one time, events come first.

    S(t) is the product over event times up to t of 1 - d/n, with d events among n at risk. Greenwood's variance is
    S² times the sum of d/(n(n-d)). Limits on the log-log scale by default, so that they stay between 0 and 1; `log`
    (the default of R's survival) and `plain` can be had (`curve.with_limits`).

    A time below zero, a missing one, or an event other than 0 and 1 leaves the person out; see `Curve.left_out`.
    Source: Kaplan and Meier (1958), J Am Stat Assoc 53:457; Greenwood (1926); limits Kalbfleisch and Prentice (1980).
    Raises ValueError when lengths differ, or for an unknown level or scale.
    """
    followed, ended = floats(time).ravel(), floats(event).ravel()
    if followed.shape != ended.shape:
        raise ValueError(f"There are {followed.size} times but {ended.size} events; give one event for each time.")
    names, place = coded(group, followed.size)
    is_usable = (followed >= 0) & ((ended == 0) | (ended == 1))
    left_out = np.flatnonzero(~is_usable)
    if left_out.size:
        followed, ended, place = followed[is_usable], ended[is_usable], place[is_usable]
    code, times, leaving, events = _leavers(followed, ended, place, len(names))
    return _curve(names, code, times, leaving, events, left_out, level, limits)


def _leavers(
    time: Floats, event: Floats, place: NDArray[np.intp], groups: int
) -> tuple[NDArray[np.intp], Floats, NDArray[np.int64], NDArray[np.int64]]:
    """Group, time, people leaving and events: one row for each time of a group at which somebody leaves, in order."""
    points, at = _axis(time, groups)
    cells = groups * max(points.size, 1)
    if cells <= MOST_CELLS_A_PERSON * time.size + 1000:
        key = at if groups == 1 else place * points.size + at
        leaving = np.bincount(key, minlength=cells)
        events = np.bincount(key[event == 1], minlength=cells)
        kept = np.flatnonzero(leaving)
        leaving, events = leaving[kept], events[kept]
    else:
        kept, inverse, leaving = np.unique(place * points.size + at, return_inverse=True, return_counts=True)
        events = np.bincount(inverse[event == 1], minlength=kept.size)
    width = max(points.size, 1)
    return (kept // width).astype(np.intp), points[kept % width] if points.size else points, leaving, events


def _axis(time: Floats, groups: int) -> tuple[Floats, NDArray[np.intp]]:
    """The different times, and the place of each person's among them. Whole days need no sorting."""
    longest = time.max(initial=0.0)
    if (longest + 1) * groups <= MOST_CELLS_A_PERSON * time.size + 1000:
        whole = time.astype(np.intp)
        if np.array_equal(whole, time):
            return np.arange(longest + 1), whole
    points, at = np.unique(time, return_inverse=True)
    return points, at.astype(np.intp)


def _curve(
    names: NDArray[Any],
    code: NDArray[np.intp],
    times: Floats,
    leaving: NDArray[np.int64],
    events: NDArray[np.int64],
    left_out: NDArray[np.int64],
    level: float,
    limits: str,
) -> Curve:
    """The curve of all groups from the counts of those who leave: products and sums that begin anew in each group."""
    starts = np.flatnonzero(np.diff(code, prepend=-1))
    ends = np.append(starts[1:], code.size)[: starts.size]
    size_of_row = np.bincount(code, weights=leaving, minlength=1).astype(np.int64)[code]
    at_risk = size_of_row - (_running(leaving, starts) - leaving)
    total_events = _running(events, starts)
    survival = np.ones(code.size)
    spread = np.zeros(code.size)
    for first, last in zip(starts, ends, strict=True):
        rows = slice(first, last)
        n, d = at_risk[rows].astype(np.float64), events[rows].astype(np.float64)
        survival[rows] = np.cumprod(1 - d / n)
        with np.errstate(divide="ignore", invalid="ignore"):
            spread[rows] = np.cumsum(np.where(d == n, np.inf, d / (n * (n - d))))
    nobody_left = survival == 0
    error = np.where(nobody_left, np.nan, survival * np.sqrt(np.where(nobody_left, 0.0, spread)))
    lower, upper = limits_of(survival, error, level, limits)
    return Curve(
        group=names[code],
        time=times,
        value=survival,
        lower=lower,
        upper=upper,
        standard_error=error,
        at_risk=at_risk,
        numerator=total_events,
        denominator=size_of_row,
        note=np.select([total_events == 0, nobody_left], [NO_EVENTS, NOBODY_LEFT], default=""),
        level=level,
        method=METHOD.format(limits=limits),
        left_out=left_out,
    )


def _running(counts: NDArray[np.int64], starts: NDArray[np.intp]) -> NDArray[np.int64]:
    """Running totals that begin anew at each start."""
    total = np.cumsum(counts)
    before = np.append(0, total)[starts].astype(np.int64)
    lengths = np.diff(np.append(starts, counts.size)) if starts.size else starts
    return np.asarray(total - np.repeat(before, lengths))
