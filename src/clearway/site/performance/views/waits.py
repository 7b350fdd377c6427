"""A standard, for an alliance or one of its trusts."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clearway.site.downloads import wanted_file
from clearway.site.performance import asked
from clearway.site.performance.answering import of_figures
from clearway.site.performance.asked import Asked
from clearway.site.performance.permissions import check_may_see_provider, only_provider
from clearway.site.performance.places import alliance, code_of_today, trust
from clearway.site.performance.presenters.choices import newest_month
from clearway.site.performance.presenters.former import as_published_then, month_then
from clearway.site.performance.presenters.subject import Subject
from clearway.site.performance.presenters.trail import breaches_href
from clearway.site.performance.presenters.waits import noted_of, waits_page
from clearway.site.performance.standards_shown import ALL_STANDARDS
from clearway.site.requests import SignedInRequest
from clearway.site.tracking.permissions import can_see_pathways


@of_figures
def waits(request: SignedInRequest) -> HttpResponse:
    """Where waits begin: the 62-day standard, with whatever was asked."""
    return HttpResponseRedirect(reverse("performance:standard", args=["62"]) + asked.read(request.GET).query())


@of_figures
def standard(request: SignedInRequest, standard: str) -> HttpResponse:
    """A standard for an alliance. Who sees only one trust's records is led to that trust's page."""
    wanted, month = _wanted(request, standard)
    if own := only_provider(request.membership, wanted.basis):
        return HttpResponseRedirect(reverse("performance:place", args=[standard, own]) + wanted.query())
    month = month or newest_month(wanted.basis, standard)
    subject = Subject(ALL_STANDARDS[standard], alliance(wanted.alliance, month), month, wanted)
    return _answer(request, subject)


@of_figures
def place(request: SignedInRequest, standard: str, code: str) -> HttpResponse:
    """A standard for a trust."""
    wanted, month = _wanted(request, standard)
    check_may_see_provider(request.membership, wanted.basis, code)
    month = month or newest_month(wanted.basis, standard)
    if wanted.organisations == "now" and (today := code_of_today(code, month)) != code:
        return HttpResponseRedirect(reverse("performance:place", args=[standard, today]) + wanted.query())
    return _answer(request, Subject(ALL_STANDARDS[standard], trust(code, month, wanted.organisations), month, wanted))


def _wanted(request: SignedInRequest, standard: str) -> tuple[Asked, str]:
    """What was asked for and its month, empty for the newest. A standard of the past has published figures alone."""
    wanted = asked.read(request.GET)
    shown = ALL_STANDARDS[standard]
    if not shown.is_former:
        return wanted, wanted.month
    wanted = as_published_then(shown, wanted)
    return wanted, month_then(shown, wanted)


def _answer(request: SignedInRequest, subject: Subject) -> HttpResponse:
    page = waits_page(subject, noted_of(subject))
    if file := wanted_file(request, *page.tables, name=f"{page.title} {page.place.name} {page.month}"):
        return file
    people = breaches_href(subject) if can_see_pathways(request.membership) else ""
    return render(request, "performance/waits.jinja", {"page": page, "breaches_href": people})
