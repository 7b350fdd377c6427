"""What a series does now (variation) and whether it will meet its target (assurance): the two icons of a measure."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.spc.chart import ControlChart
from clearway.stats.spc.rules import Causes


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Variation(StrEnum):
    """What the latest point of a series says."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEITHER_HIGH = "neither_high"
    NEITHER_LOW = "neither_low"
    NOT_KNOWN = "not_known"

    @property
    def words(self) -> str:
        """What a reader is told."""
        return VARIATION_WORDS[self]


class Assurance(StrEnum):
    """What the limits of the latest phase say about the target."""

    PASSES = "consistent_pass"
    FAILS = "consistent_fail"
    HIT_OR_MISS = "inconsistent"
    NONE = "none"

    @property
    def words(self) -> str:
        """What a reader is told."""
        return ASSURANCE_WORDS[self]


VARIATION_WORDS = {
    Variation.COMMON_CAUSE: "Common cause: no significant change",
    Variation.IMPROVEMENT_HIGH: "Special cause: improving, with higher values",
    Variation.IMPROVEMENT_LOW: "Special cause: improving, with lower values",
    Variation.CONCERN_HIGH: "Special cause for concern: higher values",
    Variation.CONCERN_LOW: "Special cause for concern: lower values",
    Variation.NEITHER_HIGH: "Special cause: higher values, neither better nor worse",
    Variation.NEITHER_LOW: "Special cause: lower values, neither better nor worse",
    Variation.NOT_KNOWN: "Not known: no point with limits",
}
ASSURANCE_WORDS = {
    Assurance.PASSES: "Will consistently meet the target unless something changes",
    Assurance.FAILS: "Will consistently miss the target unless something changes",
    Assurance.HIT_OR_MISS: "May meet or miss the target by chance",
    Assurance.NONE: "No target, or no better direction",
}

SIGNS = {Direction.HIGHER: 1, Direction.LOWER: -1, Direction.NEITHER: 0}
BY_SIGN = {
    1: (Variation.IMPROVEMENT_HIGH, Variation.CONCERN_LOW),
    -1: (Variation.CONCERN_HIGH, Variation.IMPROVEMENT_LOW),
    0: (Variation.NEITHER_HIGH, Variation.NEITHER_LOW),
}

PLOT_THE_DOTS_POINTS = {
    Variation.COMMON_CAUSE: "common_cause",
    Variation.IMPROVEMENT_HIGH: "special_cause_improvement",
    Variation.IMPROVEMENT_LOW: "special_cause_improvement",
    Variation.CONCERN_HIGH: "special_cause_concern",
    Variation.CONCERN_LOW: "special_cause_concern",
    Variation.NEITHER_HIGH: "special_cause_neutral_high",
    Variation.NEITHER_LOW: "special_cause_neutral_low",
}
"""What NHSRplotthedots calls each kind of point, for whoever compares the two."""

CONCERN = (Variation.CONCERN_HIGH, Variation.CONCERN_LOW)
IMPROVEMENT = (Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW)

Directions = Direction | str | Sequence[Direction | str]
"""One direction for all series, or one each."""


def kinds_of_points(causes: Causes, direction: Directions) -> NDArray[np.str_]:
    """A `Variation` for each point, from the rule that names it; `NOT_KNOWN` where there is no value."""
    sign = _signs(direction)
    sign = sign[..., np.newaxis] if sign.ndim else sign
    return _kinds(causes, np.broadcast_to(sign, causes.shape))


def variation(chart: ControlChart, causes: Causes, direction: Directions) -> NDArray[np.str_]:
    """The variation icon of each series: the state of its latest known point, and of nothing before it.

    `NOT_KNOWN` where a series has no point, or its latest point has no limits.
    """
    laid = chart.segments
    latest = laid.latest
    has_point = latest >= 0
    place = laid.known[np.maximum(latest, 0)] if laid.known.size else np.zeros(laid.series, dtype=np.intp)
    flat = causes.reshape(-1)[place] if causes.size else np.empty(0, dtype=np.int8)
    has_limits = ~np.isnan(chart.lower.reshape(-1)[place]) if causes.size else has_point
    sign = np.broadcast_to(_signs(direction), latest.shape)
    icons = np.where(has_point & has_limits, _kinds(flat, sign), Variation.NOT_KNOWN)
    return icons.reshape(_shape_of_series(chart))


def assurance(chart: ControlChart, target: Numbers | None, direction: Directions) -> NDArray[np.str_]:
    """The assurance icon of each series: the limits at its latest known point against the target.

    `target` is one number, one a series, or (a target that moves) one a point, of which the latest known one counts.
    Raises ValueError when the target fits none of these.
    """
    laid = chart.segments
    shape = _shape_of_series(chart)
    if target is None or not laid.known.size:
        return np.full(shape, Assurance.NONE.value)
    latest = laid.latest
    place = laid.known[np.maximum(latest, 0)]
    wanted = _latest_target(floats(target), chart, laid.series)
    lower, upper = (np.where(latest >= 0, line.reshape(-1)[place], np.nan) for line in (chart.lower, chart.upper))
    return assurance_of(lower, upper, wanted, direction).reshape(shape)


def assurance_of(lower: Numbers, upper: Numbers, target: Numbers, direction: Directions) -> NDArray[np.str_]:
    """Assurance from limits and target alone, element by element. A target on a limit is hit or miss.

    When higher is better: a target above the upper limit fails, one below the lower limit passes; when lower is better
    the other way round. None without a target, without limits, and when neither direction is better.
    """
    low, high, wanted = np.broadcast_arrays(floats(lower), floats(upper), floats(target))
    sign = np.broadcast_to(_signs(direction), low.shape)
    with np.errstate(invalid="ignore"):
        over, under = wanted > high, wanted < low
    unknown = np.isnan(low) | np.isnan(high) | np.isnan(wanted) | (sign == 0)
    passes = np.where(sign > 0, under, over)
    fails = np.where(sign > 0, over, under)
    return np.select(
        [unknown, passes, fails], [Assurance.NONE, Assurance.PASSES, Assurance.FAILS], Assurance.HIT_OR_MISS
    )


def attention(variations: NDArray[np.str_], assurances: NDArray[np.str_]) -> NDArray[np.intp]:
    """The order in which a board should look, from 0: concern before common cause before improvement, and within
    each what fails its target before what hits or misses, what has none, and what passes. Neither better nor worse
    stands with common cause; what is not known comes last.
    """
    groups = np.select(
        [np.isin(variations, CONCERN), np.isin(variations, IMPROVEMENT), variations == Variation.NOT_KNOWN],
        [0, 2, 3],
        default=1,
    )
    order = (Assurance.FAILS, Assurance.HIT_OR_MISS, Assurance.NONE, Assurance.PASSES)
    within = np.select([assurances == one for one in order], range(4), default=2)
    return np.asarray(groups * 4 + within, dtype=np.intp)


def _kinds(causes: Causes, sign: NDArray[np.int8]) -> NDArray[np.str_]:
    names: NDArray[np.str_] = np.array(
        [Variation.NOT_KNOWN, Variation.COMMON_CAUSE, *(kind for one in (1, 0, -1) for kind in BY_SIGN[one])]
    )
    low = (causes % 2 == 0).astype(np.intp)
    place = np.select([causes < 0, causes == 0], [0, 1], default=2 + (1 - sign.astype(np.intp)) * 2 + low)
    return np.asarray(names[place])


def _signs(direction: Directions) -> NDArray[np.int8]:
    try:
        if isinstance(direction, str):
            return np.array(SIGNS[Direction(direction)], dtype=np.int8)
        return np.array([SIGNS[Direction(one)] for one in direction], dtype=np.int8)
    except ValueError as error:
        raise ValueError(f"{error}: a direction is higher, lower or neither.") from None


def _shape_of_series(chart: ControlChart) -> tuple[int, ...]:
    """One answer a series: the shape without time, or a list for a long table."""
    without_time = chart.value.shape[:-1]
    return without_time if int(np.prod(without_time)) == chart.segments.series else (chart.segments.series,)


def _latest_target(target: Floats, chart: ControlChart, series: int) -> Floats:
    shape = chart.value.shape
    if target.ndim == 0:
        return np.full(series, float(target))
    if target.size == series and target.shape != shape:
        return target.reshape(-1)
    if target.shape == shape[-1:] and series == int(np.prod(shape[:-1])):
        target = np.broadcast_to(target, shape)
    if target.shape != shape:
        raise ValueError(f"A target of shape {target.shape} fits neither one series nor one point of {shape}.")
    flat = target.reshape(-1)
    series_of_all = np.full(flat.size, -1, dtype=np.intp)
    if series == int(np.prod(shape[:-1])):
        series_of_all = np.arange(flat.size) // shape[-1]
    else:
        series_of_all[chart.segments.known] = chart.segments.series_of
    known = np.flatnonzero(~np.isnan(flat) & (series_of_all >= 0))
    latest = np.full(series, np.nan)
    latest[series_of_all[known]] = flat[known]
    return latest
