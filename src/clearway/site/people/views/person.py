"""One person: their roles, giving and ending one, inviting again, ending sessions, shutting out and letting in."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearway.records.findings import Refused
from clearway.site.accounts.models import Person
from clearway.site.audit.refusals import record_refusal
from clearway.site.organisations.permissions import can_manage_person, check_may_manage_people
from clearway.site.organisations.services import end_role, give_role
from clearway.site.people.forms import EndForm, ReasonForm, RoleForm
from clearway.site.people.presenters.lists import role_words, span, state_of
from clearway.site.people.reading import people_in_care, roles_in_care
from clearway.site.people.services.inviting import deactivate, invite_again, let_in
from clearway.site.people.services.sessions import end_sessions_of
from clearway.site.requests import SignedInRequest, request_id


@require_safe
def person(request: SignedInRequest, number: str) -> HttpResponse:
    """One person with the roles they hold, will hold and held."""
    found, today = _one(request, number), timezone.localdate()
    roles = list(roles_in_care(request.membership).filter(person=found).order_by("-starts_on", "-pk"))
    context = {
        "person": found,
        "state": state_of(found),
        "held": [(one, role_words(one), span(one)) for one in roles if not one.ended_on or one.ended_on > today],
        "former": [(one, role_words(one), span(one)) for one in roles if one.ended_on and one.ended_on <= today],
        "may_manage": can_manage_person(request.membership, found),
        "is_self": found.pk == request.user.pk,
    }
    return render(request, "people/person.jinja", context)


@require_http_methods(["GET", "POST"])
def give(request: SignedInRequest, number: str) -> HttpResponse:
    """Give a person one more role."""
    found = _one(request, number)
    form = RoleForm(request.membership, request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = form.wanted()
        try:
            given = give_role(
                by=request.membership,
                person=found,
                organisation=wanted.organisation,
                role=wanted.role,
                starts_on=wanted.starts_on,
                ended_on=wanted.ended_on,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back(request, found, f"Given: {role_words(given)}.")
    context = {"form": form, "person": found}
    return render(request, "people/give.jinja", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, number: str) -> HttpResponse:
    """End a role, today or later, with a reason."""
    check_may_manage_people(request.membership)
    role = get_object_or_404(roles_in_care(request.membership), pk=int(number))
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["ended_on"] or timezone.localdate()
        try:
            end_role(by=request.membership, membership=role, on=on, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back(request, role.person, f"Ended: {role_words(role)}.")
    context = {"form": form, "person": role.person, "role": role, "words": role_words(role), "span": span(role)}
    return render(request, "people/end.jinja", context, status=422 if form.is_bound else 200)


@require_POST
def invite_once_more(request: SignedInRequest, number: str) -> HttpResponse:
    """Send a new invitation to somebody who has not chosen a password."""
    found = _one(request, number)
    try:
        invite_again(by=request.membership, person=found, site=request.build_absolute_uri("/"))
    except Refused as refusal:
        return _back(request, found, str(refusal))
    return _back(request, found, f"A mail is on its way to {found.email}. An earlier link no longer works.")


@require_http_methods(["GET", "POST"])
def shut_out(request: SignedInRequest, number: str) -> HttpResponse:
    """Shut a person out with a reason."""
    return _with_reason(request, number, deactivate, "people/shut_out.jinja", "is shut out, on every browser.")


@require_http_methods(["GET", "POST"])
def end_sessions(request: SignedInRequest, number: str) -> HttpResponse:
    """End every session of a person with a reason."""
    return _with_reason(
        request, number, end_sessions_of, "people/end_sessions.jinja", "is signed out, on every browser."
    )


@require_http_methods(["GET", "POST"])
def let_in_again(request: SignedInRequest, number: str) -> HttpResponse:
    """Let a person in again with a reason."""
    return _with_reason(request, number, let_in, "people/let_in.jinja", "may sign in again.")


def _with_reason(
    request: SignedInRequest, number: str, change: Callable[..., None], template: str, told: str
) -> HttpResponse:
    found = _one(request, number)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change(by=request.membership, person=found, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back(request, found, f"{found.name} {told}")
    return render(request, template, {"form": form, "person": found}, status=422 if form.is_bound else 200)


def _back(request: SignedInRequest, found: Person, told: str) -> HttpResponse:
    messages.success(request, told)
    return HttpResponseRedirect(reverse("people:person", args=[found.pk]))


def _one(request: SignedInRequest, number: str) -> Person:
    """The person of a number; who is in somebody else's care is not found, and that somebody asked is recorded."""
    check_may_manage_people(request.membership)
    found = people_in_care(request.membership).filter(pk=int(number)).first()
    if found is None:
        record_refusal(
            by=request.membership,
            subject=(Person._meta.label_lower, number),
            screen="people",
            request_id=request_id(request),
        )
        raise Http404
    return found
