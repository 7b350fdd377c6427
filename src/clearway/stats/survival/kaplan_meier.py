"""Kaplan-Meier survival: time to an event when some people have not had it yet. Also for waits that still run."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats, Numbers
from clearway.stats.survival.curve import Curve, Labels, coded, joined, limits_of

METHOD = "Kaplan-Meier, Greenwood, {limits} limits"

MOST_DAYS_A_PERSON = 4
"""Whole days are counted in a table with a cell a day, as long as it is not much longer than the list of people."""


BLOCK = 1 << 15
"""People counted at a time: what is made of so many on the way stays in the processor's own memory."""


def kaplan_meier(
    time: Numbers, event: Numbers, group: Labels | None = None, *, level: float = 0.95, limits: str = "log-log"
) -> Curve:
    """The share still free of the event, by group, at every time somebody leaves.

    `time` is how long each person was followed, in one unit of your choice; `event` is 1 when the event ended it and 0
    when the person was still free of it (censored). Never drop people who still wait: they are what censoring is for.
    Of those with one time, events come first.

    S(t) is the product over event times up to t of 1 - d/n, with d events among n at risk. Greenwood's variance is
    S² times the sum of d/(n(n-d)). Limits on the log-log scale by default, so that they stay between 0 and 1; `log`
    (the default of R's survival) and `plain` can be had (`with_limits`).

    A time below zero, a missing one, or an event other than 0 and 1 leaves the person out; see `Curve.left_out`.
    Source: Kaplan and Meier (1958), J Am Stat Assoc 53:457; Greenwood (1926); limits Kalbfleisch and Prentice (1980).
    Raises ValueError when lengths differ, or for an unknown level or scale.
    """
    followed, ended = (np.asarray(numbers, dtype=np.float64).ravel() for numbers in (time, event))
    if followed.shape != ended.shape:
        raise ValueError(f"There are {followed.size} times but {ended.size} events; give one event for each time.")
    names, place = coded(group, followed.size)
    left_out = _unusable(followed, ended)
    if left_out.size:
        followed, ended = np.delete(followed, left_out), np.delete(ended, left_out)
        place = np.delete(place, left_out)
    limits_of(np.empty(0), np.empty(0), level, limits)
    shown, parts = [], []
    for name, people in _by_group(names, place):
        part = (followed, ended) if people is None else (followed[people], ended[people])
        if part[0].size:
            shown.append(name)
            parts.append(_columns(*part, level, limits))
    return Curve(
        **joined(shown, parts),
        is_outside_table=np.zeros(len(parts), dtype=bool),
        level=level,
        method=METHOD.format(limits=limits),
        left_out=left_out,
    )


def _unusable(time: Floats, event: Floats) -> NDArray[np.intp]:
    """Where a time is below zero or missing, or an event neither 0 nor 1: looked for one by one if there is any."""
    is_event = (event == 0) | (event == 1)
    if time.size and time.min() >= 0 and time.max() < np.inf and is_event.all():
        return np.empty(0, dtype=np.intp)
    return np.flatnonzero(~((time >= 0) & (time < np.inf) & is_event))


def _by_group(names: NDArray[Any], place: NDArray[np.intp]) -> list[tuple[Any, NDArray[np.intp] | None]]:
    """Each group with the places of its people; None for everybody."""
    if names.size == 1:
        return [(names[0], None)]
    order = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[order], np.arange(1, names.size))
    return list(zip(names, np.split(order, starts), strict=True))


def _columns(time: Floats, event: Floats, level: float, limits: str) -> dict[str, NDArray[Any]]:
    """The columns of one group's curve."""
    times, at_risk, events = _steps(time, event)
    survival = np.asarray(np.cumprod(1 - events / at_risk), dtype=np.float64)
    staying = at_risk - events
    with np.errstate(divide="ignore"):
        spread = np.cumsum(events / (at_risk * staying.astype(np.float64)))
    nobody_left = staying[-1] == 0
    if nobody_left:
        spread[-1], survival[-1] = np.nan, 0.0
    error = survival * np.sqrt(spread)
    lower, upper = limits_of(survival, error, level, limits)
    return {
        "time": times,
        "value": survival,
        "lower": lower,
        "upper": upper,
        "standard_error": error,
        "at_risk": at_risk,
        "numerator": np.cumsum(events),
        "denominator": np.broadcast_to(np.int64(time.size), times.shape),
    }


def _steps(time: Floats, event: Floats) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
    """The different times in order, with the people at risk at each and the events.

    Whole days are counted day by day. Other times are sorted as the whole numbers that their bits spell: doubles that
    are not negative have the same order, and the bit of the sign is free to carry the event along.
    """
    if (counted := _whole_days(time, event)) is not None:
        leaving, events = counted
        kept = np.flatnonzero(leaving)
        at_risk = time.size - np.cumsum(leaving) + leaving
        return kept.astype(np.float64), at_risk[kept], events[kept]
    one = np.uint64(1)
    keys = (time.view(np.uint64) << one) | event.astype(np.uint64)
    keys.sort()
    bits, ends_it = keys >> one, (keys & one).astype(np.int64)
    starts = np.append(0, np.flatnonzero(bits[1:] != bits[:-1]) + 1)
    if starts.size < bits.size:
        bits, ends_it = bits[starts], np.add.reduceat(ends_it, starts)
    return bits.view(np.float64), time.size - starts, ends_it


def _whole_days(time: Floats, event: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """People leaving and events on each day from 0; None when times are no whole days, or too far apart to count so."""
    longest = time.max()
    if longest > MOST_DAYS_A_PERSON * time.size + 1000:
        return None
    size = int(longest) + 1
    block = max(BLOCK, size)
    censored_and_events = np.zeros(2 * size, dtype=np.int64)
    for first in range(0, time.size, block):
        part = time[first : first + block]
        if not np.array_equal(np.floor(part), part):
            return None
        places = 2 * part + event[first : first + block]
        censored_and_events += np.bincount(places.astype(np.intp), minlength=2 * size)
    censored, events = censored_and_events.reshape(size, 2).T
    return censored + events, events
