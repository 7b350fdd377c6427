"""More spread than chance: the additive random-effects model of funnels, and its wider limits.

Each unit gets a transformed value y with standard error s and a score z = (y - t) / s against the target t. The spread
beyond chance (tau squared) is estimated from the scores once outlying ones are tamed, and added to each unit's own
variance. Sources: Spiegelhalter (2005), Qual Saf Health Care 14:347; Spiegelhalter et al. (2012), J R Stat Soc A
175:1; the SHMI variant truncates outliers where the others draw them in (winsorise).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import Interval, normal_quantile
from clearway.stats.funnel.category import INNER
from clearway.stats.quantile import quantile
from clearway.stats.random_effects import variance_between

FEWEST_UNITS = 10
TRIM = 0.1

NO_SCORE = "a number is missing or impossible"
LEFT_OUT = "no events: left out of the estimate of spread, because their logarithm does not exist"
TRIMMED = "outlying: left out of the estimate of spread"
TOO_FEW = "fewer than {fewest} units: spread beyond chance cannot be estimated; plain limits are shown"
NOT_WIDER = "no more spread than chance: plain limits are shown"


class Scores(NamedTuple):
    """Transformed values, their standard errors, and the target on the same scale."""

    value: Floats
    error: Floats
    target: float


@dataclass(frozen=True, slots=True)
class Transform:
    """One of the four ways to a scale on which the spread of a unit hardly depends on its value.

    `scores` takes numerators and denominators; `variance` and `back` make limits from a size and from target ± width.
    """

    name: str
    scores: Callable[[Floats, Floats], Scores]
    variance: Callable[[Floats], Floats]
    back: Callable[[float, Floats, int], Floats]
    truncates: bool = False
    needs_events: bool = False


def _shmi(events: Floats, expected: Floats) -> Scores:
    return Scores(np.log(events / expected), 1 / np.sqrt(expected), 0.0)


def _root_ratio(events: Floats, expected: Floats) -> Scores:
    return Scores(np.sqrt(events / expected), 1 / (2 * np.sqrt(expected)), 1.0)


def _arcsine(part: Floats, whole: Floats) -> Scores:
    centre = float(part.sum() / whole.sum())
    return Scores(np.arcsin(np.sqrt(part / whole)), 1 / (2 * np.sqrt(whole)), float(np.arcsin(np.sqrt(centre))))


def _log_counts(events: Floats, others: Floats) -> Scores:
    value = np.log((events + 0.5) / (others + 0.5))
    error = np.sqrt(events / (events + 0.5) ** 2 + others / (others + 0.5) ** 2)
    return Scores(value, error, float(np.log(events.sum() / others.sum())))


def _from_log(target: float, width: Floats, side: int) -> Floats:
    return np.asarray(np.exp(target + side * width))


def _from_root_linear(target: float, width: Floats, side: int) -> Floats:
    return np.asarray(np.maximum(target + side * width, 0.0))


def _from_root_squared(target: float, width: Floats, side: int) -> Floats:
    return np.asarray(np.maximum(target + side * width, 0.0) ** 2)


def _from_arcsine(target: float, width: Floats, side: int) -> Floats:
    return np.asarray(np.sin(np.clip(target + side * width, 0.0, np.pi / 2)) ** 2)


def _whole(size: Floats) -> Floats:
    return 1 / size


def _quarter(size: Floats) -> Floats:
    return 1 / (4 * size)


SHMI = Transform("log ratio (SHMI)", _shmi, _whole, _from_log, truncates=True, needs_events=True)
ROOT_RATIO = Transform("square root of the ratio (CQC)", _root_ratio, _quarter, _from_root_linear)
ROOT_RATIO_SQUARED = Transform("square root of the ratio, limits squared", _root_ratio, _quarter, _from_root_squared)
PROPORTION = Transform("arcsine of the proportion", _arcsine, _quarter, _from_arcsine)
RATIO_OF_COUNTS = Transform("log ratio of two counts", _log_counts, _quarter, _from_log)
"""The four transforms, and the CQC one with limits brought back to the scale of ratios by squaring (see the docs)."""


@dataclass(frozen=True, eq=False, slots=True)
class Overdispersion:
    """How much more the units differ than chance: one score a unit, and two numbers for all.

    `score` is z as it stands and `tamed` z after outliers were drawn in (missing where the unit is left out). `phi` is
    the mean square of the tamed scores (1 = as chance has it) and `tau2` the variance between units on the transformed
    scale. `adjusts` says whether limits should be wider than the plain ones, `note` why not, `notes` why a unit is out.
    """

    transform: Transform
    value: Floats
    error: Floats
    score: Floats
    tamed: Floats
    target: float
    phi: float
    tau2: float
    units: int
    trim: float
    adjusts: bool
    note: str
    notes: NDArray[np.str_]

    @property
    def method(self) -> str:
        """The method in words, for the foot of a chart."""
        taming = "truncated" if self.transform.truncates else "winsorised"
        return f"additive random effects, {self.transform.name}, {taming} at {self.trim:.0%}"


def overdispersion(
    numerator: Numbers, denominator: Numbers, transform: Transform, *, trim: float = TRIM, fewest: int = FEWEST_UNITS
) -> Overdispersion:
    """Estimate the spread between units beyond chance, on the scale of `transform`.

    For ratios the numerator is the observed and the denominator the expected events; for a ratio of counts, the two
    counts. With I units kept, phi = mean of z squared; tau squared is 0 while I·phi < I - 1, else
    (I·phi - (I - 1)) / (Σw - Σw²/Σw) with w = 1/s². Units without events cannot have a logarithm: they are left out and
    named. With fewer than `fewest` units nothing is estimated. Raises ValueError when trim is not from 0 to below 0.5.
    """
    if not 0 <= trim < 0.5:
        raise ValueError(f"The part trimmed at each end must be from 0 to below 0.5, not {trim}.")
    part, whole = np.broadcast_arrays(floats(numerator), floats(denominator))
    notes, used = _admitted(part, whole, transform)
    value, error, target = _scored(part, whole, used, transform)
    score = (value - target) / error
    tamed = _truncated(score, trim) if transform.truncates else _winsorised(score, trim)
    notes = np.where((notes == "") & np.isnan(tamed), TRIMMED, notes)
    kept = ~np.isnan(tamed)
    units = int(np.count_nonzero(kept))
    if np.count_nonzero(used) < fewest or units < 2:
        phi = tau2 = float("nan")
        adjusts, note = False, TOO_FEW.format(fewest=fewest)
    else:
        phi = float(np.mean(tamed[kept] ** 2))
        tau2 = variance_between(tamed[kept], error[kept])
        adjusts = phi > 1
        note = "" if adjusts else NOT_WIDER
    return Overdispersion(transform, value, error, score, tamed, target, phi, tau2, units, trim, adjusts, note, notes)


def overdispersed_limits(found: Overdispersion, size: Numbers, level: float = INNER) -> Interval:
    """The limits at each size, with the spread between units added: back(target ± z √(variance at that size + tau²)).

    The size is the expected events for ratios, the people for proportions, the second count for a ratio of counts.
    Missing where the size is, and everywhere when `found` does not adjust: the plain limits stand then.
    """
    sizes = floats(size)
    sizes = np.where(sizes > 0, sizes, np.nan)
    if not found.adjusts:
        return Interval(np.full(sizes.shape, np.nan), np.full(sizes.shape, np.nan))
    width = normal_quantile(level) * np.sqrt(found.transform.variance(sizes) + found.tau2)
    back = found.transform.back
    return Interval(back(found.target, width, -1), back(found.target, width, 1))


def _admitted(part: Floats, whole: Floats, transform: Transform) -> tuple[NDArray[np.str_], NDArray[np.bool_]]:
    with np.errstate(invalid="ignore"):
        impossible = np.isnan(part) | np.isnan(whole) | (part < 0) | (whole <= 0)
        if transform.scores is _arcsine:
            impossible |= part > whole
        empty = transform.needs_events & (part == 0)
    notes = np.select([impossible, empty], [NO_SCORE, LEFT_OUT], "")
    return notes, notes == ""


def _scored(part: Floats, whole: Floats, used: NDArray[np.bool_], transform: Transform) -> Scores:
    value, error = np.full(part.shape, np.nan), np.full(part.shape, np.nan)
    if not used.any():
        return Scores(value, error, float("nan"))
    value[used], error[used], target = transform.scores(part[used], whole[used])
    return Scores(value, error, target)


def _winsorised(score: Floats, trim: float) -> Floats:
    """Scores beyond the `trim` quantile at either end, drawn in to it."""
    if np.isnan(score).all():
        return score
    lowest, highest = quantile(score, [trim, 1 - trim])
    return np.asarray(np.clip(score, lowest, highest))


def _truncated(score: Floats, trim: float) -> Floats:
    """Scores with the first and last of 1/trim groups by rank left out; ties share their mean rank."""
    known = ~np.isnan(score)
    if not known.any() or trim == 0:
        return score
    places, order = score[known], np.sort(score[known])
    rank = (np.searchsorted(order, places, "left") + np.searchsorted(order, places, "right") + 1) / 2
    groups = round(1 / trim)
    group = np.floor(rank * groups / (places.size + 1))
    kept = score.copy()
    kept[np.flatnonzero(known)[(group == 0) | (group == groups - 1)]] = np.nan
    return kept
