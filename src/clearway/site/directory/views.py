"""The directory on screen: public facts, for everybody who may see figures."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clearway.site.directory.held import held_of
from clearway.site.directory.kinds import known_codes
from clearway.site.directory.lists import listed_page
from clearway.site.directory.presenters import organisation_page
from clearway.site.downloads import wanted_file
from clearway.site.measures.permissions import sight_of
from clearway.site.performance.permissions import check_may_see_figures
from clearway.site.places.cells import ICONS
from clearway.site.places.presenters.place import place_href
from clearway.site.places.presenters.trust import summary_href, trust_measures
from clearway.site.requests import SignedInRequest
from clearway.site.standards import books

PLACES = ("alliance", "icb", "sub_icb")
"""Kinds of organisation that have a page as a place."""


@require_safe
def organisations(request: SignedInRequest) -> HttpResponse:
    """Who is who: alliances, providers, commissioners, and the alliances of 2016."""
    check_may_see_figures(request.membership)
    page = listed_page(books.organisations(), timezone.localdate())
    file = wanted_file(request, *page.tables, name="clearway-organisations")
    return file or render(request, "directory/organisations.jinja", {"page": page})


@require_safe
def organisation(request: SignedInRequest, code: str) -> HttpResponse:
    """One organisation: what it is, where it stands, what became of it, and what is held of it here."""
    check_may_see_figures(request.membership)
    reference = books.organisations()
    kind = known_codes(reference).get(code)
    if kind is None:
        raise Http404
    page = organisation_page(reference, code, kind, timezone.localdate())
    measures = trust_measures(code, page.name, sight_of(request.membership)) if kind == "provider" else None
    tables = (*page.tables, measures) if measures else page.tables
    file = wanted_file(request, *tables, name=f"clearway-organisation-{code}")
    context = {
        "page": page,
        "held": held_of(request.membership, code, kind),
        "measures": measures,
        "summary_href": summary_href(code) if kind == "provider" else "",
        "place_href": place_href(code) if kind in PLACES else "",
        "icons": ICONS,
    }
    return file or render(request, "directory/organisation.jinja", context)
