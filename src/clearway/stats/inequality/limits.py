"""How sure the two indices of inequality are: in closed form where there is one, else by simulated fits."""

from typing import NamedTuple

import numpy as np

from clearway.stats.arrays import Floats
from clearway.stats.estimate import Interval, normal_quantile
from clearway.stats.inequality.line import Line
from clearway.stats.inequality.scale import Scale


class IndexLimits(NamedTuple):
    """Limits of the difference between the ends of the line (end less start) and of their ratio (end over start)."""

    difference: Interval
    ratio: Interval


def untransformed(line: Line, errors: Floats, level: float) -> IndexLimits:
    """Limits for values whose own errors are even on both sides, exact for a normal error.

    The difference is a weighted sum of the values: rise ± z √Σ(in_rise² e²). The ratio's limits are Fieller's: the
    ratios r for which end - r·start lies z standard errors from zero, missing when the start is not clear of zero.
    Source: Fieller (1954), J R Stat Soc B 16:175.
    """
    z = normal_quantile(level)
    spread = z * np.sqrt((line.in_rise**2 * errors**2).sum(axis=-1))
    difference = Interval(line.rise - spread, line.rise + spread)
    in_end = line.in_start + line.in_rise
    end = line.start + line.rise
    start_start = line.start**2 - z**2 * (line.in_start**2 * errors**2).sum(axis=-1)
    start_end = line.start * end - z**2 * (line.in_start * in_end * errors**2).sum(axis=-1)
    end_end = end**2 - z**2 * (in_end**2 * errors**2).sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        clear = (start_start > 0) & (line.start > 0)
        root = np.sqrt(np.maximum(start_end**2 - start_start * end_end, 0.0))
        low, high = (start_end - root) / start_start, (start_end + root) / start_start
    return IndexLimits(difference, Interval(np.where(clear, low, np.nan), np.where(clear, high, np.nan)))


def transformed(line: Line, errors: Floats, scale: Scale, level: float) -> IndexLimits:
    """Limits when line and errors are on the same bent scale: exact for the rise there, then brought back.

    The rise's limits are turned about the middle of the line (rank 0.5), which stays where it is. The ratio has limits
    only where both lines stay above zero at both ends.
    """
    z = normal_quantile(level)
    spread = z * np.sqrt((line.in_rise**2 * errors**2).sum(axis=-1))
    middle = line.start + line.rise / 2
    ends = [
        (scale.back(middle - rise / 2), scale.back(middle + rise / 2))
        for rise in (line.rise - spread, line.rise + spread)
    ]
    low, high = ends
    clear = np.min([*low, *high], axis=0) > 0
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = Interval(*(np.where(clear, end / start, np.nan) for start, end in ends))
    return IndexLimits(Interval(low[1] - low[0], high[1] - high[0]), ratio)


def simulated(
    line: Line, values: Floats, errors: Floats, scale: Scale, *, level: float, draws: int, seed: int
) -> IndexLimits:
    """Limits when the line is straight on the natural scale but the errors are even on another: simulated fits.

    Each draw moves every value on its own scale by a normal error and fits the line anew; the limits are percentiles.
    All sets of groups share the same normal draws, so that a set's limits do not depend on its neighbours.
    """
    normal = np.random.default_rng(seed).standard_normal((draws, values.shape[-1]))
    shape, groups = values.shape[:-1], values.shape[-1]
    found = np.empty((4, int(np.prod(shape))))
    sets = [part.reshape(-1, groups) for part in (scale.forth(values), errors, line.in_start, line.in_rise)]
    tails = [(1 - level) / 2, (1 + level) / 2]
    for place, (centre, error, in_start, in_rise) in enumerate(zip(*sets, strict=True)):
        drawn = scale.back(centre + error * normal)
        start, rise = drawn @ in_start, drawn @ in_rise
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = np.where((start > 0) & (start + rise > 0), (start + rise) / start, np.nan)
        found[:2, place] = np.quantile(rise, tails)
        found[2:, place] = np.quantile(ratio, tails)
    low, high, ratio_low, ratio_high = found.reshape(4, *shape)
    return IndexLimits(Interval(low, high), Interval(ratio_low, ratio_high))
