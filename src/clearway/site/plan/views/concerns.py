"""Risks, issues and assumptions: raise one, look at it again, close it."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clearway.site.plan.forms import CloseForm, ConcernForm
from clearway.site.plan.models import Concern
from clearway.site.plan.permissions import check_may_update
from clearway.site.plan.services.concerns import COLUMNS, close_concern, look_again, raise_concern
from clearway.site.plan.services.seen import mark_of
from clearway.site.plan.views.form_pages import FormPage, form_page
from clearway.site.plan.views.framing import deliverable_row, row_of
from clearway.site.requests import SignedInRequest

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def add(request: SignedInRequest, number: int) -> HttpResponse:
    """Raise a risk, an issue or an assumption of a deliverable."""
    found = deliverable_row(number)
    check_may_update(request.membership, found)

    def do(form: ConcernForm) -> str:
        return f"Raised: {raise_concern(by=request.membership, deliverable=found, said=form.said).code}."

    page = FormPage("Raise a risk, an issue or an assumption", "Raise it", found, do)
    return form_page(request, ConcernForm(request.POST or None, initial={"kind": "risk"}), page)


@require_http_methods(METHODS)
def change(request: SignedInRequest, number: int) -> HttpResponse:
    """Look at a concern again."""
    row = row_of(Concern.objects, number)
    check_may_update(request.membership, row.deliverable)
    held = {name: getattr(row, name) for name in COLUMNS}
    form = ConcernForm(request.POST or None, initial=held | {"seen": mark_of(row, COLUMNS)})

    def do(form: ConcernForm) -> str:
        return f"{_again(request, row, form).code} was looked at again."

    close = (reverse("plan:close_concern", args=[row.pk]), "Close it instead")
    return form_page(request, form, FormPage(f"Look again at {row.code}", "Keep it", row.deliverable, do, close))


def _again(request: SignedInRequest, row: Concern, form: ConcernForm) -> Concern:
    return look_again(by=request.membership, concern=row, said=form.said, seen=form.cleaned_data["seen"])


@require_http_methods(METHODS)
def close(request: SignedInRequest, number: int) -> HttpResponse:
    """Close a concern."""
    row = row_of(Concern.objects, number)
    check_may_update(request.membership, row.deliverable)

    def do(form: CloseForm) -> str:
        because = form.cleaned_data["because"]
        return f"{close_concern(by=request.membership, concern=row, because=because).code} is closed."

    page = FormPage(f"Close {row.code}", "Close it", row.deliverable, do, intro=row.text)
    return form_page(request, CloseForm(request.POST or None), page)
