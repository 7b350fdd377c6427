"""The one role a request is made in: chosen by the person, kept in the session, looked up again each time."""

from collections.abc import Callable

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clearway.site.accounts.middleware import is_open
from clearway.site.accounts.models import Person
from clearway.site.operational.scope import rows_of
from clearway.site.organisations.models import Membership
from clearway.site.requests import SiteRequest

Responder = Callable[[HttpRequest], HttpResponse]
SESSION_KEY = "membership_id"
PATHS_WITHOUT_A_ROLE = ("/sign-out", "/choose-role")


class ActiveMembership:
    """Sets `request.membership`. A role that has ended is gone with the next request, whatever the session says."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        """Answer in the person's active role; let them choose when they hold several, explain when they hold none.

        A request that was let in with a role of its own (an API token's) keeps that one.
        """
        if getattr(request, "membership", None):
            return self._answer(request)
        request.membership = None
        if not request.user.is_authenticated or is_open(request.path):
            return self._answer(request)
        request.membership, held = working_in(request.user, request.session)
        if request.membership is None and request.path not in PATHS_WITHOUT_A_ROLE:
            if not held:
                return render(request, "organisations/no_role.jinja", status=403)
            return HttpResponseRedirect(reverse("organisations:choose_role"))
        return self._answer(request)

    def _answer(self, request: SiteRequest) -> HttpResponse:
        """The answer, with the database told on whose behalf it is asked."""
        with rows_of(request.membership):
            return self.get_response(request)


def working_in(person: Person, session: SessionBase) -> tuple[Membership | None, list[Membership]]:
    """The role a signed-in person works in, None while they have not chosen; and all the roles they hold today."""
    held = list(Membership.objects.active().filter(person=person).select_related("organisation", "person"))
    chosen = [one for one in held if one.pk == session.get(SESSION_KEY)]
    if len(held) == 1:
        chosen = held
    return (chosen[0] if chosen else None), held
