"""Measures on screen: parse the address, ask, present."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone

from clearway.site.annotations.reviewing import as_reviewed
from clearway.site.downloads import wanted_file
from clearway.site.measures import figures
from clearway.site.measures.asked import read
from clearway.site.measures.noted import beside_chart
from clearway.site.measures.permissions import sight_of
from clearway.site.measures.presenters.catalogue import catalogue_page, read_filters
from clearway.site.measures.presenters.measure import MeasurePage, bare_page, measure_page
from clearway.site.measures.presenters.unmeasured import unmeasured_page
from clearway.site.measures.subject import Subject, subject_of
from clearway.site.performance.answering import of_figures
from clearway.site.performance.cards import cards
from clearway.site.performance.definitions import definition_href
from clearway.site.performance.presenters.measures import card_links, card_page
from clearway.site.requests import SignedInRequest


@of_figures
def catalogue(request: SignedInRequest) -> HttpResponse:
    """Every measure, measured or not, narrowed as asked."""
    page = catalogue_page(read_filters(request.GET), sight_of(request.membership), timezone.localdate())
    file = wanted_file(request, page.table, name="clearway-measures")
    return file or render(request, "measures/catalogue.jinja", {"page": page, "links": card_links()})


@of_figures
def not_measured(request: SignedInRequest) -> HttpResponse:
    """What is not measured yet, and what is needed."""
    page = unmeasured_page(timezone.localdate())
    file = wanted_file(request, page.everything, name="clearway-measures")
    return file or render(request, "measures/not_measured.jinja", {"page": page})


@of_figures
def measure(request: SignedInRequest, measure_id: str) -> HttpResponse:
    """One measure with everything that may be said of it. 404 for an id that no definition has."""
    found = figures.measure_of(measure_id)
    if found is None:
        raise Http404
    found = as_reviewed(found)
    subject = subject_of(found, read(request.GET), sight_of(request.membership))
    page = _page(subject) if subject else bare_page(found, timezone.localdate())
    file = wanted_file(request, *page.tables, name=f"clearway-{measure_id.lower()}")
    return file or render(request, "measures/measure.jinja", {"page": page})


def _page(subject: Subject) -> MeasurePage:
    """The page of a measure with values: made once for each version of the figures, the notes and the day."""
    beside, today = beside_chart(subject.measure, subject.area), timezone.localdate()
    key = ("page", subject.key, beside, today)
    return figures.remembered(key, lambda: measure_page(subject, beside, today), lambda page: page.size)


@of_figures
def card(request: SignedInRequest, slug: str) -> HttpResponse:
    """The definition of something that is no measure: what "too few to say" means, the running week."""
    return render(request, "measures/card.jinja", {"page": card_page(cards()[slug])})


@of_figures
def moved(request: SignedInRequest, slug: str) -> HttpResponse:
    """An address of before: the definition stands on the page of its measure now."""
    return HttpResponsePermanentRedirect(definition_href(slug))
