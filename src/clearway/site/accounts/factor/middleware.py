"""Where a role asks for a second step, a session that was begun by password alone leads to setting one up."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clearway.site.accounts.factor.policy import PROOF_KEY, TWO_STEPS, is_asked_of
from clearway.site.accounts.middleware import is_open
from clearway.site.api.problems import problem
from clearway.site.requests import SiteRequest

Responder = Callable[[SiteRequest], HttpResponse]
OPEN_WITHOUT = ("/account/second-step", "/sign-out", "/choose-role")
API = "/api/"
MISSING = "This role asks for a second step of signing in. Set one up on the page /account/second-step."


class SecondStepRequired:
    """Shows nothing of a role that asks for a second step until there was one; a role given today asks at once."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        """Answer, or lead to the page where a second step is set up. API tokens carry their own proof."""
        if not is_missing(request) or request.path in OPEN_WITHOUT or is_open(request.path):
            return self.get_response(request)
        if request.path.startswith(API):
            return problem(403, MISSING, "SECOND-STEP")
        wanted = request.get_full_path() if request.method == "GET" else "/"
        query = "" if wanted == "/" else "?" + urlencode({"next": wanted})
        return HttpResponseRedirect(reverse("accounts:second_step") + query)


def is_missing(request: HttpRequest) -> bool:
    """Whether the role of this request asks for a second step that its session has not had."""
    membership = getattr(request, "membership", None)
    if membership is None or hasattr(request, "api_token"):
        return False
    return request.session.get(PROOF_KEY) not in TWO_STEPS and is_asked_of(membership)
