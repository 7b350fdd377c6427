"""The one role a request is made in: chosen by the person, kept in the session, looked up again each time."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clearway.site.accounts.middleware import is_open
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
        """Answer in the person's active role; let them choose when they hold several, explain when they hold none."""
        request.membership = None
        if not request.user.is_authenticated or is_open(request.path):
            return self.get_response(request)
        held = list(Membership.objects.active().filter(person=request.user).select_related("organisation", "person"))
        chosen = [one for one in held if one.pk == request.session.get(SESSION_KEY)]
        if len(held) == 1:
            chosen = held
        if chosen:
            request.membership = chosen[0]
        elif request.path not in PATHS_WITHOUT_A_ROLE:
            if not held:
                return render(request, "organisations/no_role.jinja", status=403)
            return HttpResponseRedirect(reverse("organisations:choose_role"))
        return self.get_response(request)
