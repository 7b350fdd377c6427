"""Money that the alliance receives and what it is placed on; savings of a deliverable."""

from collections.abc import Mapping
from typing import Any

from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Allocation, Deliverable, Placement, Plan, Saving
from clearway.site.plan.permissions import check_may_edit, check_may_update
from clearway.site.plan.services.rows import add_row, change_row

AGREED = ("stream", "quarter", "amount", "deliverable", "organisation")
"""What of an allocation or a placement changes with a reason only."""


def add_allocation(*, by: Membership, plan: Plan, said: Mapping[str, Any]) -> Allocation:
    """Record money received. Raises PermissionDenied, or Refused with words."""
    check_may_edit(by)
    return add_row(
        by=by, plan=plan, kind=Allocation, under={"plan": plan}, prefix="AL", said=said, event="money received"
    )


def change_allocation(
    *, by: Membership, allocation: Allocation, said: Mapping[str, Any], seen: str, reason: str = ""
) -> Allocation:
    """Correct what was received; a sum, its quarter or its stream with a reason."""
    check_may_edit(by)
    return change_row(
        by=by,
        plan=allocation.plan,
        row=allocation,
        said=said,
        event="allocation changed",
        seen=seen,
        reason=reason,
        needs_reason=AGREED,
    )


def place(*, by: Membership, allocation: Allocation, said: Mapping[str, Any]) -> Placement:
    """Place a part of an allocation on a deliverable, an organisation, or both; never more than is left."""
    check_may_edit(by)
    return add_row(
        by=by,
        plan=allocation.plan,
        kind=Placement,
        under={"allocation": allocation},
        prefix=f"{allocation.code}-",
        said=said,
        event="money placed",
    )


def change_placement(
    *, by: Membership, placement: Placement, said: Mapping[str, Any], seen: str, reason: str = ""
) -> Placement:
    """Change what was placed, with a reason."""
    check_may_edit(by)
    return change_row(
        by=by,
        plan=placement.allocation.plan,
        row=placement,
        said=said,
        event="placement changed",
        seen=seen,
        reason=reason,
        needs_reason=AGREED,
    )


def add_saving(*, by: Membership, deliverable: Deliverable, said: Mapping[str, Any]) -> Saving:
    """Plan a saving of a deliverable in a quarter."""
    check_may_edit(by)
    return add_row(
        by=by,
        plan=deliverable.plan,
        kind=Saving,
        under={"deliverable": deliverable},
        prefix=f"{deliverable.code}-S",
        said=said,
        event="saving planned",
    )


def change_saving(*, by: Membership, saving: Saving, said: Mapping[str, Any], seen: str, reason: str = "") -> Saving:
    """Say what is expected and was delivered (who answers for it), or plan anew with a reason (programme managers)."""
    check_may_update(by, saving.deliverable)
    if any(name in said and said[name] != getattr(saving, name) for name in ("planned", "cash_releasing")):
        check_may_edit(by)
    return change_row(
        by=by,
        plan=saving.deliverable.plan,
        row=saving,
        said=said,
        event="saving changed",
        seen=seen,
        reason=reason,
        needs_reason=("planned", "cash_releasing"),
    )
