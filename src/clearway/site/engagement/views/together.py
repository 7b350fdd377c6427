"""Work designed together with people affected by cancer."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.site.downloads import wanted_file
from clearway.site.engagement import forms
from clearway.site.engagement.models import Together
from clearway.site.engagement.permissions import can_keep
from clearway.site.engagement.presenters.said import together_list
from clearway.site.engagement.services import together as services
from clearway.site.engagement.views.framing import FORM, Done, for_keepers, for_readers, form_page, way_to
from clearway.site.groups.views.framing import FormPage, one_of
from clearway.site.requests import SignedInRequest

MOST = 500
NAMES = ("title", "began_on", "designed", "support", "changed", "changed_on", "place")


@require_safe
@for_readers
def together(request: SignedInRequest) -> HttpResponse:
    """Everything that was designed together."""
    may_keep = can_keep(request.membership)
    rows = list(Together.objects.select_related("deliverable")[:MOST])
    table = together_list(
        rows,
        title="Designed together",
        empty="No work designed together is recorded yet. Begin with who took part, by role.",
        today=timezone.localdate(),
        may_keep=may_keep,
    )
    context = {"table": table, "may_keep": may_keep, "way": way_to()}
    return wanted_file(request, table, name="clearway-together") or render(
        request, "engagement/together.jinja", context
    )


@require_http_methods(FORM)
@for_keepers
def add(request: SignedInRequest) -> HttpResponse:
    """Record work that was designed together."""

    def do(typed: Any) -> Done:
        services.add_together(by=request.membership, about=typed.about())
        return "Recorded.", reverse("engagement:together")

    page = FormPage("Record work designed together", "Record it", _way(), do)
    return form_page(request, forms.TogetherForm(request.POST or None), page)


@require_http_methods(FORM)
@for_keepers
def change(request: SignedInRequest, number: int) -> HttpResponse:
    """Change the record, such as when something changed because of it."""
    held = one_of(Together.objects.select_related("deliverable"), number)

    def do(typed: Any) -> Done:
        services.change_together(by=request.membership, together=held, about=typed.about())
        return "Saved.", reverse("engagement:together")

    first = {
        **{name: getattr(held, name) for name in NAMES},
        "took_part": "\n".join(held.took_part),
        "deliverable": str(held.deliverable_id or ""),
    }
    form = forms.TogetherForm(request.POST or None, initial=first)
    return form_page(request, form, FormPage(f"Change: {held.title}", "Save the change", _way(), do))


def _way() -> list[tuple[str, str]]:
    return way_to(("together", "Designed together"))
