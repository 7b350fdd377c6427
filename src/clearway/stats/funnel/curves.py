"""The curves of a funnel, at sizes close enough together to draw."""

from dataclasses import dataclass

from clearway.stats.arrays import Floats
from clearway.stats.estimate import Interval
from clearway.stats.funnel.category import INNER, OUTER
from clearway.stats.funnel.grid import POINTS, axis, grid
from clearway.stats.funnel.overdispersion import Overdispersion, overdispersed_limits
from clearway.stats.funnel.proportions import PEOPLE, proportion_limits
from clearway.stats.funnel.ratios import EXPECTED, OBSERVED, ratio_limits_by_expected, ratio_limits_by_observed
from clearway.stats.funnel.result import Funnel


@dataclass(frozen=True, eq=False, slots=True)
class Curves:
    """Limits along `size`: `inner` (95%) and `outer` (99.8%), and wider ones if there is spread beyond chance."""

    size: Floats
    inner: Interval
    outer: Interval
    wider_inner: Interval | None
    wider_outer: Interval | None


def curves(funnel: Funnel, wider: Overdispersion | None = None, points: int = POINTS) -> Curves:
    """The limits of a funnel at sizes that hold all its units, with those of `wider` when it adjusts.

    Raises ValueError when no unit has a size, and for wider limits along observed events, which have none.
    """
    sizes = grid(*axis(funnel.size), points)
    inner, outer = (_limits(funnel, sizes, level) for level in (INNER, OUTER))
    if wider is None or not wider.adjusts:
        return Curves(sizes, inner, outer, None, None)
    if funnel.size_name == OBSERVED:
        raise ValueError("Wider limits are drawn along people or expected events, not along observed events.")
    return Curves(sizes, inner, outer, *(overdispersed_limits(wider, sizes, level) for level in (INNER, OUTER)))


def _limits(funnel: Funnel, sizes: Floats, level: float) -> Interval:
    if funnel.size_name == PEOPLE:
        return proportion_limits(sizes, funnel.centre, level)
    if funnel.size_name == EXPECTED:
        return ratio_limits_by_expected(sizes, level, funnel.centre)
    found = ratio_limits_by_observed(sizes, level)
    return Interval(found.lower * funnel.centre, found.upper * funnel.centre)
