"""The comparison on screen. What may be seen and what is put on the trail is decided in `services`."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from clearway.site.downloads import wanted_file
from clearway.site.performance.answering import of_figures
from clearway.site.reconciliation import services
from clearway.site.reconciliation.asked import read
from clearway.site.reconciliation.presenters import causes_page, differences_page
from clearway.site.requests import SignedInRequest, request_id
from clearway.site.submissions.viewing import NotShown


@of_figures
def differences(request: SignedInRequest) -> HttpResponse:
    """Which numbers of a month differ from what was published?"""
    compared = services.compare(by=request.membership, asked=read(request.GET))
    page = differences_page(compared)
    asked = compared.asked
    name = f"clearway-reconciliation-{asked.standard}-{asked.trust}-{asked.month}"
    file = wanted_file(request, *filter(None, (page.table,)), name=name)
    return file or render(request, "reconciliation/differences.jinja", {"page": page})


@of_figures
def of_submission(request: SignedInRequest, submission_id: str) -> HttpResponse:
    """From a file to its comparison with what was published."""
    try:
        asked = services.of_submission(
            by=request.membership, submission_id=submission_id, request_id=request_id(request)
        )
    except NotShown as missing:
        raise Http404 from missing
    return redirect(reverse("reconciliation:differences") + asked.query())


@never_cache
@of_figures
def causes(request: SignedInRequest) -> HttpResponse:
    """What could explain one number that differs, and which records?"""
    asked = read(request.GET)
    try:
        shown = services.causes(by=request.membership, asked=asked, request_id=request_id(request))
    except services.NotThere as missing:
        raise Http404 from missing
    page = causes_page(shown)
    name = f"clearway-causes-{asked.standard}-{shown.compared.asked.trust}-{shown.compared.asked.month}"
    return wanted_file(request, page.table, name=name) or render(request, "reconciliation/causes.jinja", {"page": page})
