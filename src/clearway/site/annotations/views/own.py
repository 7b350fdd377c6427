"""Measures of the alliance's own: the list, defining one in a form or a file, and its way to publishing."""

from datetime import UTC, datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.measures.catalogue import Measure
from clearway.measures.catalogue.own import LONGEST, definition_text
from clearway.publications.tables import content_disposition
from clearway.records.findings import Refused
from clearway.site.annotations import own
from clearway.site.annotations.definition_form import DefinitionForm
from clearway.site.annotations.forms import DecideForm, FileForm, TextForm
from clearway.site.annotations.models import OwnDefinition, OwnState
from clearway.site.annotations.permissions import can_agree, can_define, can_review, can_withdraw_own, check_may_define
from clearway.site.annotations.points import newest_values
from clearway.site.annotations.presenters.own import lists_of, previewed, said_of
from clearway.site.annotations.services import own_measures as services
from clearway.site.downloads import wanted_file
from clearway.site.folding import FoldingTable
from clearway.site.performance.permissions import check_may_see_figures
from clearway.site.requests import SignedInRequest
from clearway.standards import StandardsError

DONE = {
    "submit": "Handed to the reviewers. Its text is fixed until one of them decides.",
    "agree": "Published: it is in the catalogue now.",
    "return": "Sent back to its authors.",
    "withdraw": "Withdrawn. Its text stays here, with your reason.",
}


@require_safe
def own_list(request: SignedInRequest) -> HttpResponse:
    """Every version of every own measure."""
    check_may_see_figures(request.membership)
    tables = list(lists_of(list(OwnDefinition.objects.all())))
    file = wanted_file(request, *tables, name="clearway-own-measures")
    context = {"tables": tables, "may_define": can_define(request.membership), "problem": own.own_problem()}
    return file or render(request, "annotations/own_list.jinja", context)


@require_http_methods(["GET", "POST"])
def add_by_form(request: SignedInRequest) -> HttpResponse:
    """Define a measure in a form."""
    check_may_define(request.membership)
    form = DefinitionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.save_draft(by=request.membership, text=definition_text(form.content()))
        except StandardsError as wrong:
            form.tell(wrong)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, made)
    return render(request, "annotations/own_form.jinja", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def add_by_file(request: SignedInRequest) -> HttpResponse:
    """Define a measure with a file."""
    check_may_define(request.membership)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                made = services.save_draft(by=request.membership, text=_text_of(form))
            except (StandardsError, Refused) as wrong:
                form.add_error("upload", _words(wrong))
            else:
                return _saved(request, made)
    return render(request, "annotations/own_file.jinja", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def version(request: SignedInRequest, number: str) -> HttpResponse:
    """One version: what it says, what this store gives it, and what may be done with it."""
    check_may_see_figures(request.membership)
    held = _one(number)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action, reason = form.cleaned_data["action"], form.cleaned_data["reason"]
        try:
            _decide(request, held, action, reason)
        except (StandardsError, Refused) as wrong:
            is_of_reason = isinstance(wrong, Refused) and wrong.code.startswith("WORDS")
            form.add_error("reason" if is_of_reason else None, _words(wrong))
            held.refresh_from_db()
        else:
            messages.success(request, DONE[action])
            return HttpResponseRedirect(reverse("annotations:own_version", args=[held.pk]))
    return _version_page(request, held, form)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, number: str) -> HttpResponse:
    """Change the text of a draft."""
    check_may_define(request.membership)
    held = _one(number)
    if held.state != OwnState.DRAFT:
        raise Http404
    form = TextForm(request.POST or None, initial={"text": held.text, "seen": held.saved_at.isoformat()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            services.change_draft(by=request.membership, own=held, text=typed["text"], seen=_moment(typed["seen"]))
        except (StandardsError, Refused) as wrong:
            form.add_error("text", _words(wrong))
        else:
            return _saved(request, held)
    context = {"form": form, "own": held}
    return render(request, "annotations/own_change.jinja", context, status=422 if form.is_bound else 200)


@require_safe
def text(request: SignedInRequest, number: str) -> HttpResponse:
    """The text of a version as a file."""
    check_may_see_figures(request.membership)
    held = _one(number)
    answer = HttpResponse(held.text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = content_disposition(f"{held.measure}.yaml")
    return answer


def _version_page(request: SignedInRequest, held: OwnDefinition, form: DecideForm) -> HttpResponse:
    by, wrong = request.membership, ""
    said: list[tuple[str, str]] = []
    tables: list[FoldingTable] = []
    try:
        measure: Measure = services.checked_definition(held.text)
    except (StandardsError, Refused) as refusal:
        wrong = _words(refusal)
    else:
        said = said_of(measure, own.catalogue().ambitions)
        if can_define(by):
            tables = [previewed(measure, newest_values(measure), snapshot=f"version {held.version}")]
    file = wanted_file(request, *tables, name=f"clearway-preview-{held.measure}")
    context = {
        "own": held,
        "state": OwnState(held.state).label,
        "wrong": wrong,
        "said": said,
        "tables": tables,
        "form": form,
        "may_change": held.state == OwnState.DRAFT and can_define(by),
        "may_agree": can_agree(by, held),
        "may_return": held.state == OwnState.SUBMITTED and can_review(by),
        "may_withdraw": can_withdraw_own(by, held),
        "is_own": by.person.email in held.authors,
    }
    return file or render(request, "annotations/own_version.jinja", context, status=422 if form.is_bound else 200)


def _decide(request: SignedInRequest, held: OwnDefinition, action: str, reason: str) -> None:
    by = request.membership
    if action == "submit":
        services.submit(by=by, own=held)
    elif action == "agree":
        services.agree(by=by, own=held, today=timezone.localdate(), note=reason)
    elif action == "return":
        services.send_back(by=by, own=held, reason=reason)
    else:
        services.withdraw_own(by=by, own=held, reason=reason)


def _saved(request: SignedInRequest, held: OwnDefinition) -> HttpResponse:
    messages.success(request, f"Saved as a draft: {held}. Look at what it gives, then hand it to the reviewers.")
    return HttpResponseRedirect(reverse("annotations:own_version", args=[held.pk]))


def _text_of(form: forms.Form) -> str:
    """The text of an uploaded file. Refused when it is too large or no text."""
    sent = form.cleaned_data["upload"]
    if sent.size > 4 * LONGEST:
        words = f"The file has {sent.size:,} bytes; a definition has a few thousand."
        raise Refused(words, "Choose the file of one definition.", code="OWN-TOO-LARGE")
    try:
        return str(sent.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused(
            "The file is no text in UTF-8.", "Save it as UTF-8 in your editor and send it again.", code="OWN-NO-TEXT"
        ) from error


def _words(wrong: StandardsError | Refused) -> str:
    if isinstance(wrong, Refused):
        return str(wrong)
    return f"{wrong.key}: {wrong.wrong}. {wrong.mend}"


def _moment(text: str) -> datetime:
    """The moment that a form carries; one that cannot be told is before every other."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _one(number: str) -> OwnDefinition:
    found = OwnDefinition.objects.filter(pk=int(number)).first()
    if found is None:
        raise Http404
    return found
