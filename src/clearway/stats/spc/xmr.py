"""XmR charts (single values and their moving ranges) of any number of series at once, as in Making Data Count."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.spc.chart import NEAR, ControlChart
from clearway.stats.spc.segments import Flags, Places, Segments, segments

METHOD = "XmR"

LIMIT_FACTOR = 2.66
"""Limits lie so many mean moving ranges from the mean: 3 / d2 with d2 = 1.128, rounded as Making Data Count has it."""

EXACT_FACTOR = 3 / 1.128
"""The same without rounding, as textbooks of control charts have it."""

RANGE_FACTOR = 3.267
"""The upper limit of a moving range, in mean moving ranges; also the screen for ranges that are no ordinary ones."""

FEWEST_FIXED = 12
"""Limits may be fixed after no fewer points."""


@dataclass(frozen=True, eq=False, slots=True)
class XmR(ControlChart):
    """A chart of single values. `moving_range` is missing at the first point of a phase and after a gap.

    `mean_moving_range` is after the screen, where there was one; `range_upper` is the limit of the chart of ranges.
    """

    moving_range: Floats
    mean_moving_range: Floats
    is_screened: bool

    @property
    def range_upper(self) -> Floats:
        """The upper limit of the moving ranges."""
        return self.mean_moving_range * RANGE_FACTOR


def xmr(
    values: Numbers,
    *,
    phases: ArrayLike | None = None,
    screened: bool = True,
    fixed_after: int | None = None,
    left_out: ArrayLike | None = None,
    passes_over_gaps: bool = False,
    limit_factor: float = LIMIT_FACTOR,
) -> XmR:
    """Mean and limits of one series, or of many: the last axis is time, and NaN (or None) is a missing point.

    In each phase: mean = the average; limits = mean -/+ `limit_factor` x the mean of |value - value before|. With
    `screened`, moving ranges of 3.267 times their mean or more are left out and the mean taken once more; a phase of
    equal values keeps limits on its mean. `fixed_after` = k lets the first k known points of each phase set its limits.
    `left_out` flags points that are drawn and judged but set no limits, because somebody knows what was special there.
    `phases` numbers the phase of each point (`phases_from`), one row for all series or a row each.

    A missing point breaks the series: no moving range and no run of the rules crosses it. `passes_over_gaps` takes the
    points on both sides as neighbours. Fewer than 13 points make trial limits (`is_trial`), two points in a row the
    fewest that make any.

    Source: Making Data Count as NHSRplotthedots 0.2.2 has it; Wheeler, Understanding Variation (1993); the screen is
    of Provost and Murray, The Health Care Data Guide (2011).
    Raises ValueError when phases do not fit, and when `fixed_after` is below 12.
    """
    given = floats(values)
    laid = segments(given, phases, passes_over_gaps=passes_over_gaps)
    return _chart(given, laid, phases, screened, fixed_after, left_out, limit_factor)


def xmr_long(
    ids: Sequence[str] | ArrayLike,
    periods: ArrayLike,
    values: Numbers,
    *,
    phases: ArrayLike | None = None,
    screened: bool = True,
    fixed_after: int | None = None,
    left_out: ArrayLike | None = None,
    passes_over_gaps: bool = False,
    limit_factor: float = LIMIT_FACTOR,
) -> XmR:
    """`xmr` for a long table: one row a point, the rows of a series together and in order, of any lengths.

    `ids` say to which series a row belongs. `periods` are whole numbers that count on by one from point to point (year
    x 12 + month, say): a step of more than one is a missing point, though no row stands for it. Results have the order
    of the rows; the results for a series (icons) that of the first rows of each.
    Raises ValueError as `xmr` does, and where rows of a series are apart, out of order or doubled, naming the series.
    """
    given, names, steps = floats(values), np.asarray(ids), np.asarray(periods, dtype=np.intp)
    if not given.shape == names.shape == steps.shape or given.ndim != 1:
        raise ValueError("A long table has one id, one period and one value a row.")
    laid = segments(given, phases, passes_over_gaps=passes_over_gaps, ids=_series_numbers(names, steps), periods=steps)
    return _chart(given, laid, phases, screened, fixed_after, left_out, limit_factor)


def _series_numbers(names: np.ndarray, steps: Places) -> Places:
    """The number of each row's series, counted from 0 in the order in which they come."""
    if not names.size:
        return np.empty(0, dtype=np.intp)
    begins = np.append(True, names[1:] != names[:-1])
    firsts = names[begins]
    kinds, many = np.unique(firsts, return_counts=True)
    if np.any(many > 1):
        raise ValueError(f"The rows of series {kinds[many > 1][0]} do not stand together; sort by series and period.")
    wrong = np.flatnonzero(~begins[1:] & (np.diff(steps) < 1))
    if wrong.size:
        place = int(wrong[0]) + 1
        raise ValueError(f"Series {names[place]}: period {steps[place]} does not come after {steps[place - 1]}.")
    return np.cumsum(begins) - 1


def _chart(
    given: Floats,
    laid: Segments,
    phases: ArrayLike | None,
    screened: bool,
    fixed_after: int | None,
    left_out: ArrayLike | None,
    limit_factor: float,
) -> XmR:
    y = laid.of_known(given).reshape(-1)
    counts = which_count(laid, fixed_after, left_out)
    middle, points = phase_means(y, counts, laid)
    ranges = moving_ranges(y, laid)
    mean_range = mean_of_ranges(ranges, counts, laid, screened=screened)
    width = limit_factor * mean_range
    near = width * NEAR
    mean, lower, upper, near_lower, near_upper, rests_on, mean_moving_range = (
        laid.lines(line)
        for line in (middle, middle - width, middle + width, middle - near, middle + near, points, mean_range)
    )
    nothing = np.broadcast_to(np.nan, given.shape)
    return XmR(
        value=given,
        mean=mean,
        lower=lower,
        upper=upper,
        near_lower=near_lower,
        near_upper=near_upper,
        numerator=nothing,
        denominator=nothing,
        phase=phases_shown(phases, given.shape),
        rests_on=rests_on,
        method=f"{METHOD}, {'screened' if screened else 'unscreened'} moving ranges",
        segments=laid,
        moving_range=laid.spread(ranges),
        mean_moving_range=mean_moving_range,
        is_screened=screened,
    )


def which_count(laid: Segments, fixed_after: int | None, left_out: ArrayLike | None) -> Flags:
    """Which known points set the limits of their phase. Raises ValueError when limits are fixed too soon."""
    if fixed_after is not None and fixed_after < FEWEST_FIXED:
        raise ValueError(f"Limits are fixed after {FEWEST_FIXED} points or more, not after {fixed_after}.")
    counts = np.ones(laid.known.size, dtype=np.bool_)
    if fixed_after is not None:
        counts = laid.place_in_phase < fixed_after
    if left_out is not None:
        counts = counts & ~np.broadcast_to(np.asarray(left_out, dtype=np.bool_), laid.shape).reshape(-1)[laid.known]
    return counts


def phases_shown(phases: ArrayLike | None, shape: tuple[int, ...]) -> Places:
    """The phase of every point, missing ones too."""
    return np.broadcast_to(np.asarray(0 if phases is None else phases, dtype=np.intp), shape)


def phase_means(y: Floats, counts: Flags, laid: Segments) -> tuple[Floats, Floats]:
    """The mean of each phase over the points that count, and how many they are.

    Measured from the first point of the phase, so that equal values have exactly their own value as the mean.
    """
    first = y[laid.phase_starts]
    all_count = bool(counts.all())
    points = laid.phase_sizes.astype(np.float64) if all_count else laid.per_phase(counts.astype(np.float64))
    apart = y - laid.to_points(first)
    if not all_count:
        apart[~counts] = 0.0
    return first + laid.per_phase(apart) / np.maximum(points, 1), points


def moving_ranges(y: Floats, laid: Segments) -> Floats:
    """|value - value before| of each known point; missing where an unbroken stretch begins."""
    ranges = np.full(y.size, np.nan)
    np.subtract(y[1:], y[:-1], out=ranges[1:])
    np.abs(ranges, out=ranges)
    ranges[laid.is_stretch_start] = np.nan
    return ranges


def mean_of_ranges(ranges: Floats, counts: Flags, laid: Segments, *, screened: bool) -> Floats:
    """The mean moving range of each phase over points that both count; missing where it has none. Screened if asked."""
    counts = counts & np.append(False, counts[:-1]) & ~laid.is_stretch_start
    plain = np.where(counts, ranges, 0.0)
    many = laid.per_phase(counts.astype(np.float64))
    mean = _ratio(laid.per_phase(plain), many)
    if not screened:
        return mean
    with np.errstate(invalid="ignore"):
        is_odd = (plain >= laid.to_points(RANGE_FACTOR * mean)) & (plain > 0)
    if not is_odd.any():
        return mean
    plain[is_odd] = 0.0
    return _ratio(laid.per_phase(plain), many - laid.per_phase(is_odd.astype(np.float64)))


def _ratio(total: Floats, many: Floats) -> Floats:
    return np.where(many > 0, total / np.maximum(many, 1), np.nan)
