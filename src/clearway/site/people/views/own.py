"""A person's own page: their roles, what each allows, and where they are signed in."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clearway.site.organisations.models import Membership
from clearway.site.people.presenters.lists import may, may_not, role_words, span
from clearway.site.people.services.sessions import end_session, end_sessions, open_sessions
from clearway.site.requests import SignedInRequest


@require_safe
def me(request: SignedInRequest) -> HttpResponse:
    """The roles a person holds today, what each allows and does not, and their open sessions."""
    held = Membership.objects.active(timezone.localdate()).filter(person=request.user).select_related("organisation")
    context = {
        "roles": [
            {
                "membership": one,
                "words": role_words(one),
                "span": span(one),
                "may": may(one.role_class),
                "may_not": may_not(one.role_class),
            }
            for one in held
        ],
        "has_passwords": settings.LOCAL_ACCOUNTS,
        "sessions": open_sessions(request.user, request.session.session_key),
    }
    return render(request, "people/me.jinja", context)


@require_POST
def end_one(request: SignedInRequest, number: str) -> HttpResponse:
    """End one of one's own sessions; another person's is not found."""
    if not end_session(by=request.user, number=int(number)):
        raise Http404
    messages.success(request, "That session is ended.")
    return HttpResponseRedirect(reverse("people:me"))


@require_POST
def end_others(request: SignedInRequest) -> HttpResponse:
    """End all of one's own sessions but the one that asks."""
    ended = end_sessions(by=request.user, but=request.session.session_key)
    messages.success(request, f"You are signed out everywhere else: {ended} ended.")
    return HttpResponseRedirect(reverse("people:me"))
