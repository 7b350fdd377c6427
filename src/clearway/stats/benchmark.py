"""Better, similar or worse than a benchmark that is taken as exact: England, an alliance's total, a target."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from clearway.stats.arrays import Floats, Numbers, columns, floats
from clearway.stats.estimate import Words, notes

HIGH_IS_GOOD, NO_JUDGEMENT, LOW_IS_GOOD = 1, 0, -1
"""Polarities: whether a high value is good."""

SIMILAR = "similar"
NOT_COMPARED = "not compared"
NOTHING_TO_COMPARE = "there is no interval or no benchmark"

MET, NOT_MET = "met", "not met"

STORED_EXACTLY = 1e-12
"""Values closer to a target than this part of it are on it: so exactly are doubles stored."""


class Limits(Protocol):
    """Anything with lower and upper limits: an interval, a proportion, an estimate."""

    @property
    def lower(self) -> Floats:
        """The lower limits."""

    @property
    def upper(self) -> Floats:
        """The upper limits."""


@dataclass(frozen=True, eq=False, slots=True)
class Comparison:
    """Where each unit stands to its benchmark.

    `side` is 1 above, -1 below, 0 neither, missing where there is nothing to compare; 2 and -2 where the outer interval
    is clear of the benchmark too. `label` says it in words, as better or worse where the measure has a polarity.
    """

    side: Floats
    label: Words
    note: Words


def compare(limits: Limits, benchmark: Numbers, polarity: Numbers = NO_JUDGEMENT) -> Comparison:
    """Better, similar or worse: an interval wholly above the benchmark is higher, wholly below it lower, else similar.

    Touching the benchmark is similar. `polarity` turns higher and lower into better and worse: 1 where high is good,
    -1 where low is good, 0 for no judgement. All arguments broadcast. Take a benchmark only for what has hardly any
    uncertainty of its own; for two units, or two periods, use a difference (`difference_of_proportions`).

    Source: Public Health England's comparison with a benchmark by confidence intervals.
    Raises ValueError for a polarity other than 1, 0, -1.
    """
    return _comparison(_side(limits, benchmark), polarity, {1: "", -1: ""})


def compare_twice(inner: Limits, outer: Limits, benchmark: Numbers, polarity: Numbers = NO_JUDGEMENT) -> Comparison:
    """As `compare`, in five categories, by 95% limits (`inner`) and 99.8% limits (`outer`), which are asked first.

    Labels carry the level: "worse (99.8%)", "worse (95%)", "similar", "better (95%)", "better (99.8%)".
    Raises ValueError for a polarity other than 1, 0, -1.
    """
    near, far = _side(inner, benchmark), _side(outer, benchmark)
    side = np.where(far == 0, near, 2 * far)
    return _comparison(side, polarity, {1: " (95%)", -1: " (95%)", 2: " (99.8%)", -2: " (99.8%)"})


def meets_target(value: Numbers, target: Numbers, polarity: Numbers = HIGH_IS_GOOD) -> Words:
    """Plainly met or not met, whatever the interval says: a standard is a rule of counting, not an inference.

    Meeting the target exactly is enough. No words where a number is missing or the measure has no polarity.
    For "how many people short", see `short_of_target`.
    """
    found, wanted, good = columns(value, target, polarity)
    _check_polarity(good)
    with np.errstate(invalid="ignore"):
        lacking = (wanted - found) * good > STORED_EXACTLY * np.abs(wanted)
    unknown = np.isnan(found) | np.isnan(wanted) | np.isnan(good) | (good == NO_JUDGEMENT)
    return np.select([unknown, lacking], ["", NOT_MET], MET)


def _side(limits: Limits, benchmark: Numbers) -> Floats:
    lower, upper, against = columns(limits.lower, limits.upper, benchmark)
    with np.errstate(invalid="ignore"):
        side = (lower > against).astype(np.float64) - (upper < against)
    return np.where(np.isnan(lower) | np.isnan(upper) | np.isnan(against), np.nan, side)


def _comparison(side: Floats, polarity: Numbers, levels: dict[int, str]) -> Comparison:
    judged = floats(polarity)
    _check_polarity(judged)
    side, judged = np.broadcast_arrays(side, np.nan_to_num(judged))
    label = np.select(
        [np.isnan(side), *((side == step) & (judged == good) for step in levels for good in (1, 0, -1))],
        [NOT_COMPARED, *(_word(step, good) + level for step, level in levels.items() for good in (1, 0, -1))],
        SIMILAR,
    )
    return Comparison(side, label, notes((np.isnan(side), NOTHING_TO_COMPARE)))


def _word(step: int, polarity: int) -> str:
    if polarity == NO_JUDGEMENT:
        return "higher" if step > 0 else "lower"
    return "better" if step * polarity > 0 else "worse"


def _check_polarity(polarity: Floats) -> None:
    if not np.isin(polarity[~np.isnan(polarity)], (1, 0, -1)).all():
        raise ValueError("A polarity is 1 (high is good), -1 (low is good) or 0 (no judgement).")
