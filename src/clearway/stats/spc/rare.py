"""Charts of rare events: what lies between one event and the next, since counts a month would nearly all be nought."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.spc.chart import ControlChart
from clearway.stats.spc.segments import segments
from clearway.stats.spc.xmr import phase_means, phases_shown, which_count, xmr

POWER = 1 / 3.6
"""To this power, times between events at random are all but normally spread."""

OUTSIDE, NEAR_OUTSIDE = 0.0013498980316300933, 0.02275013194817921
"""The chance beyond three, and beyond two, standard deviations on one side of a normal distribution."""


def days_between(events: Sequence[date]) -> Floats:
    """Days from each event to the next; `events` in order. Two on one day are 0 days apart.

    Raises ValueError naming a day that comes before the one before it.
    """
    for earlier, later in pairwise(events):
        if later < earlier:
            raise ValueError(f"{later} comes before {earlier}: put the events in order.")
    return np.array([(later - earlier).days for earlier, later in pairwise(events)], dtype=np.float64)


def t_chart(
    times: Numbers,
    *,
    phases: ArrayLike | None = None,
    screened: bool = True,
    fixed_after: int | None = None,
    left_out: ArrayLike | None = None,
) -> ControlChart:
    """Times between events (days, say): an XmR chart of time^(1/3.6), its lines brought back by the power 3.6.

    Higher is rarer. The transformed times are all but symmetric, so the rules about the mean hold and the lower limit
    means something; a limit below 0 is 0 and nothing can lie under it. Times below 0 are missing.
    Source: Nelson, L. S. (1994), Journal of Quality Technology 26:239.
    """
    given = floats(times)
    with np.errstate(invalid="ignore"):
        given = np.where(given >= 0, given, np.nan)
    under = xmr(given**POWER, phases=phases, screened=screened, fixed_after=fixed_after, left_out=left_out)
    mean, lower, upper, near_lower, near_upper = (
        np.maximum(line, 0.0) ** (1 / POWER)
        for line in (under.mean, under.lower, under.upper, under.near_lower, under.near_upper)
    )
    return ControlChart(
        value=given,
        mean=mean,
        lower=lower,
        upper=upper,
        near_lower=near_lower,
        near_upper=near_upper,
        numerator=under.numerator,
        denominator=under.denominator,
        phase=under.phase,
        rests_on=under.rests_on,
        method="t (Nelson), " + under.method.partition(", ")[2],
        segments=under.segments,
    )


def g_chart(
    cases: Numbers,
    *,
    phases: ArrayLike | None = None,
    fixed_after: int | None = None,
    left_out: ArrayLike | None = None,
) -> ControlChart:
    """Cases (pathways, operations) between events, the events themselves not counted: 0 is two events in a row.

    Cases between independent events follow a geometric distribution with chance p = 1 / (average + 1). Its lines are
    chances, not standard deviations, so that so skewed a count raises no more false alarms than a normal one: the
    middle is the median, the limits leave 0.135% beyond on each side, the near lines 2.3%. Higher is rarer.
    Cases below 0 are missing.
    Source: Benneyan, J. C. (2001), Health Care Management Science 4:305, with probability limits.
    """
    given = floats(cases)
    with np.errstate(invalid="ignore"):
        given = np.where(given >= 0, given, np.nan)
    laid = segments(given, phases, passes_over_gaps=False)
    counts = which_count(laid, fixed_after, left_out)
    average, points = phase_means(laid.of_known(given).reshape(-1), counts, laid)
    average = np.where(points > 0, average, np.nan)
    middle, lower, upper, near_lower, near_upper = (
        laid.lines(line)
        for line in (
            _beyond(average, 0.5),
            _beyond(average, 1 - OUTSIDE),
            _beyond(average, OUTSIDE),
            _beyond(average, 1 - NEAR_OUTSIDE),
            _beyond(average, NEAR_OUTSIDE),
        )
    )
    nothing = np.broadcast_to(np.nan, given.shape)
    return ControlChart(
        value=given,
        mean=middle,
        lower=lower,
        upper=upper,
        near_lower=near_lower,
        near_upper=near_upper,
        numerator=nothing,
        denominator=nothing,
        phase=phases_shown(phases, given.shape),
        rests_on=laid.lines(points),
        method="g, probability limits",
        segments=laid,
    )


def _beyond(average: Floats, chance: float) -> Floats:
    """The number of cases that the next event comes after with this chance: log(chance) / log(1 - p) - 1, from 0 on.

    Not rounded, so that the lines move evenly with the average.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        stays = np.log(average / (average + 1))
        return np.where(average > 0, np.maximum(np.log(chance) / stays - 1, 0.0), average)
