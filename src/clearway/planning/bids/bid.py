"""A bid for money, an appraisal of options, and the scores of either, as a plan file has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clearway.planning.allocations import NOUGHT

DECISIONS = {
    "draft": "Being written",
    "submitted": "Submitted",
    "awarded": "Awarded",
    "part_awarded": "Awarded in part",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
}
WON = ("awarded", "part_awarded")


@dataclass(frozen=True, kw_only=True)
class Score:
    """What a scorer, named by role, gave for a criterion, and why."""

    id: str
    criterion: str
    scorer: str
    score: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class BidSum:
    """What a bid asks for in a quarter, what was awarded, and what was spent of that."""

    id: str
    stream: str
    quarter: str
    asked: Decimal
    awarded: Decimal | None = None
    spent: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Bid:
    """A bid: to which fund and round, which deliverables it serves, what it asks, how it was scored and decided."""

    id: str
    title: str
    fund: str
    round: str | None = None
    deliverables: tuple[str, ...] = ()
    framework: str | None = None
    decision: str = "draft"
    decided_on: date | None = None
    conditions: str | None = None
    note: str | None = None
    sums: tuple[BidSum, ...] = ()
    scores: tuple[Score, ...] = ()

    @property
    def asked(self) -> Decimal:
        """All that it asks for."""
        return sum((one.asked for one in self.sums), NOUGHT)

    @property
    def awarded(self) -> Decimal | None:
        """All that was awarded; None while nothing is said of any sum."""
        return _told_sum(one.awarded for one in self.sums)

    @property
    def spent(self) -> Decimal | None:
        """All that was spent against it; None while nothing is said."""
        return _told_sum(one.spent for one in self.sums)


@dataclass(frozen=True, kw_only=True)
class Option:
    """One way of doing something, with what it costs over the years of the plan."""

    id: str
    title: str
    cost: Decimal | None = None
    note: str | None = None
    scores: tuple[Score, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Appraisal:
    """Options for a deliverable held against a framework, and the one that was chosen with the reason."""

    id: str
    title: str
    deliverable: str
    framework: str | None = None
    chosen: str | None = None
    reason: str | None = None
    note: str | None = None
    options: tuple[Option, ...] = ()


def _told_sum(sums: Iterable[Decimal | None]) -> Decimal | None:
    told = [one for one in sums if one is not None]
    return sum(told, NOUGHT) if told else None
