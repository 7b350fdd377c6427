"""Dates against the half-years of the grid and the years of the plan; rows without marks, names or activities."""

from collections.abc import Iterator
from datetime import date

from clearway.planning.checks.gap import Gap
from clearway.planning.framework import Framework
from clearway.planning.grid import marks_of
from clearway.planning.spans import HalfYear
from clearway.planning.structure import Activity, Deliverable, Milestone, Plan


def outside(plan: Plan, framework: Framework | None) -> Iterator[Gap]:
    """What is due outside the years of the plan, outside the half-years marked for its deliverable, or undated."""
    for deliverable in plan.deliverables:
        marks, basis = marks_of(plan, deliverable)
        marked = tuple(half for half, mark in zip(plan.half_years, marks, strict=True) if mark)
        items: tuple[Activity | Milestone, ...] = (*deliverable.activities, *deliverable.milestones)
        for one in items:
            yield from _due(plan, deliverable, one, marked, basis)
        for milestone in deliverable.milestones:
            yield from _days(plan, deliverable, milestone)


def _due(
    plan: Plan, deliverable: Deliverable, one: Activity | Milestone, marked: tuple[HalfYear, ...], basis: str
) -> Iterator[Gap]:
    if one.due is None:
        return
    span = one.due.days()
    if span is None:
        yield Gap(
            "PLAN-DUE-NO-YEAR",
            one.id,
            f"{one.id} of {deliverable.id} is due in {one.due} of a year that is not given.",
            "Add the year.",
        )
    elif _beyond(span, plan.meta.period.first_day, plan.meta.period.last_day):
        period = str(plan.meta.period)
        yield Gap(
            "PLAN-DUE-OUTSIDE-PLAN",
            one.id,
            f"{one.id} of {deliverable.id} is due {one.due}, outside the plan ({period}).",
            "Correct the date, or the years of the plan.",
        )
    elif marked and all(_beyond(span, half.first_day, half.last_day) for half in marked):
        halves = ", ".join(str(half) for half in marked)
        yield Gap(
            "PLAN-DUE-OUTSIDE-SEQUENCE",
            one.id,
            f"{one.id} of {deliverable.id} is due {one.due}; its half-years are {halves} ({basis}).",
            "Correct the date, or mark the half-year.",
        )


def _beyond(span: tuple[date, date], first: date, last: date) -> bool:
    return span[1] < first or span[0] > last


def _days(plan: Plan, deliverable: Deliverable, milestone: Milestone) -> Iterator[Gap]:
    first, last = plan.meta.period.first_day, plan.meta.period.last_day
    for name in ("baseline", "forecast"):
        day: date | None = getattr(milestone, name)
        if day is not None and not first <= day <= last:
            yield Gap(
                "PLAN-MILESTONE-OUTSIDE-PLAN",
                milestone.id,
                f"{milestone.id} of {deliverable.id} has its {name} on {day}, outside the plan ({first} to {last}).",
                "Correct the date, or the years of the plan.",
            )


def unmarked(plan: Plan, framework: Framework | None) -> Iterator[Gap]:
    """Priorities that name no deliverable or have no mark; deliverables without marks, or with nothing to do."""
    for priority in plan.priorities:
        if not priority.deliverables:
            yield Gap(
                "PLAN-PRIORITY-EMPTY",
                priority.id,
                f"{priority.id} “{priority.title}” names no deliverable.",
                "Name the deliverables that its marks speak of.",
            )
        if not any(priority.sequence):
            yield Gap("PLAN-PRIORITY-UNMARKED", priority.id, f"{priority.id} has no mark in any half-year.", "Mark it.")
    parents = {one.parent for one in plan.deliverables}
    for one in plan.deliverables:
        if plan.sequence_columns and not marks_of(plan, one)[1]:
            yield Gap(
                "PLAN-DELIVERABLE-UNMARKED",
                one.id,
                f"{one.id} “{one.title}” is named by no row of the grid and has no dated milestone: when is not said.",
                "Name it in a row of the grid, or give a milestone its date.",
            )
        if not one.activities and not one.milestones and not one.delivered_in and one.id not in parents:
            yield Gap(
                "PLAN-DELIVERABLE-NO-ACTIVITY",
                one.id,
                f"{one.id} “{one.title}” has neither activities nor milestones.",
                "Add what is to be done, or the deliverable in which it is done.",
            )
