"""The returns by quarter; a new return; beginning to fill one; the example."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearway.planning.spans import Quarter
from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.groups.fields import boxes
from clearway.site.requests import SignedInRequest
from clearway.site.retention.services import site_store
from clearway.site.returns import presenters
from clearway.site.returns.forms import ReturnForm
from clearway.site.returns.models import ReturnDraft, ReturnTemplate, SubmittedReturn
from clearway.site.returns.permissions import can_keep, can_read, check_may_keep, check_may_read_submitted
from clearway.site.returns.services.filling import begin
from clearway.site.returns.services.forms import add_return, load_form, not_taken

A_FORM_WITHOUT_A_FILE = 20_000


@require_safe
def returns(request: SignedInRequest) -> HttpResponse:
    """Every return by quarter: due, being filled, submitted."""
    check_may_read_submitted(request.membership)
    templates = list(ReturnTemplate.objects.all())
    drafts, submitted = list(ReturnDraft.objects.all()), list(SubmittedReturn.objects.defer("content", "cells"))
    held = {Quarter.read(one.quarter) for one in drafts} | {Quarter.read(one.quarter) for one in submitted}
    quarters = sorted({*presenters.quarters_shown(timezone.localdate()), *held}, reverse=True)
    rows = presenters.standings(templates, drafts, submitted, quarters)
    is_reader = not can_read(request.membership)
    table = presenters.standing_table(rows, is_reader=is_reader)
    may_keep = can_keep(request.membership)
    to_begin = [
        (f"{one.template.pk}:{one.quarter}", f"{one.template.title}, {one.quarter}") for one in rows if not one.href
    ]
    context = {
        "table": table,
        "templates": [] if is_reader else templates,
        "to_begin": to_begin if may_keep else [],
        "may_keep": may_keep,
    }
    return wanted_file(request, table, name="clearway-returns") or render(request, "returns/list.jinja", context)


@require_POST
def begin_return(request: SignedInRequest) -> HttpResponse:
    """Begin to fill the return of a quarter: `which` is `12:2025/26 Q2`."""
    check_may_keep(request.membership)
    number, _, quarter = request.POST.get("which", "").partition(":")
    template = ReturnTemplate.objects.filter(pk=number).first() if number.isdigit() and len(number) < 19 else None
    if template is None:
        messages.error(request, "Choose which return you begin.")
        return HttpResponseRedirect(reverse("returns:returns"))
    try:
        made = begin(by=request.membership, template=template, quarter=quarter)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("returns:returns"))
    return HttpResponseRedirect(reverse("returns:draft", args=[made.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A new return: its name, when it is due, and its form."""
    check_may_keep(request.membership)
    form = ReturnForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            name, content = sent_file(request)
            file = load_form(by=request.membership, name=name, content=content, store=site_store())
            made = add_return(by=request.membership, file=file, **form.cleaned_data)
        except Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, "The form is loaded. Now mark its cells.")
            return HttpResponseRedirect(reverse("returns:marks", args=[made.pk]))
    is_wrong = request.method == "POST"
    context: dict[str, Any] = {
        "boxes": list(boxes(form)),
        "problems": {name: wrong[0] for name, wrong in form.errors.items()} if is_wrong else {},
        "problem": problem,
    }
    return render(request, "returns/add.jinja", context, status=422 if is_wrong else 200)


def sent_file(request: SignedInRequest) -> tuple[str, bytes]:
    """The name and bytes of the file that was sent. Raises Refused when there is none."""
    sent = request.FILES.get("file")
    if sent is None:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > A_FORM_WITHOUT_A_FILE:
            raise not_taken(int(length))
        raise Refused("No file was chosen.", "Choose a file first.", code="FORM-NONE")
    return sent.name or "file", sent.read()


def template_row(number: int) -> ReturnTemplate:
    """The return of a number. Raises Http404."""
    found = ReturnTemplate.objects.filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    return found
