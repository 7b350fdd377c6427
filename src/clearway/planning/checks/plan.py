"""Every check in its order, and what each asks, in words."""

from collections.abc import Callable, Collection, Iterator

from clearway.planning.checks import answers, holders, links, seats, times
from clearway.planning.checks.gap import Gap
from clearway.planning.framework import Framework
from clearway.planning.structure import Plan

Check = Callable[[Plan, Framework | None], Iterator[Gap]]

CHECKS: dict[str, Check] = {
    "Recommendations printed for a workstream that no deliverable or no activity answers": answers.recommendations,
    "What the framework asks and no deliverable answers": answers.unanswered,
    "Deliverables that answer nothing the framework asks": answers.unasked,
    "Where the plan says another thing than the guidance": answers.differences,
    "National work that nothing in the plan waits for": answers.interdependencies,
    "Seats that do not add up": seats.seats,
    "Dates outside the sequence or the years of the plan": times.outside,
    "Priorities without deliverables, deliverables without marks or activities": times.unmarked,
    "Deliverables without owner, measure or money": holders.holders,
    "References that lead nowhere": links.nowhere,
}


def check_plan(plan: Plan, framework: Framework | None, measures: Collection[str] | None = None) -> tuple[Gap, ...]:
    """Every finding about a plan, in the order of the checks.

    `framework` is what the plan answers; without one, what is asked of it cannot be checked. `measures` are the ids of
    the catalogue; without them no measure is called unknown.
    """
    found = [gap for check in CHECKS.values() for gap in check(plan, framework)]
    if measures is not None:
        found += links.unknown_measures(plan, measures)
    return tuple(found)
