"""How often the evaluation is right and wrong, by simulation: false claims, power, and how often intervals hold."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearway.evaluation.detectable import detectable
from clearway.evaluation.layout import laid_out
from clearway.evaluation.model import CLOSEST, Effect, modelled
from clearway.evaluation.question import Conditions, Question
from clearway.evaluation.series import MonthlySeries
from clearway.evaluation.shapes import Drawn, Shape, drawn
from clearway.evaluation.verdict import Verdict, verdict_of
from clearway.stats.interrupted import interrupted
from clearway.stats.telling import Several, adjusted_chances

CONDITIONS = Conditions()
HOPE = 0.05


@dataclass(frozen=True, slots=True)
class Rates:
    """Parts of `draws` simulated series: those in which a change was claimed, the interval held the truth, and so on.

    `higher` and `lower` are claims of a rise and of a fall; `verdicts` the part of each verdict against the hope.
    """

    draws: int
    higher: float
    lower: float
    held: float
    verdicts: dict[Verdict, float]

    @property
    def claimed(self) -> float:
        """Any change claimed."""
        return self.higher + self.lower

    def error(self, part: float) -> float:
        """The standard error that the number of draws leaves to a part."""
        return float(np.sqrt(part * (1 - part) / self.draws))


def rates(shape: Shape, before: int, after: int, change: float, draws: int, seed: int, hope: float = HOPE) -> Rates:
    """What is claimed of series with a change of this size (none: 0) against a hope."""
    effects = []
    for one in _seeds(draws, seed):
        series = drawn(shape, before + after, one).series(before, change)
        effects.append(_effect(series, None, before))
    return _rates(effects, change, hope)


def rates_with_control(shape: Shape, before: int, after: int, change: float, draws: int, seed: int) -> Rates:
    """The same when a control series shares half the spread of months, and also a change of its own that is no effect.

    Both move by three points at the change; only `change` more is the series' own.
    """
    effects = []
    for one in _seeds(draws, seed):
        size = before + after
        chance = np.random.default_rng(one)
        shared = chance.normal(0, shape.spread / 2, size) - 0.15 * (np.arange(size) >= before)
        first, second = (drawn(shape, size, one + place, shared) for place in (0, 500_009))
        control = Drawn(second.shape, first.months, second.eta, second.people, second.seed)
        effects.append(_effect(first.series(before, change), control.series(before), before))
    return _rates(effects, change, HOPE)


@dataclass(frozen=True, slots=True)
class Power:
    """How often a change is `found` that is just what the months before said would be, and the median of that change.

    `never` is the part of series to which so large a change cannot happen (the share would pass 99%); they are not
    tried.
    """

    draws: int
    found: float
    change: float
    never: float


def power_at_stated(shape: Shape, before: int, after: int, draws: int, seed: int) -> Power:
    """The power of what is stated before: each series has its own smallest change, then months with it in them."""
    found, sizes = [], []
    for one in _seeds(draws, seed):
        series = drawn(shape, before + after, one)
        question = Question(shape.name, "", series.months[before], HOPE)
        size = detectable(question, series.series(before), None, CONDITIONS, (after,)).at(after)
        sizes.append(size)
        if series.share_since(before) + size <= 1 - CLOSEST:
            found.append(_effect(series.series(before, size), None, before).lower > 0)
    never = 1 - len(found) / draws
    return Power(len(found), float(np.mean(found)), float(np.median(sizes)), never)


def newey_west_claims(shape: Shape, before: int, after: int, draws: int, seed: int) -> float:
    """How often Newey and West's errors, corrected for few months, claim a change where there is none."""
    claims = []
    for one in _seeds(draws, seed):
        series = drawn(shape, before + after, one).series(before)
        layout = laid_out(series, None, Question(shape.name, "", series.months[before], HOPE), CONDITIONS)
        calendar = [int(month[5:]) for month in series.months] if layout.is_seasonal else None
        middle = (after + 1) // 2
        found = interrupted(
            series.values, before, of=series.of, kind="share", seasons=calendar, effects_at=(middle,)
        ).effects[0]
        claims.append(not found.lower <= 0 <= found.upper)
    return float(np.mean(claims))


def any_false_claim(shape: Shape, before: int, after: int, together: int, draws: int, seed: int) -> float:
    """How often any of so many questions judged together is claimed to have moved, when none has."""
    claims = []
    for one in _seeds(draws, seed):
        places = [drawn(shape, before + after, one + 7_919 * place).series(before) for place in range(together)]
        chances = np.array([_effect(series, None, before).p_value for series in places])
        claims.append(bool(np.any(adjusted_chances(chances, Several.FAMILY) < 1 - CONDITIONS.level)))
    return float(np.mean(claims))


def _seeds(draws: int, seed: int) -> Sequence[int]:
    return [int(one) for one in np.random.default_rng(seed).integers(0, 2**31, draws)]


def _effect(series: MonthlySeries, control: MonthlySeries | None, before: int) -> Effect:
    question = Question(series.name, "", series.months[before], HOPE)
    layout = laid_out(series, control, question, CONDITIONS)
    return modelled(series, control, layout).average(CONDITIONS.level)


def _rates(effects: Sequence[Effect], change: float, hope: float) -> Rates:
    found = [verdict_of(one.lower, one.upper, hope) for one in effects]
    draws = len(effects)
    return Rates(
        draws,
        sum(one.lower > 0 for one in effects) / draws,
        sum(one.upper < 0 for one in effects) / draws,
        sum(one.lower <= change <= one.upper for one in effects) / draws,
        {verdict: found.count(verdict) / draws for verdict in Verdict},
    )
