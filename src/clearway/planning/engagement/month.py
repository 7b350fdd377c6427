"""A month as a calendar shows it: weeks from Monday, each day with what happens on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
MOST_DAYS = 7
"""What takes longer than so many days is named once above the days: it would fill every box."""


@dataclass(frozen=True, slots=True)
class Spanned(Generic[Thing]):
    """Something with its first and last day."""

    thing: Thing
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Day(Generic[Thing]):
    """One day with what happens on it. `is_within` says whether it is of the month."""

    day: date
    is_within: bool
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Month(Generic[Thing]):
    """A month: its weeks of seven days, and what goes on for long."""

    first: date
    weeks: tuple[tuple[Day[Thing], ...], ...]
    going_on: tuple[Spanned[Thing], ...]

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=32)).replace(day=1)

    @property
    def days(self) -> tuple[Day[Thing], ...]:
        """Its own days on which something happens, in order: for a narrow screen."""
        return tuple(one for week in self.weeks for one in week if one.is_within and one.things)


def month_of(day: date, spanned: Iterable[Spanned[Thing]]) -> Month[Thing]:
    """The month that a day is in, with what happens in it."""
    first = day.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    there = [one for one in spanned if one.first <= last and one.last >= first]
    long = tuple(one for one in there if (one.last - one.first).days >= MOST_DAYS)
    short = [one for one in there if one not in long]
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday <= last:
        weeks.append(tuple(_day(monday + timedelta(days=more), first, short) for more in range(7)))
        monday += timedelta(days=7)
    return Month(first, tuple(weeks), long)


def _day(day: date, first: date, short: list[Spanned[Thing]]) -> Day[Thing]:
    things = tuple(one.thing for one in short if one.first <= day <= one.last)
    return Day(day, day.month == first.month, things)
