"""Sending a file of entries: the template, the file, and what is wrong with it row by row."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.registers.forms import EntriesForm
from clearway.site.registers.known import schema_in_use
from clearway.site.registers.permissions import check_may_add
from clearway.site.registers.presenters.lists import problems_list, template_list
from clearway.site.registers.schema import Schema
from clearway.site.registers.services.files import RowsRefused, TakenIn, take_in
from clearway.site.registers.views.lists import in_words
from clearway.site.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@in_words
def import_file(request: SignedInRequest, register: str) -> HttpResponse:
    """Take in a file: every row, or none."""
    by, today = request.membership, timezone.localdate()
    check_may_add(by)
    schema = schema_in_use(register)
    template = template_list(schema, by.organisation.code, today)
    file = wanted_file(request, template, name=f"clearway-{schema.key}")
    if file:
        return file
    form = EntriesForm(request.POST, request.FILES) if request.method == "POST" else EntriesForm()
    problems: list[tuple[int, str, str]] = []
    if form.is_bound and form.is_valid():
        try:
            taken = _taken(request, schema, form)
        except RowsRefused as refusal:
            form.add_error("upload", f"{refusal.reason} {refusal.mend}")
            problems = [(one.row, one.column, one.words) for one in refusal.problems]
        except Refused as refusal:
            name = "reason" if refusal.code.startswith("WORDS") else "upload"
            form.add_error(name, f"{refusal.reason} {refusal.mend}")
        else:
            messages.success(request, _said(taken))
            return HttpResponseRedirect(reverse("registers:register", args=[register]))
    context = {
        "schema": schema,
        "form": form,
        "template": template,
        "problems": problems_list(schema, problems, today) if problems else None,
    }
    return render(request, "registers/import.jinja", context, status=422 if form.is_bound else 200)


def _taken(request: SignedInRequest, schema: Schema, form: EntriesForm) -> TakenIn:
    upload = form.cleaned_data["upload"]
    return take_in(
        by=request.membership,
        register=schema.key,
        content=upload.read(),
        name=upload.name,
        reason=form.cleaned_data["reason"],
        today=timezone.localdate(),
    )


def _said(taken: TakenIn) -> str:
    words = f"Taken in: {taken.added:,} added, {taken.changed:,} changed, {taken.same:,} as they were."
    if not taken.ignored:
        return words
    return f"{words} Columns that were not read: {', '.join(taken.ignored[:8])}."
