"""Which limits a value gets: by the method that its definition names."""

from collections.abc import Sequence
from math import isnan
from typing import NamedTuple

from clearway.stats import wilson
from clearway.stats.count import BYAR, EXACT, EXACT_BELOW, count_limits
from clearway.stats.proportion import METHOD as WILSON

AS_PUBLISHED = "as published"


class Limits(NamedTuple):
    """Lower and upper limit of a value and how they were had; no words where there are none."""

    lower: float | None
    upper: float | None
    method: str


NONE = Limits(None, None, "")


def limits_of(lower: float, upper: float, method: str) -> Limits:
    """Limits as a statistic gives them; none where they are missing (NaN)."""
    return NONE if isnan(lower) else Limits(lower, upper, method)


def share_limits(numerators: Sequence[float], denominators: Sequence[float]) -> list[Limits]:
    """Wilson's limits of shares; none where nobody was counted or the part is larger than the whole."""
    found = wilson(numerators, denominators)
    return [
        limits_of(lower, upper, WILSON) for lower, upper in zip(found.lower.tolist(), found.upper.tolist(), strict=True)
    ]


def people_limits(counts: Sequence[float]) -> list[Limits]:
    """Limits of counts of people: exact below ten, Byar's above."""
    found = count_limits(counts)
    return [
        Limits(lower, upper, EXACT if count < EXACT_BELOW else BYAR)
        for count, lower, upper in zip(counts, found.lower.tolist(), found.upper.tolist(), strict=True)
    ]
