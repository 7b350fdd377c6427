"""The targets of each area in the month of its newest value, and what must be said beside the one it is judged by."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from clearway.measures.catalogue import Measure
from clearway.measures.months import month_of
from clearway.measures.targets.agreed import AgreedTarget, Trajectories
from clearway.measures.targets.target_on import TargetHeld, TargetsOn, target_on
from clearway.measures.values import MeasureValue
from clearway.standards import RuleBook

PROVISIONAL_TARGET = "provisional target"
AGREED = "agreed by the organisation"


@dataclass(frozen=True, slots=True)
class AreaTargets:
    """The targets of an area in the month of its newest value."""

    area: str
    area_name: str
    month: str
    held: TargetsOn

    @property
    def judging(self) -> TargetHeld | AgreedTarget | None:
        """Which of them a value is judged by; None where none gives a number to compare with."""
        national = (*self.held.standards, *self.held.milestones)
        compared = (one for one in national if one.compares and one.value is not None)
        return next(compared, None) or self.held.trajectory

    @property
    def mark(self) -> str:
        """What must be said beside that one: that it is provisional, or what the organisation agreed; else nothing."""
        judging = self.judging
        if isinstance(judging, AgreedTarget):
            return AGREED
        return PROVISIONAL_TARGET if judging and judging.is_provisional else ""


def targets_of_areas(
    measure: Measure,
    values: Iterable[MeasureValue],
    rules: RuleBook,
    agreed: Trajectories,
    *,
    are_of_parts: bool = False,
) -> tuple[AreaTargets, ...]:
    """The targets of each area in the month in which its newest value ends, in the order of the areas.

    National targets are looked up once a month, whatever the number of areas. With `are_of_parts` nobody has a value of
    everybody, and no target is held against any.
    """
    newest: dict[str, MeasureValue] = {}
    for one in values:
        if one.area not in newest or one.period_end >= newest[one.area].period_end:
            newest[one.area] = one
    months = {area: month_of(one.period_end) for area, one in newest.items()}
    national = {month: target_on(measure, "", month, rules=rules) for month in set(months.values())}
    held = {
        area: replace(national[month], trajectory=agreed.agreed(measure, area, month)) for area, month in months.items()
    }
    return tuple(
        AreaTargets(area, one.area_name, months[area], held[area].beside_a_part() if are_of_parts else held[area])
        for area, one in newest.items()
    )
