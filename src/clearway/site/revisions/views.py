"""Revisions on screen. What may be compared by whom is decided in `services`."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from clearway.site.downloads import wanted_file
from clearway.site.performance.answering import of_figures
from clearway.site.requests import SignedInRequest, request_id
from clearway.site.revisions import services
from clearway.site.revisions.asked import read
from clearway.site.revisions.presenters import files_table, months_table, revision_page, versions_tables
from clearway.site.submissions.viewing import NotShown


@of_figures
def revisions(request: SignedInRequest) -> HttpResponse:
    """Which months and files have more than one telling?"""
    tables = (months_table(services.months()), files_table(services.replaced_files(request.membership)))
    file = wanted_file(request, *tables, name="clearway-revisions")
    return file or render(request, "revisions/revisions.jinja", {"tables": tables})


@of_figures
def month(request: SignedInRequest, month: str) -> HttpResponse:
    """What changed in one month, for whom, and by how much?"""
    asked = read(month, request.GET)
    found = None
    if asked.basis == "published" or asked.as_known_on:
        found = services.compare(by=request.membership, asked=asked)
    page = revision_page(asked, found)
    file = wanted_file(request, *filter(None, (page.table,)), name=f"clearway-revisions-{asked.standard}-{month}")
    return file or render(request, "revisions/month.jinja", {"page": page})


@of_figures
def versions(request: SignedInRequest, submission_id: str) -> HttpResponse:
    """What changed from one file of records to the next?"""
    try:
        found = services.compare_versions(
            by=request.membership, submission_id=submission_id, request_id=request_id(request)
        )
    except NotShown as missing:
        raise Http404 from missing
    tables = versions_tables(found)
    file = wanted_file(request, *tables, name=f"clearway-versions-{submission_id}")
    return file or render(request, "revisions/versions.jinja", {"found": found, "tables": tables})
