"""What each number means."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from clearway.site.performance.answering import of_figures
from clearway.site.performance.cards import cards
from clearway.site.performance.presenters.measures import card_links, card_page
from clearway.site.requests import SignedInRequest


@of_figures
def measures(request: SignedInRequest) -> HttpResponse:
    """Every definition."""
    return render(request, "performance/measures.jinja", {"links": card_links()})


@of_figures
def measure(request: SignedInRequest, slug: str) -> HttpResponse:
    """One definition. 404 for a name that none has."""
    if slug not in cards():
        raise Http404
    return render(request, "performance/measure.jinja", {"page": card_page(cards()[slug])})
