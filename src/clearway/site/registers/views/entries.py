"""One entry: read, add, change, confirm, withdraw, bring back."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.attachments.presenters import documents_of
from clearway.site.discussion.presenters import discussion_of
from clearway.site.registers.choices import organisation_name, owner_options
from clearway.site.registers.forms import ActForm, Typed, nothing_typed, typed, typed_of
from clearway.site.registers.hosts import host_of_entry
from clearway.site.registers.known import schema_in_use
from clearway.site.registers.models import Entry, Revision
from clearway.site.registers.permissions import can_change, check_may_add, check_may_change
from clearway.site.registers.presenters import entries as shown
from clearway.site.registers.presenters.files import mark
from clearway.site.registers.presenters.words import tag_of
from clearway.site.registers.reading import note_refusal
from clearway.site.registers.schema import Schema
from clearway.site.registers.services import entries as services
from clearway.site.registers.views.lists import in_words
from clearway.site.requests import SignedInRequest, request_id

DONE = {
    "confirm": "Confirmed: it is due again by {day}.",
    "withdraw": "Withdrawn. It stays here, with your reason.",
    "bring back": "Brought back. Look at it, and change or confirm it.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@in_words
def entry(request: SignedInRequest, register: str, number: int) -> HttpResponse:
    """One entry with its history; who keeps it confirms or withdraws it here."""
    schema = schema_in_use(register)
    held = _one(request, register, number)
    form = ActForm(request.POST or None)
    status, said = 200, ""
    if request.method == "POST":
        check_may_change(request.membership, held)
        said = _acted(request, held, form) if form.is_valid() else "Choose what is to be done, and say why"
        if not said:
            return HttpResponseRedirect(reverse("registers:entry", args=[register, number]))
        status = 422
        held.refresh_from_db()
    today, by = timezone.localdate(), request.membership
    host = host_of_entry(held, by)
    revisions = list(Revision.objects.for_membership(by).filter(entry=held))
    context = {
        "schema": schema,
        "entry": held,
        "facts": shown.facts(schema, held, shown.linked(schema, held, by)),
        "history": shown.history(schema, revisions),
        "tag": tag_of(held, today),
        "review": shown.review_words(held, today),
        "owner": organisation_name(held.organisation_code),
        "may_change": can_change(by, held),
        "mark": mark(),
        "discussion": discussion_of(host, by),
        "documents": documents_of(host, by),
        "problem": said,
        "action": request.POST.get("action", ""),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "registers/entry.jinja", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@in_words
def add(request: SignedInRequest, register: str) -> HttpResponse:
    """Add an entry."""
    by = request.membership
    check_may_add(by)
    schema = schema_in_use(register)
    if request.method != "POST":
        return _form(request, schema, nothing_typed(by.organisation.code, schema.owner_role), None)
    given = typed(schema, request.POST)
    try:
        if given.problems:
            raise services.Invalid(given.problems)
        made = services.add_entry(by=by, register=register, draft=given.draft(), today=timezone.localdate())
    except Refused as refusal:
        return _form(request, schema, given, None, refusal)
    messages.success(request, f"Added: {made.title}.")
    return HttpResponseRedirect(reverse("registers:entry", args=[register, made.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@in_words
def change(request: SignedInRequest, register: str, number: int) -> HttpResponse:
    """Change an entry, with a reason."""
    schema = schema_in_use(register)
    held = _one(request, register, number)
    check_may_change(request.membership, held)
    if request.method != "POST":
        return _form(request, schema, typed_of(held), held)
    given = typed(schema, request.POST)
    try:
        if given.problems:
            raise services.Invalid(given.problems)
        services.change_entry(
            by=request.membership,
            entry=held,
            draft=given.draft(),
            seen=given.seen,
            reason=given.reason,
            today=timezone.localdate(),
        )
    except Refused as refusal:
        return _form(request, schema, given, held, refusal)
    messages.success(request, "Changed. The version before is in its history.")
    return HttpResponseRedirect(reverse("registers:entry", args=[register, number]))


def _acted(request: SignedInRequest, held: Entry, form: ActForm) -> str:
    """Do what was asked; why it could not be done, or nothing."""
    by, today = request.membership, timezone.localdate()
    action, seen, reason = (form.cleaned_data[name] for name in ("action", "version", "reason"))
    try:
        if action == "confirm":
            done = services.confirm_entry(by=by, entry=held, seen=seen, today=today, note=reason)
        elif action == "withdraw":
            done = services.withdraw_entry(by=by, entry=held, seen=seen, reason=reason)
        else:
            done = services.bring_back(by=by, entry=held, seen=seen, reason=reason)
    except Refused as refusal:
        return f"{refusal.reason} {refusal.mend}"
    messages.success(request, DONE[action].format(day=words.day(done.review_by)))
    return ""


def _form(
    request: SignedInRequest, schema: Schema, given: Typed, held: Entry | None, refusal: Refused | None = None
) -> HttpResponse:
    """The form of a type with what was typed, and what is wrong beside each field and above."""
    general = ""
    if isinstance(refusal, services.Invalid):
        given.problems = refusal.problems
    elif refusal is not None and refusal.code.startswith("WORDS"):
        given.problems = {"reason": "Enter why, in a sentence" if not given.reason.strip() else str(refusal)}
    elif refusal is not None:
        general = f"{refusal.reason} {refusal.mend}"
    by = request.membership
    review_by = given.parts.get("review_by", ["", "", ""])
    if held and not refusal:
        review_by = ["", "", ""]
    context = {
        "schema": schema,
        "entry": held,
        "boxes": shown.boxes(schema, given, by),
        "owner": shown.owner_box(given, owner_options(by)),
        "owner_role": given.owner_role,
        "review_by": review_by,
        "reason": given.reason,
        "seen": given.seen,
        "problems": given.problems,
        "general": general,
    }
    return render(request, "registers/form.jinja", context, status=422 if refusal else 200)


def _one(request: SignedInRequest, register: str, number: int) -> Entry:
    """The entry of a number; another organisation's is not found, and that somebody asked is recorded."""
    number = min(number, 2**63 - 1)
    found = Entry.objects.for_membership(request.membership).filter(register=register, pk=number).first()
    if found is None:
        note_refusal(by=request.membership, register=register, number=number, request_id=request_id(request))
        raise Http404
    return found
