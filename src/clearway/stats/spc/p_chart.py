"""Charts of shares and rates whose denominators differ: p, p' (Laney) and u."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.spc.chart import NEAR, ControlChart
from clearway.stats.spc.segments import Segments, segments
from clearway.stats.spc.xmr import mean_of_ranges, moving_ranges, phases_shown, which_count

SIGMAS = 3.0
RANGE_TO_SIGMA = 1.128
"""d2 of two points: a mean moving range is so many standard deviations."""

VARIANCE_OF_RANGES = 0.826
"""The variance of a standard deviation had from moving ranges of n points: so many variances over n, for large n."""

ONE_IN_TWENTY = 1.6448536269514722
"""Beyond so many standard errors a number lies by chance once in twenty times, on one side."""


@dataclass(frozen=True, eq=False, slots=True)
class SharesChart(ControlChart):
    """A chart of shares or rates. `spread` is the factor on the limits (Laney's sigma z): 1 where there is none.

    `dispersion` is that factor whether or not the limits use it: how many times as far the points of a phase differ as
    their denominators explain.
    """

    spread: Floats
    dispersion: Floats

    @property
    def is_overdispersed(self) -> NDArray[np.bool_]:
        """Where the points of the phase differ by more than their denominators explain, so that p and u are too narrow.

        Where nothing but chance is at work it is said once in twenty times: the factor lies above
        1 + 1.645 sqrt(0.826 / points). Source of the variance: Cryer, J. D. and Ryan, T. P. (1990), Journal of Quality
        Technology 22:187.
        """
        with np.errstate(invalid="ignore", divide="ignore"):
            most = 1 + ONE_IN_TWENTY * np.sqrt(VARIANCE_OF_RANGES / self.rests_on)
            return np.asarray(self.dispersion > most)


def p_chart(
    numerator: Numbers,
    denominator: Numbers,
    *,
    phases: ArrayLike | None = None,
    fixed_after: int | None = None,
    left_out: ArrayLike | None = None,
    passes_over_gaps: bool = False,
) -> SharesChart:
    """Shares x/n with limits c -/+ 3 sqrt(c(1 - c)/n) at each n, within 0 and 1; c = sum x / sum n of the phase.

    For shares near 0 or 1 and for small denominators, where XmR is wrong because it knows no denominators. The other
    arguments are those of `xmr`. A share is missing where n is not above 0, or x is below 0 or above n.
    Source: Shewhart; Montgomery, Introduction to Statistical Quality Control, chapter 7.
    """
    return _chart(numerator, denominator, "p", phases, fixed_after, left_out, passes_over_gaps, is_share=True)


def p_prime_chart(
    numerator: Numbers,
    denominator: Numbers,
    *,
    phases: ArrayLike | None = None,
    fixed_after: int | None = None,
    left_out: ArrayLike | None = None,
    passes_over_gaps: bool = False,
) -> SharesChart:
    """`p_chart` with limits widened, or narrowed, by the spread there is between points: for large denominators.

    With z = (x/n - c) / sqrt(c(1 - c)/n), the factor is the mean moving range of z / 1.128, so that a trust with
    thousands of people a month is not called special every month.
    Source: Laney, D. B. (2002), Quality Engineering 14:531.
    """
    return _chart(
        numerator,
        denominator,
        "p' (Laney)",
        phases,
        fixed_after,
        left_out,
        passes_over_gaps,
        is_share=True,
        is_laney=True,
    )


def u_chart(
    events: Numbers,
    exposure: Numbers,
    *,
    phases: ArrayLike | None = None,
    fixed_after: int | None = None,
    left_out: ArrayLike | None = None,
    passes_over_gaps: bool = False,
) -> SharesChart:
    """Rates x/n with limits c -/+ 3 sqrt(c/n), not below 0: events that one person can have several times.

    Source: Montgomery, Introduction to Statistical Quality Control, chapter 7.
    """
    return _chart(events, exposure, "u", phases, fixed_after, left_out, passes_over_gaps, is_share=False)


def _chart(
    numerator: Numbers,
    denominator: Numbers,
    method: str,
    phases: ArrayLike | None,
    fixed_after: int | None,
    left_out: ArrayLike | None,
    passes_over_gaps: bool,
    *,
    is_share: bool,
    is_laney: bool = False,
) -> SharesChart:
    part, whole = np.broadcast_arrays(floats(numerator), floats(denominator))
    with np.errstate(invalid="ignore"):
        counted = (whole > 0) & (part >= 0) & ((part <= whole) | (not is_share))
    share = np.where(counted, part, np.nan) / np.where(counted, whole, 1.0)
    laid = segments(share, phases, passes_over_gaps=passes_over_gaps)
    counts = which_count(laid, fixed_after, left_out)
    x, n, y = (laid.of_known(one).reshape(-1) for one in (part, whole, share))
    people = laid.per_phase(np.where(counts, n, 0.0))
    middle = laid.to_points(laid.per_phase(np.where(counts, x, 0.0)) / np.where(people > 0, people, np.nan))
    sigma = np.sqrt(middle * (1 - middle) / n) if is_share else np.sqrt(middle / n)
    dispersion = _laney(y, middle, sigma, counts, laid)
    spread = dispersion if is_laney else np.ones(y.size)
    width = SIGMAS * sigma * spread
    most = 1.0 if is_share else np.inf
    lower, upper, near_lower, near_upper = (
        laid.spread(np.clip(middle + times * width, 0.0, most)) for times in (-1, 1, -NEAR, NEAR)
    )
    return SharesChart(
        value=share,
        mean=laid.spread(middle),
        lower=lower,
        upper=upper,
        near_lower=near_lower,
        near_upper=near_upper,
        numerator=part,
        denominator=whole,
        phase=phases_shown(phases, share.shape),
        rests_on=laid.lines(laid.per_phase(counts.astype(np.float64))),
        method=method,
        segments=laid,
        spread=laid.spread(spread),
        dispersion=laid.spread(dispersion),
    )


def _laney(y: Floats, middle: Floats, sigma: Floats, counts: np.ndarray, laid: Segments) -> Floats:
    """The factor of each point's phase: how much more (or less) the points differ than their denominators explain."""
    z = np.divide(y - middle, sigma, out=np.zeros(y.size), where=sigma > 0)
    ranges = mean_of_ranges(moving_ranges(z, laid), counts, laid, screened=False)
    return laid.to_points(ranges / RANGE_TO_SIGMA)
