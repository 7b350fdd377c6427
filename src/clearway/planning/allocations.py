"""Money that an alliance receives and on what it is placed; and savings that a deliverable is to bring.

Field by field the shapes of a plan file (`shaped`). Sums are exact pounds and pence.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NOUGHT = Decimal()


@dataclass(frozen=True, kw_only=True)
class Placement:
    """A part of an allocation that went on to a deliverable, an organisation, or both."""

    id: str
    amount: Decimal
    deliverable: str | None = None
    organisation: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """Money received: source, stream, quarter, conditions, and on what it was placed."""

    id: str
    source: str
    stream: str
    quarter: str
    amount: Decimal
    conditions: str | None = None
    received_on: date | None = None
    note: str | None = None
    placed: tuple[Placement, ...] = ()

    @property
    def placed_sum(self) -> Decimal:
        """What of it is placed."""
        return sum((one.amount for one in self.placed), NOUGHT)

    @property
    def left(self) -> Decimal:
        """What of it is not yet placed."""
        return self.amount - self.placed_sum


@dataclass(frozen=True, kw_only=True)
class Saving:
    """What a deliverable saves in a quarter: planned, expected and delivered.

    A cash-releasing saving can be spent on something else; another one is time or capacity, priced.
    """

    id: str
    title: str
    quarter: str
    planned: Decimal
    cash_releasing: bool
    forecast: Decimal | None = None
    delivered: Decimal | None = None
    note: str | None = None
