"""Breaches and pathways on screen. What may be seen and what is put on the trail is decided in `services`."""

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clearway.clocks.explanation import as_json, as_text
from clearway.publications.tables import content_disposition
from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.break_glass.permissions import can_break_glass
from clearway.site.downloads import wanted_file
from clearway.site.exports.answering import limit_page
from clearway.site.exports.limits import LimitReached
from clearway.site.organisations.models import Membership
from clearway.site.pages.errors import refused
from clearway.site.requests import SignedInRequest, request_id
from clearway.site.tracking import services
from clearway.site.tracking.asked import read
from clearway.site.tracking.history import moved_dates, versions_of
from clearway.site.tracking.permissions import can_reveal_identifiers, check_may_see_pathways, purpose_of
from clearway.site.tracking.presenters.breach_table import short_link
from clearway.site.tracking.presenters.breaches import BreachesPresenter
from clearway.site.tracking.presenters.pathway import pathway_page, story_lines
from clearway.site.tracking.presenters.sight import without_a_name

View = Callable[..., HttpResponse]
PART_OF_LINK = re.compile(r"[0-9a-f]{4,20}")


def of_pathways(view: View) -> View:
    """A view of people's records: never kept by a browser, 404 for what is not the reader's, refusals in words."""

    @never_cache
    @wraps(view)
    def answered(request: SignedInRequest, *arguments: str, **named: str) -> HttpResponse:
        check_may_see_pathways(request.membership)
        try:
            return view(request, *arguments, **named)
        except services.NotShown as missing:
            raise Http404 from missing
        except LimitReached as reached:
            return limit_page(request, reached)
        except Refused as refusal:
            return refused(request, refusal, title="This cannot be answered")

    return answered


@require_safe
@of_pathways
def breaches(request: SignedInRequest) -> HttpResponse:
    """The breaches of a month: who waited too long, why, and who answers for it."""
    is_download = "format" in request.GET
    found = services.breaches(
        by=request.membership, asked=read(request.GET), request_id=request_id(request), is_download=is_download
    )
    presenter = BreachesPresenter(found, request.membership, timezone.now())
    if is_download:
        name = f"clearway-breaches-{found.asked.standard}-{found.asked.month}"
        file = wanted_file(request, presenter.table(), name=name)
        if file:
            return file
    can_name = can_reveal_identifiers(request.membership)
    named_href = reverse("exports:breaches") + found.asked.query() if can_name else ""
    return render(request, "tracking/breaches.jinja", {"page": presenter.page(), "named_href": named_href})


@require_safe
@of_pathways
def pathway(request: SignedInRequest, link: str) -> HttpResponse:
    """Why is this a breach?"""
    opened = services.open_pathway(by=request.membership, link=link, request_id=request_id(request))
    return _pathway_page(request, opened)


@require_safe
@of_pathways
def story(request: SignedInRequest, link: str, kind: str) -> HttpResponse:
    """The story as a file: plain text for people, JSON for machines."""
    by = request.membership
    opened = services.open_pathway(by=by, link=link, request_id=request_id(request), event=services.DOWNLOADED)
    page = pathway_page(opened)
    explanation = opened.told.explanation
    if kind == "json":
        about = {"pathway": link, "mark": page.mark, "received": page.received, "snapshot": page.snapshot}
        text = json.dumps({**about, **as_json(explanation)}, indent=2, ensure_ascii=False)
        content_type = "application/json"
    else:
        text = story_lines(page, as_text(explanation), f"{_drawn_by(by)}. {purpose_of(by)}")
        content_type = "text/plain; charset=utf-8"
    response = HttpResponse(text, content_type=content_type)
    response["Content-Disposition"] = content_disposition(f"pathway-{link}.{kind}")
    return response


@require_http_methods(["POST"])
@of_pathways
def identifiers(request: SignedInRequest, link: str) -> HttpResponse:
    """Tell staff of a trust on the pathway who the person is, on this page alone: there is no address for it."""
    by, reason = request.membership, request.POST.get("reason", "")
    opened = services.open_pathway(by=by, link=link, request_id=request_id(request))
    try:
        told = services.reveal_identifiers(by=by, opened=opened, reason=reason, request_id=request_id(request))
    except services.NotNamed:
        return render(request, "tracking/not_named.jinja", without_a_name(by, opened), status=403)
    except Refused as refusal:
        said = {"reason_error": f"{refusal.reason} {refusal.mend}", "reason": reason}
        return _pathway_page(request, opened, status=422, **said)
    return _pathway_page(request, opened, identifiers=told)


@require_http_methods(["GET", "HEAD", "POST"])
@of_pathways
def find(request: SignedInRequest) -> HttpResponse:
    """Find a pathway: by the start of its number, or for trust staff by NHS number or local identifier."""
    by = request.membership
    context: dict[str, Any] = {
        "can_identify": can_reveal_identifiers(by),
        "purpose": purpose_of(by),
        "hits": None,
        "missing": (),
        "may_break": can_break_glass(by),
    }
    sought = request.POST.get("identifier", "").strip()[:40]
    start = re.sub(r"[^0-9a-f]", "", request.GET.get("number", "").lower())[:20]
    if request.method == "POST" and sought:
        found, context["missing"] = services.find_by_identifier(
            by=by, identifier=sought, request_id=request_id(request)
        )
    elif PART_OF_LINK.fullmatch(start):
        found = services.find_by_start(by=by, start=start, request_id=request_id(request))
        context["number"] = start
    else:
        return render(request, "tracking/find.jinja", context)
    context["hits"] = [
        {
            "link": one.link,
            "short": short_link(one.link),
            "referred": words.day(one.record.crtp_start),
            "file": one.file_name,
        }
        for one in found
    ]
    return render(request, "tracking/find.jinja", context)


def _pathway_page(
    request: SignedInRequest, opened: services.OpenedPathway, status: int = 200, **more: Any
) -> HttpResponse:
    by = request.membership
    versions = versions_of(opened.held, by)
    context = {
        "page": pathway_page(opened),
        "versions": versions,
        "moved": moved_dates(versions),
        "looks": services.looks(by=by, link=opened.held.link),
        "purpose": purpose_of(by),
        "sight": without_a_name(by, opened),
        **more,
    }
    return render(request, "tracking/pathway.jinja", context, status=status)


def _drawn_by(by: Membership) -> str:
    return f"{by.person.name}, {by.role_class.display_name}, {by.organisation.name}, {words.moment(timezone.now())}"
