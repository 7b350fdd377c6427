"""Consultations: the list, one with its gates, and each step."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.planning.engagement.reference import reference
from clearway.site.downloads import wanted_file
from clearway.site.engagement import forms
from clearway.site.engagement.models import Consultation
from clearway.site.engagement.permissions import can_keep
from clearway.site.engagement.presenters import consulted as shown
from clearway.site.engagement.services import consultations as services
from clearway.site.engagement.views.framing import FORM, Done, for_keepers, for_readers, form_page, way_to
from clearway.site.groups.views.framing import FormPage, one_of
from clearway.site.requests import SignedInRequest

MOST = 500
EASY_READ = "easy"


@require_safe
@for_readers
def consultations(request: SignedInRequest) -> HttpResponse:
    """Every consultation."""
    rows = list(Consultation.objects.prefetch_related("evidence")[:MOST])
    empty = "No consultation is prepared yet. A change of a service that people would notice needs one."
    table = shown.consultations_list(rows, title="Consultations", empty=empty, today=timezone.localdate())
    context = {
        "table": table,
        "principles": reference().principles,
        "may_keep": can_keep(request.membership),
        "way": way_to(),
    }
    return wanted_file(request, table, name="clearway-consultations") or render(
        request, "engagement/consultations.jinja", context
    )


@require_safe
@for_readers
def consultation(request: SignedInRequest, number: int) -> HttpResponse:
    """One consultation: what is proposed, the four principles, what is missing, what came of it."""
    held = _one(number)
    context = {
        "consultation": held,
        "page": shown.consultation_page(held, timezone.localdate()),
        "is_easy": request.GET.get("words") == EASY_READ and bool(held.easy_read),
        "audiences": [one.name for one in held.audiences.all()],
        "heard": list(held.heard.all()[:50]),
        "activities": list(held.activities.all()[:50]),
        "may_keep": can_keep(request.membership),
        "way": _way(),
    }
    return render(request, "engagement/consultation.jinja", context)


@require_http_methods(FORM)
@for_keepers
def add(request: SignedInRequest) -> HttpResponse:
    """Prepare a consultation."""

    def do(typed: Any) -> Done:
        made = services.prepare(by=request.membership, about=typed.about())
        return "Prepared. Show next that the principles are met.", _page(made)

    page = FormPage("Prepare a consultation", "Prepare it", _way(), do)
    return form_page(request, forms.ConsultationForm(request.POST or None), page)


@require_http_methods(FORM)
@for_keepers
def change(request: SignedInRequest, number: int) -> HttpResponse:
    """Change a consultation."""
    held = _one(number)
    names = (
        "title",
        "proposal",
        "easy_read",
        "decided_by",
        "opens_on",
        "closes_on",
        "place",
        "form",
        "characteristics",
    )
    first = {
        **{name: getattr(held, name) for name in names},
        "audiences": [str(one.pk) for one in held.audiences.all()],
        "deliverable": str(held.deliverable_id or ""),
    }
    form = forms.ConsultationForm(request.POST or None, initial=first)

    def do(typed: Any) -> Done:
        services.change(by=request.membership, consultation=held, about=typed.about())
        return "Saved.", _page(held)

    return form_page(request, form, FormPage("Change a consultation", "Save the change", _way(held), do))


@require_http_methods(FORM)
@for_keepers
def evidence(request: SignedInRequest, number: int, principle: str) -> HttpResponse:
    """Add what shows that a principle is met."""
    held, today = _one(number), timezone.localdate()
    known = next((one for one in reference().principles if one.code == principle), None)
    if known is None:
        raise Http404

    def do(typed: Any) -> Done:
        given = services.Evidence(principle=principle, **typed.cleaned_data)
        services.show_evidence(by=request.membership, consultation=held, evidence=given, today=today)
        return f"Recorded: {known.title}.", _page(held)

    intro = f"{known.principle}. {known.question} What shows it: {known.shows}"
    page = FormPage(known.title, "Record it", _way(held), do, held.title, intro)
    return form_page(request, forms.EvidenceForm(request.POST or None), page)


def _step(
    request: SignedInRequest,
    number: int,
    form: Callable[..., Any],
    do: Callable[[Consultation, Any], str],
    title: str,
    button: str,
    intro: str = "",
    *,
    is_warning: bool = False,
) -> HttpResponse:
    held = _one(number)
    page = FormPage(
        title, button, _way(held), lambda typed: (do(held, typed), _page(held)), held.title, intro, is_warning
    )
    sent = request.POST if request.method == "POST" else None
    return form_page(request, form(sent), page)


@require_http_methods(FORM)
@for_keepers
def open_it(request: SignedInRequest, number: int) -> HttpResponse:
    """Open it to answers."""

    def do(held: Consultation, typed: Any) -> str:
        del typed
        services.open_consultation(by=request.membership, consultation=held, today=timezone.localdate())
        return "Open: people can answer now."

    intro = "From now on its words and its first day stand, and its last day can only move on."
    return _step(request, number, forms.NothingForm, do, "Open the consultation", "Open it", intro)


@require_http_methods(FORM)
@for_keepers
def considered(request: SignedInRequest, number: int) -> HttpResponse:
    """Count the responses, and say how they were taken into account."""

    def do(held: Consultation, typed: Any) -> str:
        services.take_into_account(by=request.membership, consultation=held, **typed.cleaned_data)
        return "Recorded."

    return _step(request, number, forms.ConsideredForm, do, "What people answered", "Record it")


@require_http_methods(FORM)
@for_keepers
def close(request: SignedInRequest, number: int) -> HttpResponse:
    """Close it."""

    def do(held: Consultation, typed: Any) -> str:
        del typed
        services.close(by=request.membership, consultation=held, today=timezone.localdate())
        return "Closed. What people said, and what was done, can be added to “You said, we did”."

    intro = "Nothing of it can be changed afterwards."
    return _step(request, number, forms.NothingForm, do, "Close the consultation", "Close it", intro)


@require_http_methods(FORM)
@for_keepers
def withdraw(request: SignedInRequest, number: int) -> HttpResponse:
    """Withdraw it."""

    def do(held: Consultation, typed: Any) -> str:
        services.withdraw(by=request.membership, consultation=held, **typed.cleaned_data)
        return "Withdrawn. Tell the people who were asked."

    return _step(request, number, forms.ReasonForm, do, "Withdraw the consultation", "Withdraw it", is_warning=True)


def _one(number: int) -> Consultation:
    rows = Consultation.objects.select_related("deliverable__plan").prefetch_related("evidence", "audiences")
    return one_of(rows, number)


def _page(held: Consultation) -> str:
    return reverse("engagement:consultation", args=[held.pk])


def _way(held: Consultation | None = None) -> list[tuple[str, str]]:
    way = way_to(("consultations", "Consultations"))
    return [*way, (_page(held), held.title)] if held else way
