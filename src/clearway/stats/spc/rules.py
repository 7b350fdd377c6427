"""The rules that tell a special cause from common cause variation, and which of them names a point."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats
from clearway.stats.spc.chart import ON_THE_LINE, ControlChart
from clearway.stats.spc.segments import Flags, Segments

Causes = NDArray[np.int8]
"""`SpecialCause` numbers in the shape of a chart; `SpecialCause.MISSING` where there is no value."""


class SpecialCause(IntEnum):
    """What names a point. Odd numbers are high (above, rising), even ones low; the order is that of priority."""

    MISSING = -1
    COMMON = 0
    ABOVE_LIMIT = 1
    BELOW_LIMIT = 2
    RISING = 3
    FALLING = 4
    TWO_OF_THREE_HIGH = 5
    TWO_OF_THREE_LOW = 6
    SHIFT_HIGH = 7
    SHIFT_LOW = 8

    @property
    def words(self) -> str:
        """What a reader is told."""
        return WORDS[self]


WORDS = {
    SpecialCause.MISSING: "no value",
    SpecialCause.COMMON: "common cause",
    SpecialCause.ABOVE_LIMIT: "above the upper limit",
    SpecialCause.BELOW_LIMIT: "below the lower limit",
    SpecialCause.RISING: "part of a rising trend",
    SpecialCause.FALLING: "part of a falling trend",
    SpecialCause.TWO_OF_THREE_HIGH: "two of three near the upper limit",
    SpecialCause.TWO_OF_THREE_LOW: "two of three near the lower limit",
    SpecialCause.SHIFT_HIGH: "part of a run above the mean",
    SpecialCause.SHIFT_LOW: "part of a run below the mean",
}

PLOT_THE_DOTS_NAMES = {
    SpecialCause.COMMON: "Common Cause",
    SpecialCause.ABOVE_LIMIT: "Above UCL",
    SpecialCause.BELOW_LIMIT: "Below LCL",
    SpecialCause.RISING: "7 Point Trend (Increasing)",
    SpecialCause.FALLING: "7 Point Trend (Decreasing)",
    SpecialCause.TWO_OF_THREE_HIGH: "2 in 3 Above CL",
    SpecialCause.TWO_OF_THREE_LOW: "2 in 3 Below CL",
    SpecialCause.SHIFT_HIGH: "7 Points Above CL",
    SpecialCause.SHIFT_LOW: "7 Points Below CL",
}
"""What NHSRplotthedots calls each, for whoever compares the two."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many points make a shift and a trend: 7 and 7 as in NHSRplotthedots; other tools take 6 or 8, 5 or 6."""

    shift: int = 7
    trend: int = 7

    def __post_init__(self) -> None:
        if self.shift < 2 or self.trend < 3:
            raise ValueError(f"A shift needs 2 points or more and a trend 3, not {self.shift} and {self.trend}.")


USUAL_LENGTHS = Lengths()


def special_causes(chart: ControlChart, lengths: Lengths = USUAL_LENGTHS) -> Causes:
    """What names each point, by the first rule that matches, within its phase and between gaps:

    1. outside a limit; 2. in a run of `lengths.trend` points each strictly higher (or lower) than the last, so that a
    tie ends it; 3. two of three in a row between the near line and the limit, all three on one side of the mean: the
    near ones are named; 4. in a run of `lengths.shift` points strictly on one side of the mean, all of it.
    A point on a line is not beyond it. Where two trends meet, a point goes with the step out of it.

    Source: Making Data Count as NHSRplotthedots 0.2.2 has it (statistics specification, section 9.1).
    """
    laid = chart.segments
    y, mean, lower, upper, near_lower, near_upper = (
        laid.of_known(line)
        for line in (chart.value, chart.mean, chart.lower, chart.upper, chart.near_lower, chart.near_upper)
    )
    grain = _grain(y, laid)
    is_joined = ~laid.is_stretch_start
    found = np.zeros(y.size, dtype=np.int8)
    with np.errstate(invalid="ignore"):
        high, low = y - grain, y + grain
        above, below = (high > mean).reshape(-1), (low < mean).reshape(-1)
        out_above, out_below = (high > upper).reshape(-1), (low < lower).reshape(-1)
        close_above = (high > near_upper).reshape(-1) & ~out_above
        close_below = (low < near_lower).reshape(-1) & ~out_below
    rising, falling = trends(y.reshape(-1), is_joined, lengths.trend)
    for cause, flags in (
        (SpecialCause.SHIFT_LOW, shift(below, is_joined, lengths.shift)),
        (SpecialCause.SHIFT_HIGH, shift(above, is_joined, lengths.shift)),
        (SpecialCause.TWO_OF_THREE_LOW, close_below & in_close_window(close_below, below, is_joined)),
        (SpecialCause.TWO_OF_THREE_HIGH, close_above & in_close_window(close_above, above, is_joined)),
        (SpecialCause.FALLING, falling),
        (SpecialCause.RISING, rising),
        (SpecialCause.BELOW_LIMIT, out_below),
        (SpecialCause.ABOVE_LIMIT, out_above),
    ):
        found[flags] = cause
    if laid.known.size == chart.value.size:
        return found.reshape(laid.shape)
    causes = np.full(chart.value.size, SpecialCause.MISSING, dtype=np.int8)
    causes[laid.known] = found
    return causes.reshape(laid.shape)


def is_high(causes: Causes) -> Flags:
    """Whether the rule that names a point says above or rising."""
    return np.asarray((causes > 0) & (causes % 2 == 1))


def shift(is_on_side: Flags, is_joined: Flags, length: int) -> Flags:
    """Whether each point is in a run of `length` points or more on one side of the mean.

    `is_joined` says of each point whether it follows the one before it without a break.
    """
    pairs = np.zeros(is_on_side.size, dtype=np.bool_)
    pairs[1:] = is_on_side[1:] & is_on_side[:-1] & is_joined[1:]
    return in_run(pairs, length)


def trends(y: Floats, is_joined: Flags, length: int) -> tuple[Flags, Flags]:
    """Which points are named rising, and which falling, by runs of `length` points or more each beyond the last.

    A point in a trend has the direction of the step out of it when the next point is in a trend too, else that of the
    step into it.
    """
    rises, falls = np.zeros(y.size, dtype=np.bool_), np.zeros(y.size, dtype=np.bool_)
    np.greater(y[1:], y[:-1], out=rises[1:])
    np.less(y[1:], y[:-1], out=falls[1:])
    rises &= is_joined
    falls &= is_joined
    belongs = in_run(rises, length) | in_run(falls, length)
    step_out_counts = np.zeros(y.size, dtype=np.bool_)
    step_out_counts[:-1] = belongs[1:] & (rises[1:] | falls[1:])
    rises_out = np.append(rises[1:], False)
    is_rising: Flags = np.where(step_out_counts, rises_out, rises)
    return belongs & is_rising, belongs & ~is_rising


def in_close_window(is_close: Flags, is_on_side: Flags, is_joined: Flags) -> Flags:
    """Whether each point is in a window of three in a row, all on one side of the mean, two or more of them close."""
    found = np.zeros(is_close.size, dtype=np.bool_)
    if is_close.size >= 3:
        one_side = is_on_side[2:] & is_on_side[1:-1] & is_on_side[:-2] & is_joined[2:] & is_joined[1:-1]
        first, second, third = is_close[:-2], is_close[1:-1], is_close[2:]
        window = one_side & ((first & second) | (third & (first | second)))
        for place in range(3):
            found[place : place + window.size] |= window
    return found


def in_run(steps: Flags, length: int) -> Flags:
    """Whether each point is in a run of `length` points held together by steps. `steps[i]` leads from i - 1 to i."""
    return with_those_before(completes(steps, length), length)


def completes(steps: Flags, length: int) -> Flags:
    """Whether the last `length` - 1 steps all hold, so that a run of `length` points ends here."""
    done, many = steps, 1
    while many < length - 1:
        more = min(many, length - 1 - many)
        longer: Flags = np.zeros(steps.size, dtype=np.bool_)
        longer[more:] = done[more:] & done[:-more]
        done, many = longer, many + more
    return done


def with_those_before(ends: Flags, length: int) -> Flags:
    """The points at which a run ends, with the `length` - 1 points before each."""
    found, many = ends.copy(), 1
    while many < length:
        more = min(many, length - many)
        found[:-more] |= found[more:].copy()
        many += more
    return found


def _grain(y: Floats, laid: Segments) -> Floats:
    """How near to a line counts as on it, for each known point."""
    if not y.size:
        return np.zeros(y.shape)
    flat = y.reshape(-1)
    largest, least = (extreme.reduceat(flat, laid.phase_starts) for extreme in (np.maximum, np.minimum))
    grain = ON_THE_LINE * np.maximum(largest, -least)
    return laid.lines(grain) if laid.is_even else laid.to_points(grain).reshape(y.shape)
