"""The list of publications, one of them, having one made, and each step until it is out."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearway.publications.releases.opening import CONTENT_TYPES, kind_of
from clearway.publications.tables import content_disposition
from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.groups.fields import boxes
from clearway.site.performance import figures
from clearway.site.publishing import reading
from clearway.site.publishing.forms import MakeForm, ReasonForm, TextForm
from clearway.site.publishing.kinds import KINDS, title_of
from clearway.site.publishing.models import UNFINISHED, Release, ReleaseState
from clearway.site.publishing.permissions import (
    can_approve,
    can_make,
    can_publish,
    can_see_drafts,
    check_may_approve,
    check_may_make,
    check_may_publish,
)
from clearway.site.publishing.presenters import release as presenter
from clearway.site.publishing.public.areas import public_areas
from clearway.site.publishing.public.page import put_together, waits_once
from clearway.site.publishing.services import deciding, making
from clearway.site.publishing.views.framing import done, for_readers, one_of
from clearway.site.requests import SignedInRequest

LONGEST_NUMBER = 18
STANDARD_OF_MONTHS = "62"


@require_safe
@for_readers
def releases(request: SignedInRequest) -> HttpResponse:
    """Every publication that the reader sees, newest first; what waits for the reader stands above."""
    by, today = request.membership, timezone.localdate()
    before = request.GET.get("before", "")
    found, older = reading.page_of(by, int(before) if before.isdecimal() and len(before) <= LONGEST_NUMBER else 0)
    waiting = [one for one in found if one.state == ReleaseState.ASKED and can_approve(by, one)]
    title = "Publications" if can_see_drafts(by) else "Published"
    tables = [presenter.listed(found, today, key="publications", title=title)]
    if waiting:
        tables.insert(0, presenter.listed(waiting, today, key="waiting", title="Wait for you to approve"))
    file = wanted_file(request, *tables, name="clearway-publications")
    context = {
        "tables": tables,
        "older": older,
        "kinds": [one for one in KINDS.values() if can_make(by) and by.may(one.permission)],
    }
    return file or render(request, "publishing/releases.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: SignedInRequest, kind: str) -> HttpResponse:
    """Ask for a new publication of one kind."""
    check_may_make(request.membership)
    chosen = KINDS.get(kind)
    if chosen is None:
        raise Http404
    form = MakeForm(request.POST if request.method == "POST" else None, kind=chosen, months=_months())
    if request.method == "POST" and form.is_valid():
        try:
            made = making.begin(by=request.membership, kind=kind, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is being made. You can leave this page; you are told when it is done.")
            return HttpResponseRedirect(reverse("publishing:release", args=[made.pk]))
    context = {"kind": chosen, **_typed(form), "title": f"Make: {chosen.title.lower()}", "intro": chosen.about}
    context |= {"button_words": "Make it", "back": None, "is_warning": False}
    return render(request, "publishing/form.jinja", context, status=422 if form.is_bound else 200)


@require_safe
@for_readers
def release(request: SignedInRequest, number: int) -> HttpResponse:
    """One publication: what it is, its checks, its files, and what can be done with it now."""
    found, by = one_of(request, number), request.membership
    context = {
        "release": found,
        "kind": title_of(found.kind),
        "whom": presenter.audience_words(found),
        "colour": presenter.COLOURS[ReleaseState(found.state)],
        "checks": presenter.checks_of(found) if can_see_drafts(by) else [],
        "files": presenter.files_shown(found, reading.files_of(found)),
        "reading": found.shown.get("reading", ""),
        "preview": reverse("publishing:preview", args=[found.pk]) if "planned" in found.shown else "",
        "steps": list(presenter.steps(found)),
        "work": reading.work_on(found) if found.state in UNFINISHED else None,
        "moved_on": deciding.moved_on(found),
        "has_failed": any(one["outcome"] == "failed" for one in found.checks),
        "may_make": can_make(by) and found.state in UNFINISHED,
        "may_write": can_make(by) and found.state == ReleaseState.CHECKED and bool(found.text),
        "may_ask": can_make(by) and found.state == ReleaseState.CHECKED,
        "may_approve": found.state == ReleaseState.ASKED and can_approve(by, found),
        "waits_for_another": found.state == ReleaseState.ASKED and not can_approve(by, found),
        "may_send_back": found.state in (ReleaseState.ASKED, ReleaseState.APPROVED) and can_approve(by, found),
        "may_publish": found.state == ReleaseState.APPROVED and can_publish(by),
        "may_withdraw": found.state in (ReleaseState.PUBLISHED, ReleaseState.SUPERSEDED) and can_publish(by),
    }
    return render(request, "publishing/release.jinja", context)


@require_safe
@for_readers
def file(request: SignedInRequest, number: int, position: int) -> HttpResponse:
    """One file of a publication, as it was made."""
    found = one_of(request, number)
    wanted = next((one for one in reading.files_of(found) if one.position == position), None)
    if wanted is None:
        raise Http404
    response = HttpResponse(bytes(wanted.content), content_type=CONTENT_TYPES[kind_of(wanted.name)])
    response["Content-Disposition"] = content_disposition(wanted.name)
    return response


@require_safe
@for_readers
def preview(request: SignedInRequest, number: int) -> HttpResponse:
    """The page of the whole alliance with what a release holds, as everybody would see it."""
    found, held = one_of(request, number), next(iter(public_areas()), None)
    if "planned" not in found.shown or held is None:
        raise Http404
    page = put_together(held, waits_once(held), found.shown, str(found.shown.get("source", "")))
    return render(request, "publishing/preview.jinja", {"area": held, "page": page, "release": found})


@require_POST
@for_readers
def again(request: SignedInRequest, number: int) -> HttpResponse:
    """Have a draft made again from the figures of now."""
    found = one_of(request, number)
    return done(
        request, found, lambda: making.make_again(by=request.membership, release=found), "It is being made again."
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def text(request: SignedInRequest, number: int) -> HttpResponse:
    """Change the words of a draft: it is made again with them."""
    check_may_make(request.membership)
    found = one_of(request, number)
    if found.state != ReleaseState.CHECKED or not found.text:
        raise Http404
    form = TextForm(request.POST if request.method == "POST" else None, text=found.text)
    if request.method == "POST" and form.is_valid():
        try:
            making.make_again(by=request.membership, release=found, text=form.text())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is being made again with your words.")
            return HttpResponseRedirect(reverse("publishing:release", args=[found.pk]))
    intro = "Empty a box to leave its paragraph out. It is made again with your words, and checked again."
    return _form(request, found, form, title="Change the words", button="Save and make it again", intro=intro)


@require_POST
@for_readers
def ask(request: SignedInRequest, number: int) -> HttpResponse:
    """Ask a second person to approve."""
    found = one_of(request, number)
    return done(
        request,
        found,
        lambda: deciding.ask_for_approval(by=request.membership, release=found),
        "Asked. Those who may approve were told.",
    )


@require_POST
@for_readers
def approve(request: SignedInRequest, number: int) -> HttpResponse:
    """Approve what was looked at."""
    found = one_of(request, number)
    seen = request.POST.get("round", "")
    seen_round = int(seen) if seen.isdecimal() and len(seen) <= LONGEST_NUMBER else 0
    return done(
        request,
        found,
        lambda: deciding.approve(by=request.membership, release=found, seen_round=seen_round),
        "Approved. It can be published now.",
    )


@require_POST
@for_readers
def publish(request: SignedInRequest, number: int) -> HttpResponse:
    """Publish what was approved."""
    found = one_of(request, number)
    return done(request, found, lambda: deciding.publish(by=request.membership, release=found), "Published.")


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def send_back(request: SignedInRequest, number: int) -> HttpResponse:
    """Send a publication back to its maker, with the reason."""
    found = one_of(request, number)
    check_may_approve(request.membership, found)
    return _with_reason(request, found, deciding.send_back, title="Send it back", said="Sent back, and its maker told.")


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def withdraw(request: SignedInRequest, number: int) -> HttpResponse:
    """Withdraw what is out, with the reason."""
    found = one_of(request, number)
    check_may_publish(request.membership)
    return _with_reason(request, found, deciding.withdraw, title="Withdraw it", said="Withdrawn.", is_warning=True)


def _with_reason(
    request: SignedInRequest,
    found: Release,
    do: deciding.WithReason,
    *,
    title: str,
    said: str,
    is_warning: bool = False,
) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            do(by=request.membership, release=found, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("publishing:release", args=[found.pk]))
    return _form(request, found, form, title=title, button=title, is_warning=is_warning)


def _form(
    request: SignedInRequest,
    found: Release,
    form: "ReasonForm | TextForm",
    *,
    title: str,
    button: str,
    intro: str = "",
    is_warning: bool = False,
) -> HttpResponse:
    context = {**_typed(form), "title": title, "intro": intro, "button_words": button, "back": found}
    context |= {"is_warning": is_warning}
    return render(request, "publishing/form.jinja", context, status=422 if form.is_bound else 200)


def _typed(form: "MakeForm | ReasonForm | TextForm") -> dict[str, object]:
    return {
        "boxes": list(boxes(form)),
        "problems": {name: found[0] for name, found in form.errors.items() if name != "__all__"},
        "general": " ".join(str(one) for one in form.non_field_errors()),
    }


def _months() -> list[str]:
    """The months whose published figures are held, newest first; none where no figure is."""
    try:
        return list(reversed(figures.months_held("published", STANDARD_OF_MONTHS)))
    except Refused:
        return []
