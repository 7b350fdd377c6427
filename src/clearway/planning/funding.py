"""The money of a plan from what was received to what was spent, and its savings: exact sums that must agree.

Received is what allocations bring; placed is what of it went on to deliverables or organisations. Planned, expected
and spent are the lines of deliverables (`money`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from clearway.planning.allocations import NOUGHT, Allocation, Saving
from clearway.planning.money import NOBODY
from clearway.planning.spans import Quarter
from clearway.planning.structure import Deliverable, MoneyLine, Plan

NO_DELIVERABLE = "no deliverable named"
LEFT = "not yet placed"


@dataclass(frozen=True, slots=True)
class Course:
    """The course of money under a name, from received to spent."""

    name: str
    received: Decimal
    placed: Decimal
    planned: Decimal
    expected: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """What was received and is not yet placed."""
        return self.received - self.placed

    @property
    def uncovered(self) -> Decimal:
        """What is planned beyond what was received; nought where enough was."""
        return max(self.planned - self.received, NOUGHT)


@dataclass(frozen=True, slots=True)
class Cover:
    """A deliverable with what is placed on it and what is planned for it."""

    deliverable: Deliverable
    placed: Decimal
    planned: Decimal

    @property
    def short(self) -> Decimal:
        """What is planned and not covered; negative where more is placed than planned."""
        return self.planned - self.placed


@dataclass(frozen=True, slots=True)
class Road:
    """One way of adding up what was received: its name, its parts, and what they come to."""

    name: str
    parts: tuple[tuple[str, Decimal], ...]

    @property
    def total(self) -> Decimal:
        """What the parts come to."""
        return sum((amount for _, amount in self.parts), NOUGHT)


@dataclass(frozen=True, slots=True)
class Funding:
    """The whole course of a plan's money, by year and stream, by deliverable, and by three roads."""

    total: Course
    by_year: tuple[Course, ...]
    covers: tuple[Cover, ...]
    roads: tuple[Road, ...]

    @property
    def differences(self) -> tuple[str, ...]:
        """Where a road comes to another sum than what was received; none when all agree to the penny."""
        return tuple(
            f"{one.name} comes to {one.total - self.total.received:+} against what was received"
            for one in self.roads
            if one.total != self.total.received
        )


def funding_of(plan: Plan) -> Funding:
    """The course of the money of a plan."""
    lines = [(one, line) for one in plan.deliverables for line in one.money]
    keys = sorted({_year(one) for one in plan.allocations} | {_year(line) for _, line in lines})
    by_year = tuple(
        _course(
            f"{year}, {stream}",
            [one for one in plan.allocations if _year(one) == (year, stream)],
            [line for _, line in lines if _year(line) == (year, stream)],
        )
        for year, stream in keys
    )
    total = _course("Total", plan.allocations, [line for _, line in lines])
    return Funding(total, by_year, _covers(plan), _roads(plan))


def _year(one: Allocation | MoneyLine) -> tuple[str, str]:
    return str(Quarter.read(one.quarter).year), one.stream


def _course(name: str, allocations: Iterable[Allocation], lines: Iterable[MoneyLine]) -> Course:
    held, planned = list(allocations), list(lines)
    return Course(
        name=name,
        received=sum((one.amount for one in held), NOUGHT),
        placed=sum((one.placed_sum for one in held), NOUGHT),
        planned=sum((one.planned for one in planned), NOUGHT),
        expected=sum((one.planned if one.forecast is None else one.forecast for one in planned), NOUGHT),
        spent=sum((one.actual for one in planned if one.actual is not None), NOUGHT),
    )


def _covers(plan: Plan) -> tuple[Cover, ...]:
    placed: dict[str, Decimal] = {}
    for allocation in plan.allocations:
        for one in allocation.placed:
            if one.deliverable is not None:
                placed[one.deliverable] = placed.get(one.deliverable, NOUGHT) + one.amount
    held = (
        Cover(one, placed.get(one.id, NOUGHT), sum((line.planned for line in one.money), NOUGHT))
        for one in plan.deliverables
    )
    return tuple(one for one in held if one.placed or one.planned)


def _roads(plan: Plan) -> tuple[Road, ...]:
    """What was received by source, and where it went by deliverable and by organisation with what is left."""
    owners = {one.id: one.owner.organisation for one in plan.deliverables if one.owner and one.owner.organisation}
    left = (LEFT, sum((one.left for one in plan.allocations), NOUGHT))
    placed = [placed for one in plan.allocations for placed in one.placed]
    return (
        Road("By source", _added((one.source, one.amount) for one in plan.allocations)),
        Road(
            "By deliverable, with what is left",
            (*_added((one.deliverable or NO_DELIVERABLE, one.amount) for one in placed), left),
        ),
        Road(
            "By organisation, with what is left",
            (
                *_added((one.organisation or owners.get(one.deliverable or "", NOBODY), one.amount) for one in placed),
                left,
            ),
        ),
    )


def _added(pairs: Iterable[tuple[str, Decimal]]) -> tuple[tuple[str, Decimal], ...]:
    gathered: dict[str, Decimal] = {}
    for name, amount in pairs:
        gathered[name] = gathered.get(name, NOUGHT) + amount
    return tuple(gathered.items())


@dataclass(frozen=True, slots=True)
class Saved:
    """Savings under a name, cash-releasing ones apart."""

    name: str
    planned: Decimal
    expected: Decimal
    delivered: Decimal
    cash_delivered: Decimal


def savings_by_quarter(plan: Plan) -> tuple[Saved, ...]:
    """Savings of a plan by quarter, and their total last; empty when there is none."""
    held = sorted(
        (one for each in plan.deliverables for one in each.savings), key=lambda one: Quarter.read(one.quarter)
    )
    if not held:
        return ()
    names = dict.fromkeys(one.quarter for one in held)
    quarters = (_saved(name, [one for one in held if one.quarter == name]) for name in names)
    return (*quarters, _saved("Total", held))


def _saved(name: str, held: Iterable[Saving]) -> Saved:
    lines = list(held)
    return Saved(
        name=name,
        planned=sum((one.planned for one in lines), NOUGHT),
        expected=sum((one.planned if one.forecast is None else one.forecast for one in lines), NOUGHT),
        delivered=sum((one.delivered for one in lines if one.delivered is not None), NOUGHT),
        cash_delivered=sum(
            (one.delivered for one in lines if one.delivered is not None and one.cash_releasing), NOUGHT
        ),
    )
