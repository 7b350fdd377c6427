"""What scores come to under a framework, how far scorers lie apart, and whether the order hangs on one weight.

A criterion's score is the mean over its scorers, as a share of the highest; the value of a bid is the sum of weight
times share. All of it is exact fractions: nothing is rounded before it is shown, so that equal bids stay equal.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from clearway.planning.bids.bid import Score
from clearway.planning.bids.framework import WHOLE, Criterion, ScoringFramework

STEP = 10


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion with what was scored. `share` is 0 to 1, None when nobody scored it; `spread` is in points."""

    criterion: Criterion
    scores: tuple[Score, ...]
    share: Fraction | None

    @property
    def lowest(self) -> int | None:
        """The lowest score given."""
        return min((one.score for one in self.scores), default=None)

    @property
    def highest(self) -> int | None:
        """The highest score given."""
        return max((one.score for one in self.scores), default=None)

    @property
    def spread(self) -> int:
        """How many points scorers lie apart; 0 with fewer than two."""
        return 0 if self.lowest is None or self.highest is None else self.highest - self.lowest


@dataclass(frozen=True, slots=True)
class Result:
    """What a bid or an option comes to, out of 100; None while a criterion that counts is not scored."""

    subject: str
    criteria: tuple[CriterionResult, ...]

    @property
    def missing(self) -> tuple[Criterion, ...]:
        """The criteria with a weight that nobody scored."""
        return tuple(one.criterion for one in self.criteria if one.share is None and one.criterion.weight)

    @property
    def value(self) -> Fraction | None:
        """Out of 100."""
        return self.under({one.criterion.id: Fraction(one.criterion.weight) for one in self.criteria})

    def under(self, weights: Mapping[str, Fraction]) -> Fraction | None:
        """What it would come to under other weights; None while something that then counts is not scored."""
        total = Fraction()
        for one in self.criteria:
            weight = weights[one.criterion.id]
            if one.share is None and weight:
                return None
            total += weight * (one.share or 0)
        return total


@dataclass(frozen=True, slots=True)
class Swap:
    """Two that change places, or come level, when one weight moves. `ahead` was ahead before."""

    criterion: Criterion
    weight: int
    ahead: str
    behind: str
    is_level: bool


def scored(framework: ScoringFramework, subject: str, scores: Sequence[Score]) -> Result:
    """What the scores of one subject come to; scores on criteria that the framework no longer has do not count."""
    return Result(subject, tuple(_criterion(framework, one, scores) for one in framework.criteria))


def _criterion(framework: ScoringFramework, criterion: Criterion, scores: Sequence[Score]) -> CriterionResult:
    given = tuple(one for one in scores if one.criterion == criterion.id)
    share = Fraction(sum(one.score for one in given), len(given) * framework.highest) if given else None
    return CriterionResult(criterion, given, share)


def in_order(results: Sequence[Result]) -> tuple[tuple[int, Result], ...]:
    """Those that are wholly scored with their place, best first; those that are level share a place."""
    whole = sorted(((one.value, one) for one in results if one.value is not None), key=lambda pair: -pair[0])
    values = [value for value, _ in whole]
    return tuple((values.index(value) + 1, one) for value, one in whole)


def moved_weights(framework: ScoringFramework, criterion: Criterion, weight: int) -> dict[str, Fraction] | None:
    """The weights when one becomes `weight` and the others share the rest as they did; None where none can give way."""
    others = WHOLE - criterion.weight
    if not 0 <= weight <= WHOLE or (others == 0 and weight != WHOLE):
        return None
    scale = Fraction(WHOLE - weight, others) if others else Fraction()
    held = {one.id: one.weight * scale for one in framework.criteria}
    return held | {criterion.id: Fraction(weight)}


def swaps(framework: ScoringFramework, results: Sequence[Result], step: int = STEP) -> Iterator[Swap]:
    """Every pair whose order changes when one weight moves by `step` up or down, as far as weights can go."""
    whole = [one for one in results if one.value is not None]
    for criterion in framework.criteria:
        for weight in sorted({max(0, criterion.weight - step), min(WHOLE, criterion.weight + step)}):
            weights = moved_weights(framework, criterion, weight)
            if weight == criterion.weight or weights is None:
                continue
            for first, second in combinations(whole, 2):
                yield from _swap(first, second, criterion, weight, weights)


def _swap(
    first: Result, second: Result, criterion: Criterion, weight: int, weights: Mapping[str, Fraction]
) -> Iterator[Swap]:
    before = (first.value or Fraction()) - (second.value or Fraction())
    one, other = first.under(weights), second.under(weights)
    if before == 0 or one is None or other is None:
        return
    after = one - other
    if after == 0 or (after > 0) != (before > 0):
        ahead, behind = (first, second) if before > 0 else (second, first)
        yield Swap(criterion, weight, ahead.subject, behind.subject, is_level=after == 0)


def firmness(framework: ScoringFramework, results: Sequence[Result], step: int = STEP) -> tuple[str, ...]:
    """Whether the order hangs on one weight, in sentences. Subjects are named as the results name them."""
    if len([one for one in results if one.value is not None]) < 2:
        return ("Fewer than two are wholly scored: there is no order yet.",)
    found = tuple(_sentence(one) for one in swaps(framework, results, step))
    return found or (f"The order stays the same when any one weight moves by {step}, up or down.",)


def _sentence(one: Swap) -> str:
    weighed = f"If “{one.criterion.title}” weighed {one.weight} instead of {one.criterion.weight}"
    if one.is_level:
        return f"{weighed}, {one.ahead} and {one.behind} would stand level."
    return f"{weighed}, {one.behind} would come before {one.ahead}."
