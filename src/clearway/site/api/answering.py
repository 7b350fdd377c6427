"""From a request to an answer: read by the description, answered by the endpoint, errors in words."""

import hashlib
import json
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from clearway.records.findings import Refused
from clearway.site.api.described.endpoint import Ask, Endpoint, NotHere
from clearway.site.api.problems import away, failed, not_found, problem
from clearway.site.pages.errors import NO_FIGURES, STORE_TROUBLE
from clearway.site.performance.known import NOT_BUILT
from clearway.site.requests import SignedInRequest, request_id


def view_of(endpoint: Endpoint) -> Callable[..., HttpResponse]:
    """The view that answers for an endpoint."""

    def view(request: SignedInRequest, **path: str) -> HttpResponse:
        try:
            return _answered(endpoint, request, path)
        except (NotHere, Http404):
            return not_found()
        except PermissionDenied as refusal:
            return problem(403, str(refusal) or "Your role does not allow this.", "ROLE")
        except Refused as refusal:
            return _refused(refusal)
        except SuspiciousOperation:
            return problem(400, "The request could not be understood. Ask with fewer, shorter parameters.", "REQUEST")
        except (OperationalError, InterfaceError):
            return away()
        except Exception:
            return failed()

    return view


def json_answer(request: SignedInRequest, body: bytes, *, is_personal: bool = False) -> HttpResponse:
    """JSON that a program may ask for again by its ETag; what is personal is kept by nobody."""
    response = HttpResponse(body, content_type="application/json")
    patch_vary_headers(response, ["Authorization", "Cookie"])
    if is_personal:
        response["Cache-Control"] = "private, no-store"
        return response
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["Cache-Control"], response["ETag"] = "private, no-cache", etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _answered(endpoint: Endpoint, request: SignedInRequest, path: dict[str, str]) -> HttpResponse:
    token = getattr(request, "api_token", None)
    ask = Ask(
        by=request.membership,
        values=endpoint.read(path, request.GET),
        request_id=request_id(request) + (f", API token {token.pk}" if token else ""),
        path=request.path,
        query=request.GET,
    )
    body = json.dumps(endpoint.answer(ask), ensure_ascii=False, allow_nan=False).encode()
    return json_answer(request, body, is_personal=endpoint.is_personal)


def _refused(refusal: Refused) -> HttpResponse:
    """A refusal in words: 409 where something has to be loaded or worked out first, 503 for trouble of the store."""
    words = f"{refusal.reason} {refusal.mend}"
    if refusal.code in (NO_FIGURES, NOT_BUILT):
        return problem(409, words, refusal.code)
    if refusal.code.startswith(STORE_TROUBLE):
        return away(refusal.code)
    return problem(400, words, refusal.code)
