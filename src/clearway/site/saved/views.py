"""One's saved views: the list, saving one, removing one."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.requests import SignedInRequest
from clearway.site.saved.models import LONGEST_NAME
from clearway.site.saved.presenters import listed
from clearway.site.saved.services import remove_view, save_view, views_of


@require_safe
def saved(request: SignedInRequest) -> HttpResponse:
    """The views that a person saved."""
    held = list(views_of(request.membership))
    table = listed(held, today=timezone.localdate())
    file = wanted_file(request, table, name="clearway")
    return file or render(request, "saved/saved.jinja", {"views": held, "table": table})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Give the address of a list a name."""
    typed = request.POST if request.method == "POST" else request.GET
    address, name = typed.get("address", ""), typed.get("name", "")
    context = {"address": address, "name": name, "problem": "", "longest": LONGEST_NAME}
    if request.method != "POST":
        return render(request, "saved/add.jinja", context)
    try:
        view = save_view(by=request.membership, name=name, address=address)
    except Refused as refusal:
        context["problem"] = f"{refusal.reason} {refusal.mend}"
        return render(request, "saved/add.jinja", context, status=422)
    messages.success(request, f"Saved: {view.name}.")
    return HttpResponseRedirect(reverse("saved:saved"))


@require_POST
def remove(request: SignedInRequest, number: int) -> HttpResponse:
    """Remove a saved view; somebody else's is not found."""
    view = get_object_or_404(views_of(request.membership), pk=min(number, 2**63 - 1))
    remove_view(by=request.membership, view=view)
    messages.success(request, f"Removed: {view.name}.")
    return HttpResponseRedirect(reverse("saved:saved"))
