"""Money that is received, what it is placed on, and savings."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from clearway.site.plan.governed_forms import AllocationForm, PlacementForm, SavingForm
from clearway.site.plan.models import Allocation, Placement, Saving
from clearway.site.plan.permissions import check_may_edit, check_may_update
from clearway.site.plan.services.allocations import (
    add_allocation,
    add_saving,
    change_allocation,
    change_placement,
    change_saving,
    place,
)
from clearway.site.plan.typed import held
from clearway.site.plan.views.form_pages import METHODS, FormPage, form_page, of_view
from clearway.site.plan.views.framing import deliverable_row, plan_row, row_at
from clearway.site.requests import SignedInRequest

RECEIVED = ("source", "amount", "stream", "quarter", "conditions", "received_on")
PLACED = ("amount", "deliverable", "organisation")
SAVED = ("title", "quarter", "cash_releasing", "planned", "forecast", "delivered")


@require_http_methods(METHODS)
def add(request: SignedInRequest, number: int) -> HttpResponse:
    """Record money received."""
    plan = plan_row(number)
    check_may_edit(request.membership)
    form = AllocationForm(request.POST or None, plan=plan)
    del form.fields["reason"]

    def do(form: AllocationForm) -> str:
        made = add_allocation(by=request.membership, plan=plan, said=form.said(*RECEIVED))
        return f"Recorded: {made.source}, {made.quarter}."

    return form_page(request, form, FormPage("Record money received", "Record it", of_view(plan, "money", "Money"), do))


@require_http_methods(METHODS)
def change(request: SignedInRequest, number: int) -> HttpResponse:
    """Correct what was received."""
    row = row_at(Allocation, number, "plan")
    check_may_edit(request.membership)
    form = AllocationForm(request.POST or None, plan=row.plan, initial=held(row, *RECEIVED))

    def do(form: AllocationForm) -> str:
        typed = form.cleaned_data
        change_allocation(
            by=request.membership,
            allocation=row,
            said=form.said(*RECEIVED),
            seen=typed["seen"],
            reason=typed["reason"],
        )
        return f"Changed: {row.source}, {row.quarter}."

    where = of_view(row.plan, "money", "Money")
    return form_page(request, form, FormPage(f"{row.source}, {row.quarter}", "Record the change", where, do))


@require_http_methods(METHODS)
def put(request: SignedInRequest, number: int) -> HttpResponse:
    """Place a part of an allocation."""
    row = row_at(Allocation, number, "plan")
    check_may_edit(request.membership)
    form = PlacementForm(request.POST or None, plan=row.plan)
    del form.fields["reason"]

    def do(form: PlacementForm) -> str:
        place(by=request.membership, allocation=row, said=form.said(*PLACED))
        return f"Placed: a part of {row.source}, {row.quarter}."

    where = of_view(row.plan, "money", "Money")
    return form_page(request, form, FormPage(f"Place {row.source}, {row.quarter}", "Place it", where, do))


@require_http_methods(METHODS)
def move(request: SignedInRequest, number: int) -> HttpResponse:
    """Change what was placed."""
    row = row_at(Placement, number, "allocation__plan")
    check_may_edit(request.membership)
    plan = row.allocation.plan
    form = PlacementForm(request.POST or None, plan=plan, initial=held(row, *PLACED))

    def do(form: PlacementForm) -> str:
        typed = form.cleaned_data
        said = form.said(*PLACED)
        change_placement(by=request.membership, placement=row, said=said, seen=typed["seen"], reason=typed["reason"])
        return "Changed what is placed."

    title = f"Placed out of {row.allocation.source}, {row.allocation.quarter}"
    return form_page(request, form, FormPage(title, "Record the change", of_view(plan, "money", "Money"), do))


@require_http_methods(METHODS)
def save(request: SignedInRequest, number: int) -> HttpResponse:
    """Plan a saving of a deliverable."""
    found = deliverable_row(number)
    check_may_edit(request.membership)
    form = SavingForm(request.POST or None, plan=found.plan)
    for name in ("forecast", "delivered", "reason"):
        del form.fields[name]

    def do(form: SavingForm) -> str:
        made = add_saving(by=request.membership, deliverable=found, said=form.said(*SAVED[:4]))
        return f"Planned: {made.title}, {made.quarter}."

    return form_page(request, form, FormPage("Plan a saving", "Plan it", found, do))


@require_http_methods(METHODS)
def saved(request: SignedInRequest, number: int) -> HttpResponse:
    """Say what a saving comes to."""
    row = row_at(Saving, number, "deliverable__plan")
    check_may_update(request.membership, row.deliverable)
    begun = held(row, *SAVED) | {"cash_releasing": "yes" if row.cash_releasing else "no"}
    form = SavingForm(request.POST or None, plan=row.deliverable.plan, initial=begun)

    def do(form: SavingForm) -> str:
        typed = form.cleaned_data
        change_saving(
            by=request.membership, saving=row, said=form.said(*SAVED), seen=typed["seen"], reason=typed["reason"]
        )
        return f"Recorded: {row.title}, {row.quarter}."

    return form_page(request, form, FormPage(f"{row.title}, {row.quarter}", "Record it", row.deliverable, do))
