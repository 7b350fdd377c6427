"""Files that name people on screen: asking, agreeing, taking; and what was taken and looked at today."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearway.publications.tables import content_disposition, file_name
from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.downloads import WRITERS, wanted_file
from clearway.site.exports import limits, named_breaches, reading, services
from clearway.site.exports.answering import of_exports
from clearway.site.exports.forms import AllowForm, AskForm, DecideForm, TakeForm
from clearway.site.exports.models import Export
from clearway.site.exports.permissions import can_allow, can_decide, can_oversee, check_may_allow, check_may_decide
from clearway.site.exports.policies import policy_today
from clearway.site.exports.presenters import limit_lines, lines_of, listed, use_list
from clearway.site.exports.watermark import name_with
from clearway.site.requests import SignedInRequest, request_id
from clearway.site.tracking.asked import read
from clearway.standards.exports import flow_of

LONGEST_NUMBER = 18


@require_safe
@of_exports
def exports(request: SignedInRequest) -> HttpResponse:
    """Which files that name people were asked for and taken: everybody's for overseers, one's own for others."""
    by, policy = request.membership, policy_today()
    found, older = reading.page_of_exports(by, _number(request.GET.get("before", "")))
    is_overseer = can_oversee(by)
    title = "Files that name people" if is_overseer else "Files that name people, taken by you"
    tables = [listed(found, policy, key="exports", title=title, empty="No such file was asked for yet.")]
    if waiting := reading.waiting_for(by):
        tables.insert(0, listed(waiting, policy, key="waiting", title="Wait for you to agree", empty=""))
    file = wanted_file(request, *tables, name="clearway-exports")
    context = {"tables": tables, "older": older, "is_overseer": is_overseer, "policy": policy}
    return file or render(request, "exports/exports.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_exports
def breaches(request: SignedInRequest) -> HttpResponse:
    """Ask for a list of breaches with each pathway named as in the trust's register."""
    by = request.membership
    found = named_breaches.found_for(by=by, asked=read(request.GET), request_id=request_id(request))
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wish = named_breaches.wish_for(by, found, purpose=said["purpose"], reason=said["reason"])
        try:
            made = services.ask(by=by, wish=wish)
        except Refused as refusal:
            form.add_error("purpose" if refusal.code == "PURPOSE-MISSING" else "reason", str(refusal))
        else:
            return HttpResponseRedirect(reverse("exports:export", args=[made.pk]))
    policy = policy_today()
    kind = policy.kinds[named_breaches.KIND]
    wish = named_breaches.wish_for(by, found, purpose="", reason="")
    context = {
        "form": form,
        "about": wish.about,
        "count": found.found.found,
        "kind": kind,
        "policy": policy,
        "purposes": [_purpose(one) for one in kind.purposes],
        "back": reverse("tracking:breaches") + found.asked.query(),
        "action": reverse("exports:breaches") + found.asked.query(),
    }
    return render(request, "exports/breaches.jinja", context, status=422 if form.is_bound else 200)


@require_safe
@of_exports
def export(request: SignedInRequest, number: int) -> HttpResponse:
    """One export: what is in it, what for, who agreed; decided on or taken here."""
    return _page(request, _one(request, number))


@require_POST
@of_exports
def decide(request: SignedInRequest, number: int) -> HttpResponse:
    """Agree to an export that waits, or decline it."""
    found = _one(request, number)
    check_may_decide(request.membership, found)
    form = DecideForm(request.POST)
    if form.is_valid():
        agrees = form.cleaned_data["decision"] == "agree"
        try:
            services.decide(by=request.membership, export=found, agrees=agrees, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, f"{'Agreed' if agrees else 'Declined'}. {found.person.name} has been told.")
            return HttpResponseRedirect(reverse("exports:export", args=[number]))
    return _page(request, found, decide_form=form)


@require_POST
@of_exports
def take(request: SignedInRequest, number: int) -> HttpResponse:
    """Take a list of breaches with names, as a file; once."""
    by, found = request.membership, _one(request, number)
    form = TakeForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["listed"]
        try:
            made = _made(request, found, sent.read() if sent else None)
        except limits.LimitReached:
            raise
        except Refused as refusal:
            form.add_error("listed" if refusal.code == "OPT-OUT-LIST" else None, str(refusal))
        else:
            write, content_type = WRITERS[form.cleaned_data["format"]]
            answer = HttpResponse(write(made.table), content_type=content_type)
            name = name_with(f"clearway-breaches-{by.organisation.code}", made.export)
            answer["Content-Disposition"] = content_disposition(
                file_name(name, "named", extension=form.cleaned_data["format"])
            )
            return answer
    return _page(request, found, take_form=form)


@require_safe
@of_exports
def use(request: SignedInRequest) -> HttpResponse:
    """What people took and looked at today, beside the daily limits; one's own without the permission."""
    by, policy = request.membership, policy_today()
    table = use_list(reading.uses_today(by), policy, by)
    context = {
        "table": table,
        "limits": limit_lines(policy),
        "policy": policy,
        "today": timezone.localdate(),
        "is_overseer": can_oversee(by),
    }
    return wanted_file(request, table, name="clearway-use") or render(request, "exports/use.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_exports
def allow(request: SignedInRequest, number: int) -> HttpResponse:
    """Let somebody have the daily limits once more today, with a reason."""
    by = request.membership
    found = reading.one_use(by=by, number=number, request_id=request_id(request))
    check_may_allow(by, found)
    form = AllowForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            limits.allow_more(by=by, use=found, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, f"{found.person.name} may have the daily limits once more today.")
            return HttpResponseRedirect(reverse("exports:use"))
    policy = policy_today()
    lines = [
        (said, f"{words.count(getattr(found, what))} of {words.count(policy.limits[what].a_day * found.allowed)}")
        for what, said in limits.COUNTED.items()
    ]
    context = {"form": form, "use": found, "lines": lines, "may_allow": can_allow(by, found)}
    return render(request, "exports/allow.jinja", context, status=422 if form.is_bound else 200)


def _made(request: SignedInRequest, found: Export, sent: bytes | None) -> named_breaches.NamedFile:
    if found.kind != named_breaches.KIND:
        raise PermissionDenied("This file is taken where it was asked for.")
    return named_breaches.named_file(by=request.membership, export=found, listed=sent, request_id=request_id(request))


def _page(request: SignedInRequest, found: Export, **forms: Any) -> HttpResponse:
    """The page of an export with its forms; one that was filled in wrongly makes it a 422."""
    by, policy = request.membership, policy_today()
    is_own = found.person_id == by.person_id and found.organisation_code == by.organisation.code
    context = {
        "export": found,
        "lines": lines_of(found, policy),
        "may_decide": found.state == "waiting" and can_decide(by, found),
        "may_take": found.state == "approved" and is_own and found.kind == named_breaches.KIND,
        "is_own": is_own,
        "policy": policy,
        "decide_form": DecideForm(),
        "take_form": TakeForm(),
        **forms,
    }
    return render(request, "exports/export.jinja", context, status=422 if forms else 200)


def _one(request: SignedInRequest, number: int) -> Export:
    return reading.one_export(by=request.membership, number=number, request_id=request_id(request))


def _purpose(purpose: str) -> dict[str, str]:
    """A purpose for the form: what it is, and what was decided of the opt-out."""
    flow, policy = flow_of(purpose), policy_today()
    asked = "You will be asked for the list of the national service. " if policy.asks_opt_out(flow) else ""
    second = policy.asks_second_person(named_breaches.KIND, flow, is_own=False)
    waits = "Somebody else has to agree first. " if second else ""
    opt_out = f"National data opt-out: {flow.opt_out} ({flow.opt_out_because.standing})."
    return {"value": purpose, "text": flow.purpose, "hint": f"{waits}{asked}{opt_out}"}


def _number(said: str) -> int | None:
    """The number a page begins before; none when it is none."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= LONGEST_NUMBER else None
