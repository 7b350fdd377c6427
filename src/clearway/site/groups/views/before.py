"""What to read before a meeting: it asks figures, so it answers as every page of figures does."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clearway.site.downloads import wanted_file
from clearway.site.groups.presenters.before import before_page
from clearway.site.groups.views.framing import for_readers
from clearway.site.groups.views.meetings import crumbs_to, meeting_of
from clearway.site.measures.permissions import sight_of
from clearway.site.performance.answering import of_figures
from clearway.site.requests import SignedInRequest


@of_figures
@for_readers
def before(request: SignedInRequest, number: int) -> HttpResponse:
    """What changed for real since the last meeting, what was done, what waits, what comes."""
    held = meeting_of(number)
    page = before_page(held, request.membership, sight_of(request.membership), timezone.localdate())
    file = wanted_file(request, *page.tables, name="clearway-before-a-meeting")
    return file or render(request, "groups/before.jinja", {"meeting": held, "page": page, "crumbs": crumbs_to(held)})
