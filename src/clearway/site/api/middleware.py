"""Who asks the API: the bearer of a token, or the person of a session. Nobody is led to a sign-in page here."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from clearway.site.accounts.middleware import is_open
from clearway.site.accounts.models import Person
from clearway.site.api import usage
from clearway.site.api.described.endpoint import ROOT
from clearway.site.api.models import ApiToken
from clearway.site.api.problems import problem
from clearway.site.api.services import note_use
from clearway.site.api.tokens import owner_of
from clearway.site.organisations.middleware import working_in
from clearway.site.requests import SiteRequest

Responder = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger("clearway.site")

BEARER = "bearer "
UNKNOWN = (
    "This token does not work: it is not known here, has run out, was revoked, or the role or password it was made "
    "under has ended. Make another on the page /account/tokens."
)
NOBODY = "Send a token as “Authorization: Bearer …”; make one on the page /account/tokens. Or sign in with a browser."
NO_ROLE = "You hold no role at present. Ask an administrator of your organisation."
WHICH_ROLE = "You hold several roles. Choose one on the page /choose-role, or use a token: it is made in one role."


class ApiAccess:
    """Lets requests to the API in, each with one membership, or says in JSON why not. Other requests pass by."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        """Answer within the rights of who asks."""
        if not request.path.startswith(f"{ROOT}/") or request.path == f"{ROOT}/" or is_open(request.path):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return problem(405, "Nothing can be changed here. Ask with GET or HEAD.", "METHOD")
        header = request.META.get("HTTP_AUTHORIZATION")
        refusal = by_session(request) if header is None else by_token(request, header)
        return refusal or self.get_response(request)


def by_token(request: SiteRequest, header: str) -> HttpResponse | None:
    """Let the bearer of a token in as its person, in its membership alone; else say why not."""
    token = owner_of(header[len(BEARER) :].strip()) if header[: len(BEARER)].lower() == BEARER else None
    if token is None:
        log.warning("a token for the API was refused")
        refusal = problem(401, UNKNOWN, "TOKEN")
        refusal["WWW-Authenticate"] = 'Bearer realm="Clearway", error="invalid_token"'
        return refusal
    if seconds := usage.wait_before(token.key, timezone.localdate()):
        return _too_many(seconds)
    note_use(token=token)
    _let_in(request, token)
    return None


def by_session(request: SiteRequest) -> HttpResponse | None:
    """Let a signed-in person in, in the role they work in; else say why not."""
    if not isinstance(request.user, Person):
        return problem(401, NOBODY, "SIGN-IN")
    membership, held = working_in(request.user, request.session)
    if membership is None:
        return problem(403, WHICH_ROLE if held else NO_ROLE, "ROLE")
    request.membership = membership
    return None


def _let_in(request: SiteRequest, token: ApiToken) -> None:
    request.user = token.membership.person
    request.membership = token.membership
    request.api_token = token  # type: ignore[attr-defined]


def _too_many(seconds: int) -> HttpResponse:
    refusal = problem(429, f"Wait {seconds} seconds, then ask again.", "THROTTLED")
    refusal["Retry-After"] = str(seconds)
    return refusal
