"""Measures by place on screen. Every view is one address and only reads."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clearway.site.downloads import wanted_file
from clearway.site.measures.permissions import sight_of
from clearway.site.performance.answering import of_figures
from clearway.site.performance.places import alliance
from clearway.site.places import asked
from clearway.site.places.areas import LEVELS_OF_PAGES, reference
from clearway.site.places.cells import ICONS
from clearway.site.places.presenters.changes import changes as present_changes
from clearway.site.places.presenters.contrast import contrast
from clearway.site.places.presenters.index import places_page
from clearway.site.places.presenters.place import place_page
from clearway.site.places.presenters.summary import summary as present_summary
from clearway.site.requests import SignedInRequest


@of_figures
def summary(request: SignedInRequest) -> HttpResponse:
    """Every measure at a glance: England, the alliance, and its trusts or places."""
    wanted, today = asked.read(request.GET), timezone.localdate()
    place = alliance(wanted.alliance, f"{today:%Y-%m}")
    page = present_summary(wanted, place, today, sight_of(request.membership))
    file = wanted_file(request, page.table, name=f"{place.name} summary")
    return file or render(request, "places/summary.jinja", {"page": page, "icons": ICONS})


@of_figures
def changes(request: SignedInRequest) -> HttpResponse:
    """What changed since the period before by more than chance gives."""
    wanted, today = asked.read(request.GET), timezone.localdate()
    place = alliance(wanted.alliance, f"{today:%Y-%m}")
    page = present_changes(wanted, place, today, sight_of(request.membership))
    file = wanted_file(request, page, name=f"{place.name} changes")
    return file or render(request, "places/changes.jinja", {"page": page, "icons": ICONS})


@of_figures
def places(request: SignedInRequest) -> HttpResponse:
    """The places of an alliance, with a map."""
    wanted, today = asked.read(request.GET), timezone.localdate()
    place = alliance(wanted.alliance, f"{today:%Y-%m}")
    page = places_page(place, today)
    file = wanted_file(request, *page.tables, name=f"{place.name} places")
    return file or render(request, "places/places.jinja", {"page": page})


@of_figures
def place(request: SignedInRequest, code: str) -> HttpResponse:
    """One place: where it lies, who lives there, its measures, and the places most like it."""
    area = reference().find(code)
    if area is None or area.level not in LEVELS_OF_PAGES:
        raise Http404
    page = place_page(area, asked.read(request.GET), sight_of(request.membership), timezone.localdate())
    tables = [one for one in (page.people, page.fifths, page.measures, page.neighbours) if one]
    file = wanted_file(request, *tables, name=area.name)
    return file or render(request, "places/place.jinja", {"page": page, "icons": ICONS})


@of_figures
def compare(request: SignedInRequest) -> HttpResponse:
    """Two areas side by side, with a test of their difference."""
    page = contrast(asked.read(request.GET), sight_of(request.membership), timezone.localdate())
    file = wanted_file(request, *page.tables, name=f"{page.measure.id} compared")
    return file or render(request, "places/compare.jinja", {"page": page})
