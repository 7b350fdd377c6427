"""Transfers on screen. Whose a person may see is decided in `services`."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from clearway.site.downloads import wanted_file
from clearway.site.performance.answering import of_figures
from clearway.site.requests import SignedInRequest
from clearway.site.tracking.permissions import can_see_pathways
from clearway.site.transfers import services
from clearway.site.transfers.asked import read
from clearway.site.transfers.presenters import pair_page, transfers_page
from clearway.standards.shared_pathways import shared_pathways


@of_figures
def transfers(request: SignedInRequest) -> HttpResponse:
    """Who hands over to whom, how soon, and who answers for the breaches?"""
    period = read(request.GET)
    page = transfers_page(services.pairs(by=request.membership, period=period), period, shared_pathways())
    file = wanted_file(request, page.table, name=f"clearway-transfers-{period.last}")
    return file or render(request, "transfers/transfers.jinja", {"page": page})


@of_figures
def pair(request: SignedInRequest, referring: str, receiving: str) -> HttpResponse:
    """One pair of trusts, by cancer type."""
    period = read(request.GET)
    try:
        whole, by_cancer = services.one_pair(
            by=request.membership, period=period, referring=referring, receiving=receiving
        )
    except services.NotShown as missing:
        raise Http404 from missing
    page = pair_page(whole, by_cancer, period, with_people=can_see_pathways(request.membership))
    file = wanted_file(request, page.table, name=f"clearway-transfers-{referring}-{receiving}-{period.last}")
    return file or render(request, "transfers/pair.jinja", {"page": page})
