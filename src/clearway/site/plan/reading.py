"""Finding plans, and rows of plans, in a store."""

from typing import TypeVar

from django.db.models import QuerySet

from clearway.records.findings import Refused
from clearway.site.plan.models import Plan, Row

Part = TypeVar("Part", bound=Row)


def rows_that_stand(kind: type[Part], *, is_withdrawn: bool = False) -> "QuerySet[Part]":
    """The rows of plans of a kind that stand, or the withdrawn ones. Plans are the alliance's: all in it may read."""
    return kind._default_manager.filter(is_withdrawn=is_withdrawn)


def plan_named(code: str | None) -> Plan:
    """The plan of an id; without one, the plan whose file was brought last. Refused when there is none."""
    rows = Plan.objects.all()
    found = rows.order_by("-brought_at").first() if code is None else rows.filter(code=code).first()
    if found is not None:
        return found
    held = ", ".join(rows.values_list("code", flat=True))
    raise Refused(
        f"This store has no plan {code}." if code else "This store has no plan.",
        f"It has: {held}." if held else "Load one: clearway plan import FILE --store DIR",
        code="PLAN-UNKNOWN",
    )


def newest_first() -> list[Plan]:
    """Every plan, the one that begins last first: that is the plan in force, the others are history."""
    return sorted(Plan.objects.all(), key=lambda row: (row.head["meta"]["period"]["from"], row.pk), reverse=True)


def is_history(plan: Plan) -> bool:
    """Whether a plan that begins later has taken its place."""
    return newest_first()[0].pk != plan.pk


def check_in_force(plan: Plan) -> None:
    """Refuse to change a plan of the past: it stays as it was written."""
    if is_history(plan):
        raise Refused(
            f"“{plan.title}” is a plan of the past, kept as it was written.",
            "Change the plan that is in force.",
            code="PLAN-HISTORY",
        )
