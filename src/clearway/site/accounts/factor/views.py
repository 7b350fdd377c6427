"""The page of one's own second step, and the administrator's page of everybody's."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearway.records.findings import Refused
from clearway.site.accounts.factor import presenters, secret, services
from clearway.site.accounts.factor.middleware import is_missing
from clearway.site.accounts.factor.policy import PROOF_KEY, Proof, has_second_steps
from clearway.site.accounts.forms import CodeForm, ResetForm
from clearway.site.accounts.models import Person
from clearway.site.accounts.renewal import renew_session
from clearway.site.audit.refusals import record_refusal
from clearway.site.downloads import wanted_file
from clearway.site.organisations.permissions import check_may_manage_people
from clearway.site.people.reading import people_in_care
from clearway.site.requests import SignedInRequest, request_id

Answer = TypeVar("Answer")
SETTING_UP = "second_step_to_set_up"
"""In the session, sealed: the secret that the page shows until a code proves that the telephone has it."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: SignedInRequest) -> HttpResponse:
    """Set a second step up, or see the one that there is."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        sealed = request.session.get(SETTING_UP, "")
        if codes := _told(form, lambda: _set_up(request, sealed, form.cleaned_data["code"])):
            return _codes(request, codes, is_new=True)
    return _own(request, form)


@never_cache
@require_POST
def renew(request: SignedInRequest) -> HttpResponse:
    """Make new recovery codes, against a code."""
    form = CodeForm(request.POST)
    if form.is_valid() and services.has_factor(request.user):
        codes = _told(
            form,
            lambda: services.renew_codes(
                person=request.user, typed=form.cleaned_data["code"], address=request.META.get("REMOTE_ADDR")
            ),
        )
        if codes:
            return _codes(request, codes, is_new=False)
    return _own(request, form)


@never_cache
@require_POST
def take_away(request: SignedInRequest) -> HttpResponse:
    """Take one's own second step away, against a code; where the role asks for one, setting one up comes next."""
    form = CodeForm(request.POST)
    if form.is_valid() and services.has_factor(request.user):
        done = _told(form, lambda: _take_away(request, form.cleaned_data["code"]))
        if done:
            messages.success(request, "Your second step was taken away.")
            return HttpResponseRedirect(reverse("accounts:second_step"))
    return _own(request, form)


@never_cache
@require_safe
def everybodys(request: SignedInRequest) -> HttpResponse:
    """Who has a second step, and who is asked for one: for whoever manages people."""
    check_may_manage_people(request.membership)
    table = presenters.everybody(request.membership, timezone.localdate())
    if file := wanted_file(request, table, name="second-steps"):
        return file
    return render(request, "accounts/second_steps.jinja", {"table": table})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: SignedInRequest, number: int) -> HttpResponse:
    """Reset somebody's second step, with a reason."""
    check_may_manage_people(request.membership)
    person = _in_care(request, number)
    form = ResetForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.reset(by=request.membership, person=person, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("reason", f"{refusal.reason} {refusal.mend}")
        else:
            messages.success(request, f"The second step of {person.name} was reset.")
            return HttpResponseRedirect(reverse("accounts:second_steps"))
    context = {"form": form, "person": person}
    return render(request, "accounts/reset_second_step.jinja", context, status=422 if form.errors else 200)


def _in_care(request: SignedInRequest, number: int) -> Person:
    """The person of a number; who is in somebody else's care is not found, and that somebody asked is recorded."""
    person = people_in_care(request.membership).filter(pk=number).first()
    if person is None:
        subject = (Person._meta.label_lower, str(number))
        record_refusal(by=request.membership, subject=subject, screen="second steps", request_id=request_id(request))
        raise Http404
    return person


def _set_up(request: SignedInRequest, sealed: str, code: str) -> list[str]:
    codes = services.set_up(person=request.user, sealed=sealed, code=code, address=request.META.get("REMOTE_ADDR"))
    del request.session[SETTING_UP]
    request.session[PROOF_KEY] = Proof.CODE
    renew_session(request)
    return codes


def _take_away(request: SignedInRequest, code: str) -> bool:
    services.take_away(person=request.user, typed=code, address=request.META.get("REMOTE_ADDR"))
    request.session[PROOF_KEY] = Proof.PASSWORD
    renew_session(request)
    return True


def _told(form: CodeForm, change: Callable[[], Answer]) -> Answer | None:
    """What a change gives back, or nothing when it was refused: then the form says why."""
    try:
        return change()
    except Refused as refusal:
        form.add_error("code", f"{refusal.reason} {refusal.mend}")
        return None


def _own(request: SignedInRequest, form: CodeForm) -> HttpResponse:
    """The page as it stands for this person: set up already, to be set up, or of no use here."""
    person, context = request.user, {"form": form, "next": _wanted(request), "is_missing": is_missing(request)}
    if not has_second_steps() or request.session.get(PROOF_KEY) == Proof.PROVIDER:
        return render(request, "accounts/second_step_not_here.jinja", {"is_demo": not has_second_steps()})
    if services.has_factor(person):
        context["held"] = presenters.held(person)
        return render(request, "accounts/second_step.jinja", context, status=422 if form.errors else 200)
    if SETTING_UP not in request.session:
        request.session[SETTING_UP] = services.sealed_secret(person)
    shared = services.opened(request.session[SETTING_UP], person)
    address = secret.address_of(shared, email=person.email)
    context |= {
        "picture": mark_safe(secret.picture_of(address)),  # noqa: S308 - drawn here, holds no words of anybody
        "key": secret.in_groups(shared),
        "address": address,
    }
    return render(request, "accounts/set_up_second_step.jinja", context, status=422 if form.errors else 200)


def _codes(request: SignedInRequest, codes: list[str], *, is_new: bool) -> HttpResponse:
    context = {"codes": codes, "is_new": is_new, "next": _wanted(request)}
    return render(request, "accounts/recovery_codes.jinja", context)


def _wanted(request: SignedInRequest) -> str:
    """Where the person was going, when that is on this site; else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, None) and wanted.startswith("/") else ""
