"""How far apart organisations lie beyond chance, how sure that is, and whether variation is shrinking.

Each unit's share is taken to the logit scale, where its own chance variation has a known variance; what the units
differ by on top is the standard deviation between them (an additive random-effects model).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import normal_quantile

METHOD = "additive random effects on the logit scale, interval by the profile of generalised Q"
FEWEST_UNITS = 5
LARGEST_VARIANCE = 400.0
TENTH = 0.8
"""The level between whose normal limits 80% lie: the 10th and the 90th centile."""

TOO_FEW = "fewer than 5 units with people: spread cannot be estimated"

SHRINKING, GROWING, CANNOT_TELL = "shrinking", "growing", "no change that can be told from chance"


@dataclass(frozen=True, eq=False, slots=True)
class Spread:
    """The spread between units: standard deviation on the logit scale, and what it means for shares.

    `tenth` and `ninetieth` are the shares between which 80% of like units lie when chance is taken away, `ratio` the
    higher over the lower. Each has its limits, missing when there are too few units (`note` says so). `centre` is the
    share in the middle.
    """

    deviation: float
    deviation_lower: float
    deviation_upper: float
    tenth: float
    ninetieth: float
    ratio: float
    ratio_lower: float
    ratio_upper: float
    centre: float
    units: int
    level: float
    note: str
    method: str = METHOD


@dataclass(frozen=True, eq=False, slots=True)
class SpreadChange:
    """Two periods compared: the change of the deviation (later less earlier) with limits, and the word for it."""

    earlier: Spread
    later: Spread
    change: float
    lower: float
    upper: float
    words: str
    level: float


def spread_between(numerator: Numbers, denominator: Numbers, level: float = 0.95) -> Spread:
    """The spread between units' shares beyond chance, with its interval.

    y = log((x + ½) / (n - x + ½)) with variance 1/(x + ½) + 1/(n - x + ½). The variance between units is the one at
    which Q(t) = Σ(y - m)²/(s² + t), m the weighted mean, equals its expectation I - 1; its limits are where Q equals
    the chi-square quantiles with I - 1 degrees of freedom. The interval holds its level for any number of units, when
    shares are not so extreme that the logit's variance misleads (under about 5 people within or without).
    Sources: Paule and Mandel (1982), J Res NBS 87:377; Viechtbauer (2007), Stat Med 26:37.
    """
    normal_quantile(level)
    part, whole = np.broadcast_arrays(floats(numerator), floats(denominator))
    with np.errstate(invalid="ignore"):
        counted = (whole > 0) & (part >= 0) & (part <= whole)
    x, n = part[counted], whole[counted]
    units = int(x.size)
    if units < FEWEST_UNITS:
        return _unknown(units, level)
    y = np.log((x + 0.5) / (n - x + 0.5))
    variance = 1 / (x + 0.5) + 1 / (n - x + 0.5)
    found, lower, upper = _between(y, variance, level)
    weight = 1 / (variance + found)
    middle = float((weight * y).sum() / weight.sum())
    tenth, ninetieth = _centiles(middle, found)
    ratio, ratio_lower, ratio_upper = (
        high / low for low, high in (_centiles(middle, each) for each in (found, lower, upper))
    )
    return Spread(
        deviation=float(np.sqrt(found)),
        deviation_lower=float(np.sqrt(lower)),
        deviation_upper=float(np.sqrt(upper)),
        tenth=tenth,
        ninetieth=ninetieth,
        ratio=ratio,
        ratio_lower=ratio_lower,
        ratio_upper=ratio_upper,
        centre=_share(middle),
        units=units,
        level=level,
        note="",
    )


def is_variation_shrinking(earlier: Spread, later: Spread) -> SpreadChange:
    """Whether units lie closer together in the later period: the change of their deviation, with limits.

    The limits combine those of the two periods (each side's distance, squared and added): as the periods share their
    units, the true uncertainty is if anything smaller, so a word is given no more often by chance than the level says.
    Source: the MOVER method, Zou and Donner (2008), Stat Med 27:1693. Raises ValueError when the levels differ.
    """
    if earlier.level != later.level:
        raise ValueError("Both spreads must be at one level to be compared.")
    change = later.deviation - earlier.deviation
    down = np.hypot(later.deviation - later.deviation_lower, earlier.deviation_upper - earlier.deviation)
    up = np.hypot(later.deviation_upper - later.deviation, earlier.deviation - earlier.deviation_lower)
    lower, upper = change - float(down), change + float(up)
    words = SHRINKING if upper < 0 else GROWING if lower > 0 else CANNOT_TELL
    return SpreadChange(earlier, later, change, lower, upper, words, later.level)


def _unknown(units: int, level: float) -> Spread:
    gap = float("nan")
    return Spread(gap, gap, gap, gap, gap, gap, gap, gap, gap, units, level, TOO_FEW)


def _between(y: Floats, variance: Floats, level: float) -> tuple[float, float, float]:
    """The variance between units with its limits: where the generalised Q meets its mean and its quantiles."""
    from scipy.special import chdtri

    freedom = y.size - 1

    def excess(between: float) -> float:
        weight = 1 / (variance + between)
        centre = (weight * y).sum() / weight.sum()
        return float((weight * (y - centre) ** 2).sum())

    tail = (1 - level) / 2
    marks = (float(freedom), float(chdtri(freedom, tail)), float(chdtri(freedom, 1 - tail)))
    found, lower, upper = (_where(excess, mark) for mark in marks)
    return found, lower, upper


def _where(excess: Callable[[float], float], mark: float) -> float:
    """The variance at which a falling function meets a mark; 0 when it starts below it."""
    from scipy.optimize import brentq

    if excess(0.0) <= mark:
        return 0.0
    if excess(LARGEST_VARIANCE) >= mark:
        return LARGEST_VARIANCE
    return float(brentq(lambda between: excess(between) - mark, 0.0, LARGEST_VARIANCE, xtol=1e-10))


def _centiles(middle: float, between: float) -> tuple[float, float]:
    reach = normal_quantile(TENTH) * float(np.sqrt(between))
    return _share(middle - reach), _share(middle + reach)


def _share(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))
