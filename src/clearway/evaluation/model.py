"""The model of a series: what the change brought, on the scale on which the model is straight and on that of people."""

from dataclasses import dataclass

import numpy as np

from clearway.evaluation.layout import Layout
from clearway.evaluation.series import MonthlySeries
from clearway.stats.arrays import Floats
from clearway.stats.autocorrelated import Autocorrelated, Straight, autocorrelated, straightened
from clearway.stats.interrupted import LINKS
from clearway.stats.regression import Link

CLOSEST = 0.01
"""Nearer to none or all than this, a share says nothing that a change could be told by."""


@dataclass(frozen=True, eq=False, slots=True)
class Bend:
    """A change on the straight scale beside the path that it is added to, so that people can read it as a change."""

    path: Floats
    link: Link

    def seen(self, change: Floats | float) -> float:
        """The mean change of the values along the path when so much is added on the straight scale."""
        return float(np.mean(self.link.inverse(self.path + change) - self.link.inverse(self.path)))

    def is_possible(self, change: float) -> bool:
        """Whether the values stay what they can be: a share may not come within a hundredth of none or all."""
        if self.link is not Link.LOGIT:
            return True
        return CLOSEST <= float(np.mean(self.link.inverse(self.path + change))) <= 1 - CLOSEST


@dataclass(frozen=True, eq=False, slots=True)
class Effect:
    """What a change brought: `value` with limits, signed, on the scale of the values; `p_value` against none at all.

    `months` is how many months into the change it is told for; 0 stands for the average of all months since.
    """

    months: int
    value: float
    lower: float
    upper: float
    p_value: float
    level: float


@dataclass(frozen=True, eq=False, slots=True)
class Path:
    """The lines of a picture, on the scale of the values, month by month.

    `fitted` goes through the series; `counterfactual` is where it would have gone, with limits, missing before the
    change.
    """

    fitted: Floats
    counterfactual: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Model:
    """A fitted series. `expected` is where each month would have been, on the straight scale, had nothing changed."""

    layout: Layout
    link: Link
    found: Autocorrelated
    fitted: Floats
    expected: Floats
    has_control: bool

    def average(self, level: float) -> Effect:
        """What the change brought on average over the months since it."""
        return self._effect(0, self.layout.mean_gradient, self.expected[self.layout.places_after], level)

    def after(self, months: int, level: float) -> Effect | None:
        """What it had brought so many months into it; None where the series does not reach so far."""
        place = self.layout.changed_at + months - 1
        if place >= len(self.layout.months):
            return None
        return self._effect(months, self.layout.gradient(months), self.expected[place : place + 1], level)

    def path(self, level: float) -> Path:
        """The lines of a picture with limits of the path that nothing changed.

        With a control series those limits are of what the change added, laid about the fitted line.
        """
        changed_at = self.layout.changed_at
        size = len(self.layout.months)
        lower, upper = np.full(size, np.nan), np.full(size, np.nan)
        since = [self.layout.gradient(place - changed_at + 1) for place in range(changed_at, size)]
        if since and self.has_control:
            low, high = self.found.sums(np.array(since)).interval(level)
            lower[changed_at:], upper[changed_at:] = self.fitted[changed_at:] - high, self.fitted[changed_at:] - low
        elif since:
            without = self.layout.design[changed_at:] - np.array(since)
            lower[changed_at:], upper[changed_at:] = self.found.sums(without).interval(level)
        seen = [np.asarray(self.link.inverse(line)) for line in (self.fitted, self.expected, lower, upper)]
        return Path(*seen)

    def _effect(self, months: int, gradient: Floats, path: Floats, level: float) -> Effect:
        sums, bend = self.found.sums(gradient[np.newaxis, :]), Bend(path, self.link)
        low, high = sums.interval(level)
        value, lower, upper = (bend.seen(one) for one in (sums.value[0], low[0], high[0]))
        return Effect(months, value, lower, upper, float(sums.p_value[0]), level)


def modelled(series: MonthlySeries, control: MonthlySeries | None, layout: Layout) -> Model:
    """The model of a series, or of its difference from a control series, over the months of its lay-out.

    Level, slope and what the change added to both; the year and the pandemic as the lay-out has them. Shares are
    binomial and counts Poisson on their straight scales, with dispersion; errors of neighbouring months may be alike
    (`autocorrelated`). With a control the same model is of the difference of both on that scale: what is told is how
    much more level and slope changed than in the control, and what strikes both in a month falls out.
    Raises `NoFit` when there is no single answer.
    """
    link, used = LINKS[series.kind], layout.used
    design = layout.design[used]
    own = straightened(design, series.shown[used], series.size[used], link)
    value, size = (own.value, own.size) if control is None else _apart(own, control, layout, link)
    periods = np.flatnonzero(used)
    found = autocorrelated(design, value, size, periods)
    fitted = layout.design @ (found.mean if control is None else _coefficients(design, own.fitted))
    added = np.zeros(len(layout.months))
    for place in range(layout.changed_at, added.size):
        added[place] = layout.gradient(place - layout.changed_at + 1) @ found.mean
    return Model(layout, link, found, fitted, fitted - added, control is not None)


def _apart(own: Straight, control: MonthlySeries, layout: Layout, link: Link) -> tuple[Floats, Floats]:
    """The difference from the control on the straight scale, and the size behind it."""
    used = layout.used
    other = straightened(layout.design[used], control.shown[used], control.size[used], link)
    return own.value - other.value, 1 / (1 / own.size + 1 / other.size)


def _coefficients(design: Floats, fitted: Floats) -> Floats:
    """The coefficients that a fitted line was made of."""
    return np.asarray(np.linalg.lstsq(design, fitted, rcond=None)[0])
