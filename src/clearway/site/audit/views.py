"""The audit trail on screen: who did what, one event in full, and the digests of its days."""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clearway.publications.tables import content_disposition
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.asked import Asked, read, read_day
from clearway.site.audit.digests import digest_of
from clearway.site.audit.permissions import check_may_read_digests, check_may_read_trail, own_organisation
from clearway.site.audit.presenters import as_file, days_before, in_full, listed, narrowed
from clearway.site.audit.reading import TRAIL, Page, event_names, one_event, page_of_trail, trail_for_file
from clearway.site.downloads import wanted_file
from clearway.site.pages.errors import error_page
from clearway.site.requests import SignedInRequest

DIGEST_TAKEN = "audit digest taken"


@require_safe
@never_cache
def trail(request: SignedInRequest) -> HttpResponse:
    """Who did what to what, when and why: by person, by event, by record, by day."""
    check_may_read_trail(request.membership)
    try:
        asked = read(request.GET)
    except Refused as refusal:
        return _refused(request, refusal)
    if "format" in request.GET:
        found = as_file(trail_for_file(by=request.membership, asked=asked), asked)
        if file := wanted_file(request, found, name="clearway-audit"):
            return file
    page = page_of_trail(by=request.membership, asked=asked)
    return render(request, "audit/trail.jinja", _context(request, asked, page))


@require_safe
@never_cache
def event(request: SignedInRequest, sequence: int) -> HttpResponse:
    """One event in full."""
    found = one_event(by=request.membership, sequence=sequence) if sequence < 10**15 else None
    if found is None:
        raise Http404
    return render(request, "audit/event.jinja", {"event": found, "told": in_full(found)})


@require_safe
def digests(request: SignedInRequest) -> HttpResponse:
    """What a digest is for, and those of the last days."""
    check_may_read_digests(request.membership)
    return render(request, "audit/digests.jinja", {"days": days_before(timezone.localdate())})


@require_safe
@never_cache
def digest(request: SignedInRequest, day: str) -> HttpResponse:
    """The digest of one day as a file."""
    check_may_read_digests(request.membership)
    try:
        told = digest_of(read_day(day), timezone.now())
    except Refused as refusal:
        return _refused(request, refusal)
    audit.note(event=DIGEST_TAKEN, by=request.membership, subject=(TRAIL, told["day"]))
    response = HttpResponse(json.dumps(told, indent=1), content_type="application/json")
    response["Content-Disposition"] = content_disposition(f"clearway-audit-{told['day']}.json")
    return response


def _context(request: SignedInRequest, asked: Asked, page: Page) -> dict[str, Any]:
    here = reverse("audit:trail")
    names = event_names()
    return {
        "asked": asked,
        "table": listed(page.events, asked, is_cut=page.is_cut),
        "narrowed": narrowed(asked),
        "names": names if not asked.event or asked.event in names else [asked.event, *names],
        "newer": here + asked.query(newer=page.newer) if page.newer else "",
        "older": here + asked.query(older=page.older) if page.older else "",
        "page": page,
        "organisation": own_organisation(request.membership),
    }


def _refused(request: SignedInRequest, refusal: Refused) -> HttpResponse:
    return error_page(request, status=400, title="This cannot be answered", words=f"{refusal.reason} {refusal.mend}")
