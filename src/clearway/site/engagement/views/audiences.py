"""Audiences and stakeholders: the list, the map, and the forms that change them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearway.site.downloads import wanted_file
from clearway.site.engagement import forms
from clearway.site.engagement.models import Audience, AudienceKind, Level
from clearway.site.engagement.permissions import can_keep
from clearway.site.engagement.presenters import reached as shown
from clearway.site.engagement.services import audiences as services
from clearway.site.engagement.views.framing import FORM, Done, for_keepers, for_readers, form_page, way_to
from clearway.site.groups.views.framing import FormPage, one_of
from clearway.site.requests import SignedInRequest


@require_safe
@for_readers
def audiences(request: SignedInRequest) -> HttpResponse:
    """Groups of people, organisations, and all of them on the map of interest and influence."""
    today, may_keep = timezone.localdate(), can_keep(request.membership)
    rows = list(Audience.objects.filter(ended_on=None))
    empty = "Nobody is in the list yet."
    tables = [
        shown.audiences_list(
            [one for one in rows if one.kind == kind], key=key, title=title, empty=empty, today=today, may_keep=may_keep
        )
        for kind, key, title in (
            (AudienceKind.PEOPLE, "people", "Groups of people"),
            (AudienceKind.ORGANISATION, "organisations", "Organisations"),
        )
    ]
    context = {
        "tables": tables,
        "map": shown.stakeholder_map(rows),
        "interests": [f"{label} interest" for label in Level.labels],
        "is_empty": not rows,
        "may_keep": may_keep,
        "way": way_to(),
    }
    return wanted_file(request, *tables, name="clearway-audiences") or render(
        request, "engagement/audiences.jinja", context
    )


@require_http_methods(FORM)
@for_keepers
def add(request: SignedInRequest) -> HttpResponse:
    """Add an audience."""

    def do(typed: Any) -> Done:
        made = services.add_audience(by=request.membership, about=typed.about())
        return f"Added: {made.name}.", reverse("engagement:audiences")

    return form_page(
        request, forms.AudienceForm(request.POST or None), FormPage("Add an audience", "Add it", _way(), do)
    )


@require_POST
@for_keepers
def usual(request: SignedInRequest) -> HttpResponse:
    """Add the audiences that the strategy of 2016 names and the list lacks."""
    made = services.take_up_shipped(by=request.membership)
    messages.success(request, f"Added: {len(made)} audiences. Place them on the map next.")
    return HttpResponseRedirect(reverse("engagement:audiences"))


@require_http_methods(FORM)
@for_keepers
def change(request: SignedInRequest, number: int) -> HttpResponse:
    """Change an audience."""
    held = one_of(Audience.objects.filter(ended_on=None), number)

    def do(typed: Any) -> Done:
        services.change_audience(by=request.membership, audience=held, about=typed.about())
        return "Saved.", reverse("engagement:audiences")

    names = ("name", "kind", "interest", "influence", "contact", "reached_by", "place", "characteristics")
    form = forms.AudienceForm(request.POST or None, initial={name: getattr(held, name) for name in names})
    return form_page(request, form, FormPage(f"Change {held.name}", "Save the change", _way(), do))


@require_http_methods(FORM)
@for_keepers
def end(request: SignedInRequest, number: int) -> HttpResponse:
    """Take an audience out of the list."""
    held = one_of(Audience.objects.filter(ended_on=None), number)

    def do(typed: Any) -> Done:
        services.end_audience(by=request.membership, audience=held, **typed.cleaned_data)
        return f"Taken out: {held.name}.", reverse("engagement:audiences")

    page = FormPage(f"Take {held.name} out of the list", "Take it out", _way(), do, is_warning=True)
    return form_page(request, forms.EndForm(request.POST or None), page)


def _way() -> list[tuple[str, str]]:
    return way_to(("audiences", "Stakeholders and audiences"))
