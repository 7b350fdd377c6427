"""Filling a return: its cells and answers, the file, submitting it; a submitted one and its correction."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearway.publications.tables import content_disposition, file_name
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.downloads import WRITERS, wanted_file
from clearway.site.groups.fields import boxes
from clearway.site.requests import SignedInRequest
from clearway.site.retention.services import site_store
from clearway.site.returns import answers as answering
from clearway.site.returns import presenters
from clearway.site.returns.forms import AnswersForm, SubmitForm
from clearway.site.returns.models import ReturnDraft, SubmittedReturn
from clearway.site.returns.permissions import (
    can_keep,
    can_submit,
    check_may_keep,
    check_may_read,
    check_may_read_submitted,
    check_may_submit,
)
from clearway.site.returns.services.filling import (
    Filled,
    answer,
    before,
    begin,
    cells_of,
    content_of,
    file_of,
    filled,
    submit,
)

XLSX = WRITERS["xlsx"][1]


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: SignedInRequest, number: int) -> HttpResponse:
    """A return being filled: its questions, and every cell as it would be now."""
    check_may_read(request.membership)
    row = _draft(number)
    held = filled(row)
    questions = held.marking.marking.questions
    form = AnswersForm(request.POST or None, questions, answering.read(row.answers))
    problem = ""
    if request.method == "POST":
        check_may_keep(request.membership)
        problem = _answered(request, row, form)
        if not problem:
            messages.success(request, "What you typed is kept.")
            return HttpResponseRedirect(reverse("returns:draft", args=[row.pk]))
    table, rows = _cells(row, held), presenters.block_tables(held.filling.cells, held.facts.snapshot)
    context = _shown(request, row, held) | {
        "table": table,
        "rows": rows,
        "boxes": list(boxes(form)),
        "problem": problem,
    }
    file = None if problem else wanted_file(request, table, *rows, name="clearway-return")
    return file or render(request, "returns/draft.jinja", context, status=422 if problem else 200)


def _answered(request: SignedInRequest, row: ReturnDraft, form: AnswersForm) -> str:
    if not form.is_valid():
        return " ".join(f"{form.fields[name].label}: {wrong[0]}" for name, wrong in form.errors.items())
    try:
        answer(by=request.membership, draft=row, answers=form.answers(), seen=_seen(request))
    except Refused as refusal:
        return str(refusal)
    return ""


def _seen(request: SignedInRequest) -> datetime:
    try:
        return datetime.fromisoformat(request.POST.get("seen", ""))
    except ValueError as wrong:
        raise Refused("The page was not sent whole.", "Open it again.", code="RETURN-PAGE") from wrong


def _shown(request: SignedInRequest, row: ReturnDraft, held: Filled) -> dict[str, Any]:
    return {
        "draft": row,
        "template": row.template,
        "due": presenters.due_on(row.template, row.of),
        "held": held,
        "seen": row.changed_at.isoformat(),
        "has_marks": bool(held.marking.marking.cells or held.marking.marking.blocks),
        "may_keep": can_keep(request.membership),
        "may_submit": can_submit(request.membership),
    }


def _cells(row: ReturnDraft, held: Filled) -> Any:
    last = before(row.template, row.quarter)
    earlier, values = (last.quarter, cells_of(last)) if last else ("", {})
    form = held.marking.file.form
    return presenters.filling_table(held.filling.cells, values, form, earlier, held.facts.snapshot)


@require_safe
def draft_file(request: SignedInRequest, number: int) -> HttpResponse:
    """The form as it would be filled now. Nothing is locked by taking it."""
    check_may_read(request.membership)
    row = _draft(number)
    try:
        content = file_of(filled(row), site_store())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("returns:draft", args=[row.pk]))
    return _file(content, "draft", row.template.title, row.quarter)


@require_http_methods(["GET", "HEAD", "POST"])
def submit_return(request: SignedInRequest, number: int) -> HttpResponse:
    """The last look before a return is submitted; what is lacking is named, and asks for a reason."""
    check_may_submit(request.membership)
    row = _draft(number)
    held = filled(row)
    form = SubmitForm(request.POST or None, initial={"seen": row.changed_at.isoformat()})
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = submit(
                by=request.membership,
                draft=row,
                store=site_store(),
                seen=_seen(request),
                empty_because=form.cleaned_data["empty_because"],
            )
        except Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, "Submitted and locked. Take the file and send it.")
            return HttpResponseRedirect(reverse("returns:submitted", args=[made.pk]))
    context = _shown(request, row, held) | {
        "boxes": [one for one in boxes(form) if one.id == "empty_because"],
        "problem": problem,
        "lacks": bool(held.filling.unfilled or held.filling.too_many),
    }
    return render(request, "returns/submit.jinja", context, status=422 if request.method == "POST" else 200)


@require_safe
def submitted(request: SignedInRequest, number: int) -> HttpResponse:
    """A return as it was submitted: who, when, from what; its cells beside those of the quarter before."""
    check_may_read_submitted(request.membership)
    row = _submitted(number)
    last = before(row.template, row.quarter)
    meant = presenters.cells_as_meant(row)
    values = cells_of(last) if last else {}
    form, earlier = row.marking.file.form, last.quarter if last else ""
    table = presenters.filling_table(meant, values, form, earlier, row.snapshot)
    rows = presenters.block_tables(meant, row.snapshot)
    others = row.template.submitted.filter(quarter=row.quarter).exclude(pk=row.pk).defer("content", "cells")
    context = {
        "row": row,
        "template": row.template,
        "facts": presenters.submitted_facts(row),
        "table": table,
        "rows": rows,
        "others": list(others),
        "is_newest": not any(one.number > row.number for one in others),
        "may_keep": can_keep(request.membership),
    }
    file = wanted_file(request, table, *rows, name="clearway-return")
    return file or render(request, "returns/submitted.jinja", context)


@require_safe
def submitted_file(request: SignedInRequest, number: int) -> HttpResponse:
    """The file of a submitted return, byte for byte; that it was taken is noted."""
    check_may_read_submitted(request.membership)
    row = _submitted(number)
    content = content_of(row)
    audit.note(event="submitted return taken", by=request.membership, subject=row, after={"sha256": row.sha256})
    return _file(content, f"v{row.number}", row.template.title, row.quarter)


@require_POST
def correct(request: SignedInRequest, number: int) -> HttpResponse:
    """Begin a correction of a submitted return: the next version, beside it."""
    check_may_keep(request.membership)
    row = _submitted(number)
    try:
        made = begin(
            by=request.membership, template=row.template, quarter=row.quarter, reason=request.POST.get("reason", "")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("returns:submitted", args=[row.pk]))
    return HttpResponseRedirect(reverse("returns:draft", args=[made.pk]))


def _file(content: bytes, *names: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition(file_name("return", *names, extension="xlsx"))
    return response


def _draft(number: int) -> ReturnDraft:
    found = ReturnDraft.objects.select_related("template").filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    return found


def _submitted(number: int) -> SubmittedReturn:
    rows = SubmittedReturn.objects.select_related("template", "marking__file").defer("marking__file__content")
    found = rows.filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    return found
