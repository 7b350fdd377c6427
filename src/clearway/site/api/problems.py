"""What a program is told when it cannot be answered: RFC 9457, in the words a person would be told."""

import json
import logging
import sys
from typing import Any

from django.http import HttpResponse

from clearway.site.api.described.endpoint import ROOT
from clearway.site.api.described.shapes import Shape, text, thing, whole
from clearway.site.pages.errors import RETRY_AFTER_SECONDS, new_error_id

log = logging.getLogger("clearway.site")

PROBLEM_JSON = "application/problem+json"
TITLES = {
    400: "This cannot be answered",
    401: "Who is asking is not known",
    403: "Your role does not allow this",
    404: "Not found",
    405: "The API is read only",
    409: "There is nothing to answer from yet",
    429: "Too many requests",
    500: "Something went wrong on our side",
    503: "Clearway cannot answer just now",
}
PROBLEM: Shape = thing(
    {
        "type": text("Where kinds of problem are explained."),
        "title": text("What it is, in short."),
        "status": whole("The status of the answer."),
        "detail": text("What is wrong, and how to mend it."),
        "code": text("The kind of problem, for programs."),
    },
    sometimes={"error_id": text("What to tell your administrator.")},
)


def problem(status: int, detail: str, code: str, **more: Any) -> HttpResponse:
    """An answer that says what is wrong and how to mend it."""
    said = {"type": f"{ROOT}/#problems", "title": TITLES[status], "status": status, "detail": detail, "code": code}
    response = HttpResponse(json.dumps({**said, **more}), status=status, content_type=PROBLEM_JSON)
    response["Cache-Control"] = "private, no-store"
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Clearway"'
    if status == 405:
        response["Allow"] = "GET, HEAD"
    if status == 503:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def not_found() -> HttpResponse:
    """404: no such thing, or none that this membership may see. The two read the same."""
    return problem(404, "There is no such thing here, or it is not yours to see.", "NOT-FOUND")


def away(code: str = "AWAY") -> HttpResponse:
    """503: the store cannot answer now."""
    return problem(503, "The store is busy or away. Wait half a minute and ask again.", code)


def failed() -> HttpResponse:
    """500: the failure goes to the log under the id that the program is told; nothing of it goes out."""
    error_id = new_error_id()
    log.error("a request failed", exc_info=sys.exc_info(), extra={"error_id": error_id})
    detail = "Ask again; if it happens twice, tell your administrator the error id."
    return problem(500, detail, "FAILED", error_id=error_id)
