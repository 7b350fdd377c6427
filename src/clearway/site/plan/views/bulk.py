"""Changing many deliverables at once: chosen, said, shown, made."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clearway.planning.differences import Difference
from clearway.records.findings import Refused
from clearway.site.groups.fields import boxes
from clearway.site.plan.item_forms import BulkForm
from clearway.site.plan.models import Deliverable, Plan
from clearway.site.plan.permissions import check_may_edit
from clearway.site.plan.presenters.differing import difference_table
from clearway.site.plan.rows import plan_in_rows
from clearway.site.plan.services.bulk import Bulk, change_many, preview_bulk
from clearway.site.plan.views.framing import in_force, plan_row
from clearway.site.requests import SignedInRequest

MOST = 300


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: SignedInRequest, number: int) -> HttpResponse:
    """Say what changes on the deliverables that `?d=` names; what would change is shown before it is made."""
    check_may_edit(request.membership)
    plan = in_force(plan_row(number))
    chosen = _chosen(request, plan)
    form = BulkForm(request.POST or None, halves=plan.head.get("sequence_columns", []))
    found: list[Difference] = []
    if form.is_valid():
        said = dict(form.cleaned_data)
        reason = said.pop("reason")
        asked = Bulk(**said | {"half_years": tuple(said["half_years"])})
        try:
            if request.POST.get("step") == "make":
                made = change_many(by=request.membership, plan=plan, chosen=chosen, bulk=asked, reason=reason)
                messages.success(request, f"{len(made)} deliverables are changed.")
                return HttpResponseRedirect(reverse("plan:edit", args=[plan.pk]))
            found = preview_bulk(by=request.membership, plan=plan, chosen=chosen, bulk=asked)
        except Refused as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.mend}")
    context = _shown(form, plan, chosen, found)
    return render(request, "plan/bulk.jinja", context, status=422 if form.errors else 200)


def _shown(form: BulkForm, plan: Plan, chosen: list[Deliverable], found: list[Difference]) -> dict[str, Any]:
    drawn = list(boxes(form))
    here = reverse("plan:edit", args=[plan.pk])
    return {
        "chosen": chosen,
        "boxes": drawn,
        "problems": {name: wrong[0] for name, wrong in form.errors.items() if name != "__all__"},
        "general": " ".join(str(one) for one in form.non_field_errors()),
        "table": difference_table(plan_in_rows(plan), found, "What would change") if found else None,
        "back": here,
        "way": [(reverse("plan:plan_of", args=[plan.pk]), plan.title), (here, "Change the plan")],
    }


def _chosen(request: HttpRequest, plan: Plan) -> list[Deliverable]:
    """The deliverables that were ticked."""
    told = (request.POST if request.method == "POST" else request.GET).getlist("d")[:MOST]
    numbers = [int(one) for one in told if one.isdecimal() and len(one) < 16]
    return list(plan.deliverables.filter(pk__in=numbers, is_withdrawn=False))
