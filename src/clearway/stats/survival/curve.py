"""A survival curve: the share still free of the event as time goes on, by group, with limits and counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import normal_quantile

NO_EVENTS = "no event yet: the limits say nothing"
NOBODY_LEFT = "everybody has had the event: no limits"
NOT_FOLLOWED = "nobody was followed so long"
ABOVE_ONE = "above 1: they did better than the population; show no more than 100%"
OUTSIDE_TABLE = "some were followed in years the life table does not have; the nearest year is used"

Labels = ArrayLike | Sequence[Any]
"""A name for each person: an array, or a list that may have gaps (None)."""

ROUNDING = 1e-12
"""How far a product of shares may lie above what it stands for: 0.5 that came out a hair higher is still 0.5."""

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
class Curve:
    """A whole curve: every time at which somebody leaves, one group below the other; columns as in `Survival`.

    `names` are the groups and `starts` the rows at which each begins. `is_outside_table` marks the groups that were
    followed beyond the years of their life table. `left_out` holds the places (from 0) of people who could not be used,
    because a time, an event or another number they need is missing or impossible; nobody is dropped without a word.
    """

    names: NDArray[Any]
    starts: NDArray[np.intp]
    is_outside_table: NDArray[np.bool_]
    time: Floats
    value: Floats
    lower: Floats
    upper: Floats
    standard_error: Floats
    at_risk: NDArray[np.int64]
    numerator: NDArray[np.int64]
    denominator: NDArray[np.int64]
    level: float
    method: str
    left_out: NDArray[np.int64]

    @property
    def group(self) -> NDArray[Any]:
        """The group of each row."""
        return np.repeat(self.names, np.diff(self.starts, append=self.time.size))

    @property
    def note(self) -> NDArray[np.str_]:
        """For each row what is to be known of it; empty where nothing."""
        return self._notes(np.arange(self.time.size))

    def rows(self) -> list[slice]:
        """The rows of each group, in the order of `names`."""
        ends = np.append(self.starts[1:], self.time.size)
        return [slice(int(start), int(end)) for start, end in zip(self.starts, ends[: self.starts.size], strict=True)]

    def at(self, times: Numbers) -> Survival:
        """Survival of each group at the `times` asked for: the value at the last step at or before each.

        After the last person was followed it is missing, unless nobody was left free of the event: then it stays 0.
        """
        asked = np.atleast_1d(floats(times))
        known = np.where(np.isnan(asked), np.inf, asked)
        parts = [self._places(rows, known) for rows in self.rows()]
        place, at_risk, is_late = (
            np.array([part[column] for part in parts], dtype=np.int64).ravel() for column in range(3)
        )
        is_started = place >= 0
        is_beyond = (is_late == 1) & ~(is_started & (self.value[place] == 0))

        def here(column: Floats, before: float) -> Floats:
            return np.where(is_beyond, np.nan, np.where(is_started, column[place], before))

        return Survival(
            group=np.repeat(self.names, asked.size),
            time=np.tile(asked, self.names.size),
            value=here(self.value, 1.0),
            lower=here(self.lower, 1.0),
            upper=here(self.upper, 1.0),
            standard_error=here(self.standard_error, 0.0),
            at_risk=at_risk,
            numerator=np.where(is_started, self.numerator[place], 0),
            denominator=np.repeat(self.denominator[self.starts], asked.size),
            note=np.where(is_beyond, NOT_FOLLOWED, np.where(is_started, self._notes(place), NO_EVENTS)),
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
        for rows in self.rows():
            low = self.value[rows] <= share + ROUNDING
            found.append(self.time[rows][np.argmax(low)] if low.any() else np.nan)
        return np.array(found, dtype=np.float64)

    def _notes(self, place: NDArray[np.intp] | NDArray[np.int64]) -> NDArray[np.str_]:
        """What is to be known of some rows."""
        value, group = self.value[place], np.searchsorted(self.starts, place, side="right") - 1
        reasons = [
            (value <= 0, NOBODY_LEFT),
            (value > 1, ABOVE_ONE),
            (self.numerator[place] == 0, NO_EVENTS),
            (self.is_outside_table[group], OUTSIDE_TABLE),
        ]
        return np.select([is_so for is_so, _ in reasons], [words for _, words in reasons], default="")

    def _places(self, rows: slice, asked: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """Of one group: the row that holds at each time (-1: before the first), people at risk, what is too late."""
        times = self.time[rows]
        step = np.searchsorted(times, asked, side="right") - 1
        coming = np.searchsorted(times, asked, side="left")
        risk = np.where(coming < times.size, self.at_risk[rows][np.minimum(coming, times.size - 1)], 0)
        return np.where(step < 0, -1, step + rows.start), risk, asked > times[-1]


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
    with np.errstate(divide="ignore", invalid="ignore"):
        if limits == "plain":
            lower, upper = value - z * standard_error, value + z * standard_error
        elif limits == "log":
            width = z * standard_error / value
            lower, upper = value * np.exp(-width), value * np.exp(width)
        else:
            fallen = np.log(value)
            widened = np.exp(z * standard_error / (value * fallen))
            lower, upper = np.exp(fallen / widened), np.exp(fallen * widened)
    is_inside = (value > 0) & (value < 1)
    for limit in (lower, upper):
        np.clip(limit, 0.0, 1.0, out=limit)
        limit[~is_inside] = np.where(value[~is_inside] >= 1, 1.0, np.nan)
    return lower, upper


def joined(names: Sequence[Any], parts: Sequence[Mapping[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    """The columns of several groups' curves, one below the other, with where each begins; of no group no rows."""
    numbers = dict.fromkeys(("time", "value", "lower", "upper", "standard_error"), np.empty(0))
    counts = dict.fromkeys(("at_risk", "numerator", "denominator"), np.empty(0, dtype=np.int64))
    nothing: Mapping[str, NDArray[Any]] = {**numbers, **counts}
    every = (
        parts[0]
        if len(parts) == 1
        else {name: np.concatenate([p[name] for p in parts or [nothing]]) for name in nothing}
    )
    lengths = [part["time"].size for part in parts]
    starts = np.cumsum([0, *lengths[:-1]], dtype=np.intp)[: len(parts)]
    return {"names": np.array(names), "starts": starts, **every}


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
