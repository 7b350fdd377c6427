"""The overview of an alliance."""

from django.http import HttpResponse
from django.shortcuts import render

from clearway.site.downloads import wanted_file
from clearway.site.performance import asked
from clearway.site.performance.answering import of_figures
from clearway.site.performance.places import home_alliance
from clearway.site.performance.presenters.data_files import data_files
from clearway.site.performance.presenters.overview import overview as present
from clearway.site.performance.presenters.week_summary import WeekSummary, summary
from clearway.site.performance.weeks import week_for
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
        "week": _week(request) if page.place.code == home_alliance() and not page.known else None,
    }
    return render(request, "performance/overview.jinja", context)


def _week(request: SignedInRequest) -> WeekSummary | None:
    """The running week of the store's own alliance: the only one whose records are here."""
    found = week_for(request.membership)
    return summary(found[0]) if found else None
