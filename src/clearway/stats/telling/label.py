"""Better, worse, no different or too few to say: what may be said of each unit against a benchmark.

A unit is labelled by an exact test, so that a unit equal to the benchmark is labelled by mistake no more often than
stated, at any size. Where it is not labelled, "no different" is said only if a difference of the stated size would
most likely have been found; else there are too few to say, and the answer is how much longer to count.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import Mask, Words
from clearway.stats.many import p_of_proportion, p_of_ratio
from clearway.stats.telling.power import events_needed, people_needed
from clearway.stats.telling.several import Several, adjusted_chances

BETTER, WORSE = "better", "worse"
HIGHER, LOWER = "higher", "lower"
NO_DIFFERENT = "no different"
TOO_FEW = "too few to say"
UNKNOWN = "not known"

POWER = 0.8

NOT_TESTED = "a number is missing, or the benchmark is not one that chance could be held against"
NOTHING_COUNTED = "nothing is counted: time alone will not tell"


@dataclass(frozen=True, eq=False, slots=True)
class Telling:
    """What may be said of each unit: arrays of one shape.

    `label` is BETTER or WORSE (HIGHER or LOWER without polarity), NO_DIFFERENT, TOO_FEW or UNKNOWN. `chance` is the
    exact chance of a value this far from the benchmark, `adjusted` the same with all comparisons considered. `size` is
    what has been counted (people, or events that the benchmark would give) and `needed` what it takes to tell
    `difference` with `power`. `more_periods` is how many more periods of the same length that means, where there are
    too few; missing elsewhere, infinite where it will never be. `note` says why nothing is said.
    """

    label: Words
    value: Floats
    benchmark: Floats
    chance: Floats
    adjusted: Floats
    size: Floats
    needed: Floats
    more_periods: Floats
    difference: float
    level: float
    power: float
    several: Several
    note: Words


def tell_proportions(
    numerator: Numbers,
    denominator: Numbers,
    benchmark: Numbers,
    *,
    difference: float,
    polarity: int = 0,
    periods: float = 1.0,
    level: float = 0.95,
    power: float = POWER,
    several: Several = Several.FAMILY,
) -> Telling:
    """Label shares against a benchmark that is taken as exact; units of a family lie on the last axis.

    `difference` is the smallest that matters, as a fraction (0.05: five points). `polarity` is 1 where high is good, -1
    where low is, 0 where neither. `periods` is how many (months, years) the numbers were counted over. What is needed
    is reckoned for the strictest comparison of the family (1 - level over the number of units), so it errs on waiting
    longer. Raises ValueError for a polarity or a difference that cannot be.
    """
    part, whole, share = np.broadcast_arrays(floats(numerator), floats(denominator), floats(benchmark))
    chance = p_of_proportion(part, whole, share)

    def needed(at: float, strict: float) -> float:
        return people_needed(at, difference, chance=strict, power=power)

    value = part / np.where(whole > 0, whole, np.nan)
    rules = _Rules(difference, polarity, periods, level, power, several)
    return _told(value, share, chance, whole, needed, rules)


def tell_rates(
    events: Numbers,
    exposure: Numbers,
    benchmark: Numbers,
    *,
    difference: float,
    polarity: int = 0,
    periods: float = 1.0,
    level: float = 0.95,
    power: float = POWER,
    several: Several = Several.FAMILY,
) -> Telling:
    """Label rates (events over person-time, or over expected events with a benchmark of 1), as `tell_proportions`.

    `difference` is a part of the benchmark (0.2: a fifth more or less); `size` and `needed` are the events that the
    benchmark's rate would give.
    """
    count, time, rate = np.broadcast_arrays(floats(events), floats(exposure), floats(benchmark))
    chance = p_of_ratio(count, time * rate)

    def needed(_at: float, strict: float) -> float:
        return events_needed(difference, chance=strict, power=power)

    value = count / np.where(time > 0, time, np.nan)
    return _told(value, rate, chance, time * rate, needed, _Rules(difference, polarity, periods, level, power, several))


@dataclass(frozen=True, slots=True)
class _Rules:
    difference: float
    polarity: int
    periods: float
    level: float
    power: float
    several: Several

    def __post_init__(self) -> None:
        if self.polarity not in (-1, 0, 1):
            raise ValueError(f"A polarity is 1 (high is good), -1 (low is good) or 0 (neither), not {self.polarity}.")
        if not 0 < self.level < 1:
            raise ValueError(f"A level of {self.level} is not between 0 and 1; 0.95 stands for 95%.")


def _told(
    value: Floats,
    benchmark: Floats,
    chance: Floats,
    size: Floats,
    needed: Callable[[float, float], float],
    rules: _Rules,
) -> Telling:
    adjusted = adjusted_chances(chance, rules.several)
    known = ~np.isnan(chance)
    strict = _strictest(known, rules)
    enough = np.full(chance.shape, np.nan)
    for at, each in {(float(b), float(s)) for b, s in zip(benchmark[known], strict[known], strict=True)}:
        enough[known & (benchmark == at) & (strict == each)] = needed(at, each)
    with np.errstate(invalid="ignore", divide="ignore"):
        told = adjusted <= 1 - rules.level
        above = value > benchmark
        few = known & ~told & (size < enough)
        more = np.where(few, np.ceil((enough - size) / (size / rules.periods)), np.nan)
    up, down = {1: (BETTER, WORSE), -1: (WORSE, BETTER), 0: (HIGHER, LOWER)}[rules.polarity]
    label = np.select([~known, told & above, told, few], [UNKNOWN, up, down, TOO_FEW], NO_DIFFERENT)
    note = np.where(np.isnan(value) & (size == 0), NOTHING_COUNTED, np.where(known, "", NOT_TESTED))
    return Telling(
        label,
        value,
        benchmark,
        chance,
        adjusted,
        size,
        enough,
        more,
        rules.difference,
        rules.level,
        rules.power,
        rules.several,
        note,
    )


def _strictest(known: Mask, rules: _Rules) -> Floats:
    """The chance that a unit's own must not exceed when it stands alone against all of its family."""
    if rules.several is Several.EACH or known.ndim == 0:
        return np.full(known.shape, 1 - rules.level)
    units = np.maximum(np.count_nonzero(known, axis=-1, keepdims=True), 1)
    return np.broadcast_to((1 - rules.level) / units, known.shape).astype(np.float64)
