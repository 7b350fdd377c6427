"""Calendar quarters, and how a membership stands in them: looked at, still to be looked at, or overdue."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Standing(StrEnum):
    """How a membership stands with its quarterly review."""

    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One calendar quarter; `number` is 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """The day it ends."""
        following = date(self.year + self.number // 4, 3 * (self.number % 4) + 1, 1)
        return following - timedelta(days=1)

    @property
    def before(self) -> "Quarter":
        """The quarter before it."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)


def quarter_of(day: date) -> Quarter:
    """The quarter that a day is in."""
    return Quarter(day.year, (day.month + 2) // 3)


def standing(looked_at: date, today: date) -> Standing:
    """How a membership stands that was given, or last confirmed, on a day.

    Done when that was in this quarter; due until this quarter ends when it was in the one before; overdue when a whole
    quarter went by without.
    """
    last, now = quarter_of(looked_at), quarter_of(today)
    if last >= now:
        return Standing.DONE
    return Standing.DUE if last == now.before else Standing.OVERDUE
