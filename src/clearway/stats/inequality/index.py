"""The slope and relative index of inequality: how much a value changes from the most to the least deprived.

Groups of people, ordered from the most to the least deprived, stand at the middle of their part of the whole population
(ranks from 0 to 1). A straight line is fitted to their values, weighted by population. The slope index is the
difference between the two ends of the line, the relative index their ratio. Sources: Pamuk (1985), Population Studies
39:17; Mackenbach and Kunst (1997), Soc Sci Med 44:757.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import Words, normal_quantile
from clearway.stats.inequality.limits import IndexLimits, simulated, transformed, untransformed
from clearway.stats.inequality.line import Line, fitted_line
from clearway.stats.inequality.scale import NATURAL, SCALES, Kind, Scale

FEWEST, MOST = 5, 100
MANY = 10
DRAWS = 100_000
SEED = 1985

MISSING = "a value, a population or a limit is missing: all groups must be there"
NO_POPULATION = "a population is not above zero"
OUT_OF_SCALE = "a value or a limit lies outside what its kind allows"
UPSIDE_DOWN = "an upper limit lies below its lower one"
NO_RATIO = "the line is not clearly above zero at its ends: there is no ratio"
MANY_GROUPS = "more than 10 groups: few people in each"

CLOSED = "weighted least squares, limits in closed form"
SIMULATED = "weighted least squares, limits by {draws:,} simulated fits"


@dataclass(frozen=True, eq=False, slots=True)
class Inequality:
    """Slope and relative index with limits, one for each set of groups (arrays without the axis of groups).

    `slope_index` is in units of the value, times the multiplier, and `relative_index` a ratio. `start` and `end` are
    the line at the most and the least deprived end; `ranks` and `fitted` (with the axis of groups) where the groups
    stand and the line there, for drawing. `note` is empty, or says why there is no answer, or what to mind.
    """

    slope_index: Floats
    slope_lower: Floats
    slope_upper: Floats
    relative_index: Floats
    relative_lower: Floats
    relative_upper: Floats
    start: Floats
    end: Floats
    ranks: Floats
    fitted: Floats
    level: float
    multiplier: float
    method: str
    note: Words


class _Groups(NamedTuple):
    """Values, populations and standard errors of the groups, made whole: sets that cannot be fitted hold fillers."""

    values: Floats
    people: Floats
    errors: Floats
    note: Words


def inequality(
    values: Numbers,
    populations: Numbers,
    lower: Numbers | None = None,
    upper: Numbers | None = None,
    *,
    errors: Numbers | None = None,
    kind: Kind = Kind.OTHER,
    transform: bool = False,
    multiplier: float = 1.0,
    level: float = 0.95,
    limits_level: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Inequality:
    """Slope and relative index of inequality of groups on the last axis, from the most to the least deprived.

    How sure each value is comes from its limits (`lower`, `upper`, at `limits_level`) or from its standard `errors`,
    which are on the log scale for rates and on the logit scale for proportions (fractions of 1). With `transform` the
    line is fitted on that scale too. A negative multiplier turns both indices about, for values where low is good.
    Limits are in closed form for untransformed `OTHER` values and for every transformed fit, else simulated with a
    fixed seed, so that the same numbers always give the same limits; the lower one always comes first. Raises
    ValueError for fewer than 5 or more than 100 groups, for neither limits nor errors, and for a multiplier of 0.
    """
    if multiplier == 0:
        raise ValueError("A multiplier of 0 leaves no index; 1 gives it in units of the value.")
    scale = SCALES[kind]
    groups = _groups(values, populations, _errors(scale, lower, upper, errors, limits_level), scale)
    fitted_on = scale if transform else NATURAL
    line = fitted_line(fitted_on.forth(groups.values), groups.people)
    start, end = fitted_on.back(line.start), fitted_on.back(line.start + line.rise)
    method = CLOSED
    if transform:
        limits = transformed(line, groups.errors, fitted_on, level)
    elif kind is Kind.OTHER:
        limits = untransformed(line, groups.errors, level)
    else:
        limits = simulated(line, groups.values, groups.errors, scale, level=level, draws=draws, seed=seed)
        method = SIMULATED.format(draws=draws)
    return _answer(groups, line, fitted_on, start, end, limits, level, multiplier, method)


def _answer(
    groups: _Groups,
    line: Line,
    scale: Scale,
    start: Floats,
    end: Floats,
    limits: IndexLimits,
    level: float,
    multiplier: float,
    method: str,
) -> Inequality:
    known = groups.note == ""
    has_ratio = known & ~np.isnan(limits.ratio.lower) & (start > 0) & (end > 0)
    turn = np.sign(multiplier)
    slope = np.sort(np.stack(limits.difference) * multiplier, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.sort(np.stack([np.asarray(limit) for limit in limits.ratio]) ** turn, axis=0)
        relative = (end / start) ** turn
    note = np.where(known & ~has_ratio, NO_RATIO, groups.note)
    if groups.values.shape[-1] > MANY:
        note = np.where(note == "", MANY_GROUPS, note)
    on_line = scale.back(line.start[..., None] + line.rise[..., None] * line.ranks)
    sets = known[..., None]
    return Inequality(
        slope_index=np.where(known, (end - start) * multiplier, np.nan),
        slope_lower=np.where(known, slope[0], np.nan),
        slope_upper=np.where(known, slope[1], np.nan),
        relative_index=np.where(has_ratio, relative, np.nan),
        relative_lower=np.where(has_ratio, ratio[0], np.nan),
        relative_upper=np.where(has_ratio, ratio[1], np.nan),
        start=np.where(known, start, np.nan),
        end=np.where(known, end, np.nan),
        ranks=np.where(sets, line.ranks, np.nan),
        fitted=np.where(sets, on_line, np.nan),
        level=level,
        multiplier=multiplier,
        method=method,
        note=note,
    )


def _errors(
    scale: Scale, lower: Numbers | None, upper: Numbers | None, errors: Numbers | None, limits_level: float
) -> Floats:
    if errors is not None:
        return floats(errors)
    if lower is None or upper is None:
        raise ValueError("Inequality needs the limits of each value, or its standard error, to know how sure it is.")
    with np.errstate(invalid="ignore", divide="ignore"):
        width = scale.forth(floats(upper)) - scale.forth(floats(lower))
    return np.where(np.isinf(width), np.nan, width) / (2 * normal_quantile(limits_level))


def _groups(values: Numbers, populations: Numbers, errors: Floats, scale: Scale) -> _Groups:
    value, people, error = np.broadcast_arrays(floats(values), floats(populations), errors)
    if value.ndim == 0 or not FEWEST <= value.shape[-1] <= MOST:
        count = value.shape[-1] if value.ndim else 1
        raise ValueError(f"Inequality is measured over {FEWEST} to {MOST} groups, not {count}.")
    with np.errstate(invalid="ignore"):
        outside = ((value <= scale.above) | (value >= scale.below)).any(axis=-1)
        empty = (people <= 0).any(axis=-1)
        upside_down = (error < 0).any(axis=-1)
    missing = (np.isnan(value) | np.isnan(people) | np.isnan(error)).any(axis=-1)
    reasons = [empty, outside, upside_down, missing]
    note = np.select(reasons, [NO_POPULATION, OUT_OF_SCALE, UPSIDE_DOWN, MISSING], "")
    known = (note == "")[..., None]
    return _Groups(np.where(known, value, 0.5), np.where(known, people, 1.0), np.where(known, error, 1.0), note)
