"""Who answers for a deliverable, what it should move, and what pays for it."""

from collections.abc import Iterator

from clearway.planning.checks.gap import Gap
from clearway.planning.framework import Framework
from clearway.planning.structure import Deliverable, Plan

MENDS = {
    "OWNER": ("no owner", "Name the role and the organisation that answer for it."),
    "MEASURE": ("no measure that it should move", "Name measures of the catalogue, or say that none can show it."),
    "MONEY": ("no money, neither planned nor spent", "Add its sums by quarter, or one of nought that says so."),
}


def holders(plan: Plan, framework: Framework | None) -> Iterator[Gap]:
    """Deliverables without owner, measure or money: one finding for each that is missing."""
    for one in plan.deliverables:
        for kind in _missing(one):
            lack, mend = MENDS[kind]
            yield Gap(f"PLAN-DELIVERABLE-NO-{kind}", one.id, f"{one.id} “{one.title}” has {lack}.", mend)


def _missing(one: Deliverable) -> Iterator[str]:
    if one.owner is None:
        yield "OWNER"
    if not one.measures and not any(activity.measures for activity in one.activities):
        yield "MEASURE"
    if not one.money:
        yield "MONEY"
