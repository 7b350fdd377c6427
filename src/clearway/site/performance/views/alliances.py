"""All alliances side by side."""

from django.http import HttpResponse
from django.shortcuts import render

from clearway.site.downloads import wanted_file
from clearway.site.performance import asked
from clearway.site.performance.answering import of_figures
from clearway.site.performance.presenters.alliances import alliances_page
from clearway.site.requests import SignedInRequest


@of_figures
def alliances(request: SignedInRequest) -> HttpResponse:
    """Every alliance against every standard in one month."""
    page = alliances_page(asked.read(request.GET))
    file = wanted_file(request, page.grid, name=f"Alliances {page.month}")
    return file or render(request, "performance/alliances.jinja", {"page": page})
