"""Hazards, security requirements, data flows and the draft impact assessment, for those who answer for them."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clearway.publications.tables import content_disposition
from clearway.records.findings import Refused
from clearway.site.break_glass.permissions import can_see_openings
from clearway.site.downloads import wanted_file
from clearway.site.folding import FoldingTable
from clearway.site.governance.forms import PersonForm
from clearway.site.governance.permissions import can_export_person, check_may_export_person, check_may_read_governance
from clearway.site.governance.person_export import export_person
from clearway.site.governance.presenters import (
    decision_list,
    flow_list,
    hazard_list,
    measure_list,
    requirement_list,
    risk_list,
)
from clearway.site.requests import SignedInRequest
from clearway.site.retention.periods import periods_of
from clearway.site.retention.services import site_store
from clearway.standards.governance import Flow, load_accessibility, load_flows, load_hazards, load_security
from clearway.standards.governance.pages import flow_lines, kept_words, undecided


@require_safe
def governance(request: SignedInRequest) -> HttpResponse:
    """Where to find what, with how it stands."""
    check_may_read_governance(request.membership)
    log, flows = load_hazards(), load_flows()
    context = {
        "hazards": len(log.hazards),
        "accepted": sum(one.state == "accepted" for one in log.hazards),
        "security": load_security(),
        "flows": len(flows.flows),
        "to_decide": len(undecided(flows)),
        "risks": len(flows.risks),
        "not_checked": len(load_accessibility().not_checked),
        "may_export": can_export_person(request.membership),
        "sees_openings": can_see_openings(request.membership),
    }
    return render(request, "governance/governance.jinja", context)


@require_safe
def hazards(request: SignedInRequest) -> HttpResponse:
    """The hazard log."""
    check_may_read_governance(request.membership)
    log = load_hazards()
    return _page(request, "hazards", (hazard_list(log),), {"log": log})


@require_safe
def hazard(request: SignedInRequest, hazard_id: str) -> HttpResponse:
    """One hazard: cause, effect, what is done against it and what shows that."""
    check_may_read_governance(request.membership)
    log = load_hazards()
    found = next((one for one in log.hazards if one.id == hazard_id), None)
    if found is None:
        raise Http404
    done = measure_list(found.measures, about=f"{found.id}: {found.title}", file="hazards.yaml")
    return _page(request, "hazard", (done,), {"hazard": found, "trust": log.estimates_trust.words})


@require_safe
def security(request: SignedInRequest) -> HttpResponse:
    """The requirements of ASVS that we chose, and how we stand."""
    check_may_read_governance(request.membership)
    held = load_security()
    return _page(request, "security", (requirement_list(held),), {"held": held})


@require_safe
def flows(request: SignedInRequest) -> HttpResponse:
    """Every data flow."""
    check_may_read_governance(request.membership)
    held = load_flows()
    return _page(request, "flows", (flow_list(held, {one.id: _kept(one) for one in held.flows}),), {"held": held})


@require_safe
def flow(request: SignedInRequest, flow_id: str) -> HttpResponse:
    """One flow with its purpose, legal basis, opt-out decision, period, and what protects it."""
    check_may_read_governance(request.membership)
    found = next((one for one in load_flows().flows if one.id == flow_id), None)
    if found is None:
        raise Http404
    done = measure_list(found.measures, about=f"{found.id}: {found.title}", file="flows.yaml")
    return _page(request, "flow", (done,), {"flow": found, "lines": flow_lines(found, _kept(found))})


@require_safe
def dpia(request: SignedInRequest) -> HttpResponse:
    """The draft of an impact assessment, made from the flows and the risks in them."""
    check_may_read_governance(request.membership)
    held = load_flows()
    tables = (risk_list(held.risks, held.about), decision_list(held))
    return _page(request, "dpia", tables, {"held": held, "personal": [one for one in held.flows if one.is_personal]})


@never_cache
@require_http_methods(["GET", "POST"])
def person(request: SignedInRequest) -> HttpResponse:
    """Ask for everything held about one person; the answer is a zip, and stands on the trail."""
    check_may_export_person(request.membership)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            taken = export_person(
                by=request.membership, number=asked["number"], reason=asked["reason"], store=site_store()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            answer = HttpResponse(taken.content, content_type="application/zip")
            answer["Content-Disposition"] = content_disposition(f"clearway-person-{taken.person}.zip")
            return answer
    return render(request, "governance/person.jinja", {"form": form}, status=422 if form.is_bound else 200)


def _page(
    request: SignedInRequest, name: str, tables: tuple[FoldingTable, ...], context: dict[str, object]
) -> HttpResponse:
    """A page with its lists, or one of them as a file."""
    file = wanted_file(request, *tables, name=f"clearway-{name}")
    return file or render(request, f"governance/{name}.jinja", context | {"tables": tables})


def _kept(one: Flow) -> str:
    """How long what flows is kept, by the periods of this store."""
    return kept_words(one, periods_of(settings.STORE), timezone.localdate())
