"""The money of a plan as one budget: exact sums by quarter and stream, and by organisation, that must come to the same.

Expected is the forecast where one is made, else what was planned. All sums are decimals; nothing is rounded.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from clearway.planning.allocations import NOUGHT
from clearway.planning.spans import Quarter
from clearway.planning.structure import Deliverable, MoneyLine, Plan

NOBODY = "no organisation named"


@dataclass(frozen=True)
class Sums:
    """Sums of lines under a name. `without_actual` is what was planned in lines of which nothing is told as spent."""

    name: str
    planned: Decimal
    expected: Decimal
    actual: Decimal
    lines: int
    without_actual: Decimal

    @property
    def over(self) -> Decimal:
        """How much more than planned is expected; negative for less."""
        return self.expected - self.planned


@dataclass(frozen=True)
class Budget:
    """One budget, added up three ways."""

    total: Sums
    by_quarter: tuple[Sums, ...]
    by_organisation: tuple[Sums, ...]
    by_deliverable: tuple[Sums, ...]

    @property
    def is_reconciled(self) -> bool:
        """Whether each way of adding comes to the total, to the penny."""
        ways = (self.by_quarter, self.by_organisation, self.by_deliverable)
        return all(
            sum((getattr(one, kind) for one in way), NOUGHT) == getattr(self.total, kind)
            for way in ways
            for kind in ("planned", "expected", "actual")
        )


Held = tuple[Deliverable, MoneyLine]


def budget_of(plan: Plan) -> Budget:
    """The one budget of a plan, over every organisation in it."""
    held = [(one, line) for one in plan.deliverables for line in one.money]
    quarters = sorted(held, key=lambda pair: (Quarter.read(pair[1].quarter), pair[1].stream))
    return Budget(
        _sums("Total", held),
        _gathered(quarters, lambda one, line: f"{line.quarter}, {line.stream}"),
        _gathered(held, lambda one, line: line.organisation or (one.owner and one.owner.organisation) or NOBODY),
        _gathered(held, lambda one, line: one.id),
    )


def _gathered(held: Iterable[Held], name: Callable[[Deliverable, MoneyLine], str]) -> tuple[Sums, ...]:
    gathered: dict[str, list[Held]] = {}
    for one, line in held:
        gathered.setdefault(name(one, line), []).append((one, line))
    return tuple(_sums(key, pairs) for key, pairs in gathered.items())


def _sums(name: str, held: Iterable[Held]) -> Sums:
    lines = [line for _, line in held]
    return Sums(
        name=name,
        planned=sum((one.planned for one in lines), NOUGHT),
        expected=sum((one.planned if one.forecast is None else one.forecast for one in lines), NOUGHT),
        actual=sum((one.actual for one in lines if one.actual is not None), NOUGHT),
        lines=len(lines),
        without_actual=sum((one.planned for one in lines if one.actual is None), NOUGHT),
    )
