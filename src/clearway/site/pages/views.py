"""Help, accessibility, search, and health."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clearway.site.jobs.beats import standing
from clearway.site.pages import search as searching
from clearway.site.pages.ways import ways_for
from clearway.site.requests import SignedInRequest
from clearway.standards.governance import load_accessibility


@require_safe
def help_page(request: SignedInRequest) -> HttpResponse:
    """How to get about: which page for which task, the keys, the role, how long one stays signed in."""
    return render(request, "pages/help.jinja", {"ways": ways_for(request.membership)})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was checked, what was not, and what to do when something cannot be used."""
    return render(request, "pages/accessibility.jinja", {"statement": load_accessibility()})


@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """Places whose name holds the words asked for."""
    words = request.GET.get("q", "")[:100]
    hits = searching.found(words, request.membership)
    context = {"words": words, "hits": hits[: searching.MOST_SHOWN], "total": len(hits)}
    return render(request, "pages/search.jinja", context)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether the site works, on which kind and format of store, and which analytical version it shows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    store = settings.STORE
    return JsonResponse(
        {
            "status": "ok",
            "store": store.kind if store else None,
            "format_version": store.format_version if store else None,
            "snapshot": store.snapshot() if store else None,
            "antivirus": "configured" if settings.ANTIVIRUS else "not configured",
            "worker": standing().value,
        }
    )
