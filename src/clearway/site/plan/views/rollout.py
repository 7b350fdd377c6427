"""Services that are rolled out: add one, say how it stands at a provider, see what changed."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clearway.site.downloads import wanted_file
from clearway.site.measures.presenters.fact import Fact
from clearway.site.plan.governed_forms import CellForm, RollOutForm
from clearway.site.plan.models import RollOut
from clearway.site.plan.models.sizes import LONGEST_ROLE
from clearway.site.plan.permissions import check_may_edit, check_may_read
from clearway.site.plan.presenters.bids import ScoredPage
from clearway.site.plan.presenters.rollout import history_table
from clearway.site.plan.services.rollout import COLUMNS, add_roll_out, check_may_say, say_status
from clearway.site.plan.typed import held
from clearway.site.plan.views.form_pages import METHODS, FormPage, form_page, of_view
from clearway.site.plan.views.framing import plan_row, row_at, seen_by
from clearway.site.requests import SignedInRequest


@require_http_methods(METHODS)
def add(request: SignedInRequest, number: int) -> HttpResponse:
    """Add a service to the grid."""
    plan = plan_row(number)
    check_may_edit(request.membership)

    def do(form: RollOutForm) -> str:
        made = add_roll_out(by=request.membership, plan=plan, said=form.said("title", "deliverable", "promised"))
        return f"Added: {made.title}. Say where it stands."

    where = of_view(plan, "roll-out", "Roll-out")
    form = RollOutForm(request.POST or None, plan=plan)
    return form_page(request, form, FormPage("Add a service", "Add it", where, do))


def roll_out(request: SignedInRequest, number: int) -> HttpResponse:
    """One service: what was promised, what it is for, and every change."""
    check_may_read(request.membership)
    row = row_at(RollOut, number, "plan")
    seen = seen_by(request, row.plan)
    one = next(each for each in seen.plan.roll_outs if each.id == row.code)
    facts = [
        Fact("Promised", one.promised or "not told"),
        Fact("Deliverable", one.deliverable or "none named", href=seen.hrefs.get(one.deliverable or "", "")),
    ]
    facts += [Fact("Read in", one.source, (one.basis or "",))] if one.source else []
    facts += [Fact("Note", one.note)] if one.note else []
    page = ScoredPage(one.id, one.title, tuple(facts), (), (history_table(seen, row),))
    here = reverse("plan:plan_of", args=[row.plan_id])
    acts = [("Say how it stands at a provider", reverse("plan:say_status", args=[row.pk]))] if seen.may_edit else []
    way = [(here, row.plan.title), (f"{here}?view=roll-out", "Roll-out")]
    file = wanted_file(request, *page.tables, name=f"clearway-{page.code}")
    return file or render(request, "plan/scored.jinja", {"page": page, "way": way, "acts": acts})


@require_http_methods(METHODS)
def say(request: SignedInRequest, number: int) -> HttpResponse:
    """Say how a service stands at a provider."""
    row = row_at(RollOut, number, "plan")
    asked = str(request.POST.get("provider") or request.GET.get("provider") or "")
    if "\0" in asked or len(asked) > LONGEST_ROLE:
        raise Http404
    check_may_say(request.membership, asked.strip())
    place = row.places.filter(provider=asked.strip(), is_withdrawn=False).first()
    begun = held(place, *COLUMNS) if place else {}

    def do(form: CellForm) -> str:
        typed = form.cleaned_data
        made = say_status(
            by=request.membership,
            roll_out=row,
            provider=typed["provider"],
            status=typed["status"],
            since=typed["since"],
            note=typed["note"],
            seen=typed["seen"],
            today=timezone.localdate(),
        )
        return f"{row.title} at {made.provider}: {made.get_status_display().lower()}."

    where = of_view(row.plan, "roll-out", "Roll-out")
    form = CellForm(request.POST or None, initial={"provider": asked} | begun)
    title = f"{row.title} at {asked}" if asked else row.title
    return form_page(request, form, FormPage(title, "Record it", where, do))
