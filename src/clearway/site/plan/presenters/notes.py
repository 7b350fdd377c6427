"""The notes that stand under every table of a plan, and the words that several of them share."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from clearway.planning.spans import HalfYear
from clearway.planning.structure import Deliverable, Milestone, Plan
from clearway.publications.tables import Notes
from clearway.site import words
from clearway.site.demo_store import is_demo

SYNTHETIC = (
    "Synthetic in part: owners, states, dates, sums and scores of a demo are made up; "
    "what was promised is as published."
)
FACTS = "Facts carried over in short words of ours; see the source"


def notes(plan: Plan, definition: str, today: date, version: int) -> Notes:
    """Where a table of a plan comes from."""
    return Notes(
        definition=definition,
        source=f"{plan.meta.title}, {plan.meta.period}",
        as_at=f"As at {words.day(today)}",
        snapshot=f"plan {plan.meta.id}, version {version}",
        licence=plan.meta.licence or FACTS,
        mark=made_up(plan),
    )


def made_up(plan: Plan) -> str:
    """The words that mark a plan of a demo of which something is made up, which its own note says; else none."""
    return SYNTHETIC if is_demo() and plan.meta.note else ""


def key_of(heading: str) -> str:
    """The name of a column in a file, out of its heading: `2017/18 Q1-2` becomes `2017_18_q1_2`."""
    return re.sub(r"[^a-z0-9]+", "_", heading.lower()).strip("_")


def pounds(amount: Decimal | None) -> str:
    """An exact sum as `£120,000` or `£120,000.50`; empty for none."""
    if amount is None:
        return ""
    sign = "-" if amount < 0 else ""
    whole = amount == amount.to_integral_value()
    return f"{sign}£{abs(amount):,.0f}" if whole else f"{sign}£{abs(amount):,.2f}"


def money_words(deliverable: Deliverable) -> str:
    """What is planned and what was spent: `£120,000 planned, £31,000 spent`; empty when nothing is recorded."""
    if not deliverable.money:
        return ""
    planned = sum((one.planned for one in deliverable.money), Decimal())
    spent = [one.actual for one in deliverable.money if one.actual is not None]
    return f"{pounds(planned)} planned" + (f", {pounds(sum(spent, Decimal()))} spent" if spent else "")


def when_words(deliverable: Deliverable, halves: Iterable[HalfYear], marks: Iterable[bool]) -> str:
    """When a deliverable is due: its marked half-years, else the promised days of its milestones; or empty."""
    if marked := runs(halves, marks):
        return marked
    days = sorted(filter(None, map(promised_day, deliverable.milestones)))
    if not days:
        return ""
    first, last = words.day(days[0]), words.day(days[-1])
    return f"milestone {last}" if first == last else f"milestones {first} to {last}"


def promised_day(milestone: Milestone) -> date | None:
    """The day a milestone was promised for: as it was first set, else the end of what was planned."""
    planned = milestone.due.days() if milestone.due else None
    return milestone.baseline or (planned[1] if planned else None)


def runs(halves: Iterable[HalfYear], marks: Iterable[bool]) -> str:
    """The marked half-years in words, those in a row as one: `2017/18 Q1-2 to 2018/19 Q1-2; 2020/21 Q1-2`."""
    found: list[list[HalfYear]] = []
    was_marked = False
    for half, mark in zip(halves, marks, strict=True):
        if mark and was_marked:
            found[-1].append(half)
        elif mark:
            found.append([half])
        was_marked = mark
    return "; ".join(f"{one[0]} to {one[-1]}" if len(one) > 1 else str(one[0]) for one in found)
