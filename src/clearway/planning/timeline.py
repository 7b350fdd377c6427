"""Deliverables and milestones along the days of a plan, and how late each milestone is. Places are shares of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clearway.planning.grid import Grid
from clearway.planning.spans import FinancialYear, Quarter
from clearway.planning.structure import Milestone, Plan

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Point:
    """A milestone: when it was promised, when it is expected now, when it was passed. None where nothing is said."""

    id: str
    text: str
    promised: date | None
    expected: date | None
    passed: date | None

    @property
    def days_late(self) -> int | None:
        """Days between what was promised and what came or is expected; negative for early, None when not known."""
        came = self.passed or self.expected
        return None if came is None or self.promised is None else (came - self.promised).days

    def is_overdue(self, on: date) -> bool:
        """Whether it ought to have been passed by a day and nobody says that it was."""
        due = self.expected or self.promised
        return self.passed is None and due is not None and due < on


@dataclass(frozen=True)
class TimelineRow:
    """A deliverable: its marked half-years as first and last days, and its milestones."""

    id: str
    title: str
    bars: tuple[tuple[date, date], ...]
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Timeline:
    """The days of a plan, its quarters, and a row for each deliverable."""

    first: date
    last: date
    quarters: tuple[Quarter, ...]
    rows: tuple[TimelineRow, ...]

    def place(self, day: date) -> float | None:
        """How far along a day lies, from 0 to 1; None outside."""
        if not self.first <= day <= self.last:
            return None
        return (day - self.first).days / ((self.last - self.first).days + 1)


def timeline_of(plan: Plan, grid: Grid) -> Timeline:
    """The timeline of a plan: its own years, and those to which a milestone was moved."""
    rows = tuple(
        TimelineRow(one.id, one.title, tuple(_bars(grid, one.id)), tuple(_point(each) for each in one.milestones))
        for one in plan.deliverables
    )
    days = [
        day for row in rows for point in row.points for day in (point.promised, point.expected, point.passed) if day
    ]
    first = FinancialYear.of(min([plan.meta.period.first_day, *days]))
    last = FinancialYear.of(max([plan.meta.period.last_day, *days]))
    years = [FinancialYear(begins) for begins in range(first.begins, last.begins + 1)]
    quarters = tuple(quarter for year in years for quarter in year.quarters)
    return Timeline(first.first_day, last.last_day, quarters, rows)


def _bars(grid: Grid, deliverable: str) -> Iterator[tuple[date, date]]:
    """Marked half-years; those that follow one another are one bar."""
    begins, ends = None, None
    for half, mark in zip(grid.columns, grid.row(deliverable).marks, strict=True):
        if mark and ends is not None and half.first_day == ends + DAY:
            ends = half.last_day
        elif mark:
            if begins is not None and ends is not None:
                yield begins, ends
            begins, ends = half.first_day, half.last_day
    if begins is not None and ends is not None:
        yield begins, ends


def _point(one: Milestone) -> Point:
    days = one.due.days() if one.due else None
    return Point(one.id, one.text, one.baseline or (days[1] if days else None), one.forecast, one.actual)
