"""The overview of an alliance."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clearway.site.downloads import wanted_file
from clearway.site.measures.permissions import sight_of
from clearway.site.performance import asked
from clearway.site.performance.answering import of_figures
from clearway.site.performance.places import home_alliance
from clearway.site.performance.presenters.data_files import data_files
from clearway.site.performance.presenters.overview import overview as present
from clearway.site.performance.presenters.week_summary import WeekSummary, summary
from clearway.site.performance.weeks import week_for
from clearway.site.places.cells import ICONS
from clearway.site.places.presenters.ambitions import AmbitionRow, ambitions
from clearway.site.requests import SignedInRequest


@of_figures
def overview(request: SignedInRequest) -> HttpResponse:
    """Are we keeping our promises, and where are the long waits?"""
    page = present(asked.read(request.GET))
    if file := wanted_file(request, *page.tables, name=f"{page.place.name} {page.month}"):
        return file
    context = {
        "page": page,
        "data_files": data_files(page.files, request.membership),
        "ambitions": None if page.known else _ambitions(request, page.place.code),
        "ambition_icons": ICONS,
        "week": _week(request) if page.place.code == home_alliance() and not page.known else None,
    }
    return render(request, "performance/overview.jinja", context)


def _ambitions(request: SignedInRequest, alliance: str) -> tuple[AmbitionRow, ...]:
    """The ten ambitions, as they are known today: of an earlier day only the standards are told."""
    return ambitions(alliance, sight_of(request.membership), timezone.localdate())


def _week(request: SignedInRequest) -> WeekSummary | None:
    """The running week of the store's own alliance: the only one whose records are here."""
    found = week_for(request.membership)
    return summary(found[0]) if found else None
