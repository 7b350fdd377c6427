"""Breaking the glass on screen: asking for it, the list of openings, and one with what was said of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.break_glass import permissions, services
from clearway.site.break_glass.models import LONGEST_REASON, Opening, RemarkKind
from clearway.site.break_glass.policies import policy_today
from clearway.site.break_glass.presenters import lists, one
from clearway.site.downloads import wanted_file
from clearway.site.requests import SignedInRequest, request_id
from clearway.site.tracking.presenters.breach_table import short_link
from clearway.site.tracking.views import of_pathways

View = Callable[..., HttpResponse]


def of_openings(view: View) -> View:
    """A view of openings: never kept by a browser, 404 for what is not the reader's."""

    @never_cache
    @wraps(view)
    def answered(request: SignedInRequest, *arguments: str, **named: Any) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except services.NotShown as missing:
            raise Http404 from missing

    return answered


@require_http_methods(["GET", "HEAD", "POST"])
@of_pathways
def break_it(request: SignedInRequest, link: str) -> HttpResponse:
    """Break the glass on one record: what follows from it, the kind of reason, and the reason itself."""
    by, pathway = request.membership, reverse("tracking:pathway", args=[link])
    permissions.check_may_break_glass(by)
    try:
        opened = services.can_be_broken(by, link, request_id(request))
    except Refused as refusal:
        messages.info(request, f"{refusal.reason} {refusal.mend}")
        return HttpResponseRedirect(f"{pathway}#person")
    if opened.sight.opening:
        return HttpResponseRedirect(f"{pathway}#person")
    kind, reason, problem = request.POST.get("kind", ""), request.POST.get("reason", ""), None
    if request.method == "POST":
        try:
            made = services.break_glass(by=by, opened=opened, kind=kind, reason=reason, request_id=request_id(request))
        except Refused as refusal:
            problem = refusal
        else:
            messages.success(request, f"You may be shown who this is until {words.moment(made.until)}.")
            return HttpResponseRedirect(f"{pathway}#person")
    context = {
        "link": link,
        "short": short_link(link),
        "holder": one.organisation(opened.sight.holder),
        "policy": policy_today(),
        "kind": kind,
        "reason": reason,
        "problem": problem,
        "is_about_kind": problem is not None and problem.code == "GLASS-KIND",
        "longest": LONGEST_REASON,
    }
    return render(request, "break_glass/break.jinja", context, status=422 if problem else 200)


@require_safe
@of_openings
def openings(request: SignedInRequest) -> HttpResponse:
    """Who broke the glass on whose records, when and why, and whether the trust has looked it over."""
    by, now = request.membership, timezone.now()
    waiting, settled = services.waiting_and_settled(by)
    most = lists.MOST_DOWNLOADED if "format" in request.GET else lists.MOST_SHOWN
    tables = [
        lists.waiting(waiting[:most], by, now=now),
        lists.settled(settled[:most], by, now=now),
    ]
    file = wanted_file(request, *tables, name="clearway-broken-glass")
    context = {
        "tables": [one for one in tables if one.rows or one.key == "waiting"],
        "policy": policy_today(),
        "sees_all": permissions.sees_all_openings(by),
        "is_cut": any(len(one.rows) == most for one in tables),
        "most": lists.MOST_SHOWN,
    }
    return file or render(request, "break_glass/openings.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_openings
def opening(request: SignedInRequest, number: int) -> HttpResponse:
    """One opening; the trust looks it over or questions it here, and whoever broke the glass answers."""
    by = request.membership
    found = services.one_opening(by=by, number=number, request_id=request_id(request))
    problem = None
    if request.method == "POST":
        try:
            _said(request, found)
            return HttpResponseRedirect(reverse("break_glass:opening", args=[number]))
        except Refused as refusal:
            problem = refusal
    context = {
        "page": one.page(found, by, now=timezone.now()),
        "problem": problem,
        "kind": request.POST.get("kind", ""),
        "words": request.POST.get("words", ""),
        "longest": LONGEST_REASON,
    }
    return render(request, "break_glass/opening.jinja", context, status=422 if problem else 200)


@require_POST
@of_openings
def end(request: SignedInRequest, number: int) -> HttpResponse:
    """End an opening before its time."""
    by = request.membership
    found = services.one_opening(by=by, number=number, request_id=request_id(request))
    try:
        services.end_sight(by=by, opening=found)
    except Refused as refusal:
        messages.info(request, refusal.reason)
    else:
        messages.success(request, "Ended: who the person is, is shown no more.")
    return HttpResponseRedirect(reverse("break_glass:opening", args=[number]))


def _said(request: SignedInRequest, found: Opening) -> None:
    """Keep what was said of an opening: by its trust, or by whoever broke the glass. Raises Refused."""
    by, kind, said = request.membership, request.POST.get("kind", ""), request.POST.get("words", "")
    if kind == RemarkKind.ANSWERED:
        services.answer(by=by, opening=found, words=said)
        messages.success(request, "Your answer stands, and the trust has been told.")
        return
    services.review(by=by, opening=found, kind=kind, words=said)
    asked = kind == RemarkKind.QUESTIONED
    messages.success(request, "Asked: whoever broke the glass is told." if asked else "Kept: it was in order.")
