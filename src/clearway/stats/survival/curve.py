"""A survival curve: the share still free of the event as time goes on, by group, with limits and counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import normal_quantile

NO_EVENTS = "no event yet: the limits say nothing"
NOBODY_LEFT = "everybody has had the event: no limits"
NOT_FOLLOWED = "nobody was followed so long"

Labels = ArrayLike | Sequence[Any]
"""A name for each person: an array, or a list that may have gaps (None)."""

LIMITS = ("log-log", "log", "plain")
"""The scales on which limits can be made; log-log keeps them between 0 and 1."""


@dataclass(frozen=True, eq=False, slots=True)
class Survival:
    """Survival at some times, one row a group and time: arrays of one length, fractions of 1.

    `numerator` counts the events up to and including `time`, `denominator` the people the group began with, and
    `at_risk` those still followed and free of the event just before `time`. `note` is empty where nothing need be said.
    """

    group: NDArray[Any]
    time: Floats
    value: Floats
    lower: Floats
    upper: Floats
    standard_error: Floats
    at_risk: NDArray[np.int64]
    numerator: NDArray[np.int64]
    denominator: NDArray[np.int64]
    note: NDArray[np.str_]
    level: float
    method: str


@dataclass(frozen=True, eq=False, slots=True)
class Curve(Survival):
    """A whole curve: every time at which somebody leaves, in order within each group.

    `left_out` holds the places (from 0) of people who could not be used, because a time, an event or another number
    they need is missing or impossible; nobody is dropped without a word.
    """

    left_out: NDArray[np.int64]

    def groups(self) -> list[Any]:
        """The groups, in order."""
        return list(dict.fromkeys(self.group.tolist()))

    def at(self, times: Numbers) -> Survival:
        """Survival of each group at the `times` asked for: the value at the last step at or before each.

        After the last person was followed it is missing, unless nobody was left free of the event: then it stays 0.
        """
        asked = np.atleast_1d(floats(times))
        names = self.groups()
        parts = [self._rows(name, asked) for name in names]
        place = np.array([part[0] for part in parts], dtype=np.intp).ravel()
        first = np.array([np.flatnonzero(self.group == name)[0] for name in names], dtype=np.intp)
        is_started = place >= 0
        last = np.array([part[2] for part in parts], dtype=bool).ravel()
        is_beyond = last & ~(is_started & (self.value[place] == 0))

        def here(column: Floats, before: float) -> Floats:
            return np.where(is_beyond, np.nan, np.where(is_started, column[place], before))

        return Survival(
            group=np.repeat(self.group[first], asked.size),
            time=np.tile(asked, len(names)),
            value=here(self.value, 1.0),
            lower=here(self.lower, 1.0),
            upper=here(self.upper, 1.0),
            standard_error=here(self.standard_error, 0.0),
            at_risk=np.array([part[1] for part in parts], dtype=np.int64).ravel(),
            numerator=np.where(is_started, self.numerator[place], 0),
            denominator=np.repeat(self.denominator[first], asked.size),
            note=np.where(is_beyond, NOT_FOLLOWED, np.where(is_started, self.note[place], NO_EVENTS)),
            level=self.level,
            method=self.method,
        )

    def when(self, share: float = 0.5) -> Floats:
        """For each group the first time at which survival is at or below `share`; 0.5 gives the median time.

        Missing where the curve never comes so low: most people were still waiting, or alive, when last seen.
        Raises ValueError when the share is not between 0 and 1.
        """
        if not 0 <= share < 1:
            raise ValueError(f"A share of {share} is not between 0 and 1; 0.5 asks for the median.")
        found = []
        for name in self.groups():
            rows = np.flatnonzero((self.group == name) & (self.value <= share + 1e-12))
            found.append(self.time[rows[0]] if rows.size else np.nan)
        return np.array(found, dtype=np.float64)

    def _rows(self, name: Any, asked: Floats) -> tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.bool_]]:
        """Of one group: the row that holds at each time (-1: before the first), people at risk, what is too late."""
        rows = np.flatnonzero(self.group == name)
        times = self.time[rows]
        known = np.where(np.isnan(asked), np.inf, asked)
        step = np.searchsorted(times, known, side="right") - 1
        coming = np.searchsorted(times, known, side="left")
        risk = np.append(self.at_risk[rows], 0)[coming]
        return np.where(step < 0, -1, rows[step]), risk, known > times[-1]


def with_limits(curve: Curve, limits: str) -> Curve:
    """The curve with limits on another scale (`LIMITS`), from its own standard errors.

    With z from the level and se the standard error of S: plain S ± z·se, cut at 0 and 1; log S·exp(± z·se/S), cut at 1;
    log-log S^exp(± z·se/(S·ln S)). Where S is 1 all three are 1; where S is 0 there are none.
    Raises ValueError for a scale that is not known.
    """
    lower, upper = limits_of(curve.value, curve.standard_error, curve.level, limits)
    return replace(curve, lower=lower, upper=upper)


def limits_of(value: Floats, standard_error: Floats, level: float, limits: str) -> tuple[Floats, Floats]:
    """Lower and upper limits of survival on one of the three scales; see `with_limits`."""
    if limits not in LIMITS:
        raise ValueError(f"Limits on the scale '{limits}' are not known. There are: {', '.join(LIMITS)}.")
    z = normal_quantile(level)
    is_between = (value > 0) & (value < 1)
    s = np.where(is_between, value, 0.5)
    if limits == "plain":
        lower, upper = s - z * standard_error, s + z * standard_error
    elif limits == "log":
        lower, upper = s * np.exp(-z * standard_error / s), s * np.exp(z * standard_error / s)
    else:
        width = z * standard_error / (s * np.log(s))
        lower, upper = s ** np.exp(-width), s ** np.exp(width)
    edge = np.where(value == 1, 1.0, np.nan)
    inside = (np.where(is_between, np.clip(limit, 0.0, 1.0), edge) for limit in (lower, upper))
    lower, upper = inside
    return lower, upper


def coded(group: Labels | None, size: int) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """The groups in order, and for each person the place of their group; without groups all are in one, ''.

    Raises ValueError when there are not as many groups as people, or a group is missing.
    """
    if group is None:
        return np.array([""]), np.zeros(size, dtype=np.intp)
    labels = np.asarray(group)
    if labels.shape != (size,):
        raise ValueError(f"There are {size} people but {labels.size} groups; give one group for each person.")
    if labels.dtype == object and (missing := [place for place, label in enumerate(labels) if label is None]):
        raise ValueError(f"The group of person {missing[0]} (counted from 0) is missing; name it, if only 'unknown'.")
    names, places = np.unique(labels, return_inverse=True)
    return names, places.astype(np.intp)
