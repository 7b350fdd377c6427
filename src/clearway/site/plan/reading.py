"""Finding plans in a store."""

from clearway.records.findings import Refused
from clearway.site.plan.models import Plan


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
