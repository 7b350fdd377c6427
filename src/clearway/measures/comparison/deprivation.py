"""Inequality by deprivation: areas in groups from the most to the least deprived, with slope and relative index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clearway.measures.values import MeasureValue
from clearway.stats.estimate import normal_quantile
from clearway.stats.inequality import Inequality, inequality

GROUPS = 5
FEWEST_AREAS = 20
"""Below this many areas a group holds too few for its mean to stand for anything."""

METHOD = "means of areas weighted by their people; each area stands for its average resident"


@dataclass(frozen=True, slots=True)
class DeprivationGroup:
    """One fifth of areas: 1 is the most deprived. `lower` and `upper` are the limits of its weighted mean."""

    number: int
    areas: int
    people: float
    value: float
    lower: float
    upper: float


@dataclass(frozen=True, eq=False, slots=True)
class DeprivationGradient:
    """Groups in order, the indices over them, and what could not be placed."""

    groups: tuple[DeprivationGroup, ...]
    index: Inequality
    left_out: tuple[str, ...]
    method: str = METHOD

    @property
    def slope(self) -> tuple[float, float, float]:
        """Slope index with its limits: the difference between the least and the most deprived end of the line."""
        return float(self.index.slope_index), float(self.index.slope_lower), float(self.index.slope_upper)

    @property
    def is_clear(self) -> bool:
        """Whether the limits of the slope leave out zero."""
        _, lower, upper = self.slope
        return lower > 0 or upper < 0


def gradient_of(
    values: Sequence[MeasureValue], group_of: Mapping[str, int], people_of: Mapping[str, float]
) -> DeprivationGradient | None:
    """The gradient over areas of one period; None where fewer than twenty areas, or fewer than five groups, are known.

    `group_of` places an area in one of five groups (1 most deprived), `people_of` weighs it. An area without value,
    limits, group or people is left out and named. Means are weighted by people; their errors come from the areas' own
    limits. Source: `stats.inequality`, untransformed.
    """
    placed: list[MeasureValue] = []
    left_out: list[MeasureValue] = []
    for one in values:
        usable = None not in (one.value, one.lower, one.upper) and group_of.get(one.area) and people_of.get(one.area)
        (placed if usable else left_out).append(one)
    found = {group_of[one.area] for one in placed}
    if len(placed) < FEWEST_AREAS or len(found) < GROUPS:
        return None
    groups = tuple(
        _group(number, [one for one in placed if group_of[one.area] == number], people_of) for number in sorted(found)
    )
    index = inequality(
        [one.value for one in groups],
        [one.people for one in groups],
        [one.lower for one in groups],
        [one.upper for one in groups],
    )
    return DeprivationGradient(groups, index, tuple(one.area_name for one in left_out))


def _group(number: int, values: Sequence[MeasureValue], people_of: Mapping[str, float]) -> DeprivationGroup:
    people = np.array([people_of[one.area] for one in values])
    weights = people / people.sum()
    value = float(weights @ np.array([one.value for one in values]))
    z = normal_quantile(0.95)
    errors = np.array([((one.upper or 0) - (one.lower or 0)) / (2 * z) for one in values])
    reach = z * float(np.sqrt((weights**2) @ (errors**2)))
    return DeprivationGroup(number, len(values), float(people.sum()), value, value - reach, value + reach)
