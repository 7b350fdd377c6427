"""What the views of plans share: which plan is meant, and how somebody looks at it."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Manager
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from clearway.planning.grid import grid_of
from clearway.planning.structure import Plan
from clearway.site.measures.permissions import sight_of
from clearway.site.organisations.permission import Permission
from clearway.site.plan.models import Concern, Deliverable, MoneyLine
from clearway.site.plan.models import Plan as PlanRow
from clearway.site.plan.permissions import can_edit
from clearway.site.plan.presenters.listing import Seen
from clearway.site.plan.reading import Part, is_history, rows_that_stand
from clearway.site.plan.rows import plan_in_rows
from clearway.site.requests import SignedInRequest

Inner = TypeVar("Inner", Concern, MoneyLine)


def plan_row(number: int) -> PlanRow:
    """The plan of a number. Raises Http404."""
    found = PlanRow.objects.filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    return found


def in_force(plan: PlanRow) -> PlanRow:
    """The plan, if it may still be changed. Raises PermissionDenied for one of the past."""
    if is_history(plan):
        raise PermissionDenied("This is a plan of the past, kept as it was written.")
    return plan


def deliverable_row(number: int) -> Deliverable:
    """The deliverable of a number, with its plan. Raises Http404."""
    rows = Deliverable.objects.filter(is_withdrawn=False).select_related("plan")
    found = rows.filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    return found


def row_of(every: "Manager[Inner]", number: int) -> Inner:
    """A concern or a line of money of a deliverable that stands. Raises Http404."""
    rows = every.filter(is_withdrawn=False, deliverable__is_withdrawn=False)
    found = rows.select_related("deliverable__plan").filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    return found


def row_at(kind: type[Part], number: int, *related: str) -> Part:
    """A row of a plan that stands, with what it hangs on. Raises Http404."""
    rows = rows_that_stand(kind).select_related(*related)
    found = rows.filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    return found


def seen_by(request: SignedInRequest, row: PlanRow) -> Seen:
    """A plan as the person of a request looks at it today."""
    plan: Plan = plan_in_rows(row)
    numbers = dict(row.deliverables.values_list("code", "pk"))
    hrefs = {one.id: reverse("plan:deliverable", args=[numbers[one.id]]) for one in plan.deliverables}
    who, is_past = request.membership, is_history(row)
    may_edit = can_edit(who) and not is_past
    own = (who.organisation.code, who.organisation.name) if who.may(Permission.UPDATE_PLAN) and not is_past else ()
    today = timezone.localdate()
    return Seen(plan, grid_of(plan), hrefs, sight_of(request.membership), today, row.version, row.pk, may_edit, own)
