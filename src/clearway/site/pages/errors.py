"""Error pages: plain words, an id that the log has too, and nothing of the person, the record or the code."""

import logging
import secrets
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import is_valid_path

from clearway.records.findings import Refused

log = logging.getLogger("clearway.site")

RETRY_AFTER_SECONDS = 30
OF_PROGRAMS = "/api/v1/"
NO_FIGURES, STORE_TROUBLE = "ANALYTICAL-EMPTY", "ANALYTICAL-"


def error_page(request: HttpRequest, *, status: int, title: str, words: str, error_id: str = "") -> HttpResponse:
    """A page that reads no database: it must show when nothing else works."""
    context = {
        "title": title,
        "words": words,
        "error_id": error_id,
        "csp_nonce": str(getattr(request, "csp_nonce", "")),
        "store": settings.STORE,
    }
    return HttpResponse(render_to_string("errors/error.jinja", context), status=status)


def refused(request: HttpRequest, refusal: Refused, *, title: str) -> HttpResponse:
    """400: what was asked cannot be done, in its own words. A store without figures says how to load some."""
    if refusal.code == NO_FIGURES:
        return render(request, "pages/home.jinja")
    if refusal.code.startswith(STORE_TROUBLE):
        return unavailable(request)
    return error_page(request, status=400, title=title, words=f"{refusal.reason} {refusal.mend}")


def new_error_id() -> str:
    """A short id that a person can read out on the telephone."""
    return secrets.token_hex(4)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be understood."""
    return error_page(
        request,
        status=400,
        title="This request could not be understood",
        words="Go back and try again. If you followed a link, it may be broken or cut short.",
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but not allowed."""
    return error_page(
        request,
        status=403,
        title="You may not do this",
        words="Your current role does not allow it. If it should, ask the administrator of your organisation.",
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or none that this person may see. The two read the same.

    An address with a slash too many leads to the page without it: people type either.
    """
    bare = request.path.rstrip("/")
    if bare != request.path and request.method == "GET" and is_valid_path(bare):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{bare}?{query}" if query else bare)
    return error_page(
        request,
        status=404,
        title="Page not found",
        words="The address may be mistyped, or the page may not be yours to see. Start again from the home page.",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came without the mark that this site gave it."""
    return error_page(
        request,
        status=403,
        title="This form has gone stale",
        words="Nothing was changed. Go back, reload the page and send the form again. "
        "Clearway needs cookies to be on for this site.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it is the database that cannot answer. The failure goes to the log under the id shown.

    A program is told in JSON, also where it failed before the API was reached: while it was found out who asks.
    """
    error_id = new_error_id()
    kind = sys.exc_info()[0]
    is_away = kind is not None and issubclass(kind, OperationalError | InterfaceError)
    if request.path.startswith(OF_PROGRAMS):
        from clearway.site.api import problems  # it stands above these pages

        return problems.away() if is_away else problems.failed()
    log.error("a request failed", exc_info=True, extra={"error_id": error_id})
    if is_away:
        return unavailable(request, error_id)
    return error_page(
        request,
        status=500,
        title="Something went wrong on our side",
        words="Nothing you entered was half saved. Try again; if it happens twice, "
        "tell your administrator the error number below.",
        error_id=error_id,
    )


def unavailable(request: HttpRequest, error_id: str = "") -> HttpResponse:
    """503: the store cannot answer now; the browser is told when to ask again."""
    response = error_page(
        request,
        status=503,
        title="Clearway cannot answer just now",
        words="The store is busy or away. Wait half a minute and try again; what you had sent may not have been saved.",
        error_id=error_id,
    )
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
