"""Who may ask for a page at all: everything needs a signed-in person, and a session that is not too old."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from clearway.site.accounts.services import sign_out

Responder = Callable[[HttpRequest], HttpResponse]

# A page view writes to the database only this often, so that reading stays cheap.
NOTE_EVERY_SECONDS = 30


def is_open(path: str) -> bool:
    """Whether a path needs no sign-in. A name without a slash at its end stands for itself and what lies below."""
    return any(path == open_path or path.startswith(open_path.rstrip("/") + "/") for open_path in settings.OPEN_PATHS)


class SessionLimits:
    """Ends a session after 15 minutes without a request, and after 12 hours in any case."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, signing the person out first when their session is over."""
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            if why := session_is_over(request, now):
                sign_out(request, reason=why)
                request.session["ended"] = why
            elif now - request.session["seen_at"] > NOTE_EVERY_SECONDS:
                request.session["seen_at"] = now
        return self.get_response(request)


def session_is_over(request: HttpRequest, now: float) -> str:
    """Why the session is over (`idle`, `too long`, `unknown age`), or nothing while it lasts.

    A clock that was put back counts as over: an age that cannot be told is not trusted.
    """
    seen, began = request.session.get("seen_at"), request.session.get("signed_in_at")
    if seen is None or began is None or now < began:
        return "unknown age"
    if now - seen > settings.SESSION_IDLE_SECONDS:
        return "idle"
    if now - began > settings.SESSION_COOKIE_AGE:
        return "too long"
    return ""


class SignInRequired:
    """Sends everybody who is not signed in to the sign-in page, except on the open paths."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or lead to the sign-in page and back."""
        if is_open(request.path):
            return self.get_response(request)
        if request.user.is_authenticated:
            response = self.get_response(request)
            # On a shared computer the next person must not find these pages with the back button.
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        wanted = request.get_full_path() if request.method == "GET" else "/"
        query = "" if wanted == "/" else "?" + urlencode({"next": wanted})
        return HttpResponseRedirect(reverse("accounts:sign_in") + query)
