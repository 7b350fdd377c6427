"""The month of a deliverable on one page."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clearway.records.findings import Refused
from clearway.site.groups.fields import boxes
from clearway.site.plan.forms import MonthForm
from clearway.site.plan.permissions import check_may_update
from clearway.site.plan.presenters.gates import held_back
from clearway.site.plan.services.gates import stands_of
from clearway.site.plan.services.updating import update_month
from clearway.site.plan.views.framing import deliverable_row
from clearway.site.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def update(request: SignedInRequest, number: int) -> HttpResponse:
    """Say how a deliverable stands this month, and move its milestones."""
    found = deliverable_row(number)
    check_may_update(request.membership, found)
    milestones = list(found.milestones.filter(is_withdrawn=False))
    form = MonthForm(request.POST or None, deliverable=found, milestones=milestones)
    here = reverse("plan:deliverable", args=[found.pk])
    if form.is_valid():
        said = form.cleaned_data
        try:
            update_month(
                by=request.membership,
                deliverable=found,
                status=said["status"],
                evidence=said["evidence"],
                dates=form.dates,
                seen_at=said["seen_at"],
                today=timezone.localdate(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{found.code} is up to date for {timezone.localdate():%B %Y}.")
            return HttpResponseRedirect(here)
    drawn = {one.id: one for one in boxes(form)}
    context = {
        "deliverable": found,
        "gates": held_back(stands_of(found)),
        "seen_at": drawn["seen_at"],
        "first": [drawn["status"], drawn["evidence"]],
        "milestones": [
            (one, [drawn[f"{key}_{one.pk}"] for key in ("forecast", "actual", "reason")]) for one in milestones
        ],
        "problems": {name: wrong[0] for name, wrong in form.errors.items() if name != "__all__"},
        "general": " ".join(str(one) for one in form.non_field_errors()),
        "way": [(reverse("plan:plan_of", args=[found.plan_id]), found.plan.title), (here, found.code)],
    }
    return render(request, "plan/update.jinja", context, status=422 if form.is_bound else 200)
