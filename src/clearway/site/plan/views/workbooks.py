"""Pages on which a plan leaves as a workbook and comes back: what would change is shown before anything does."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.publications.tables import content_disposition, file_name
from clearway.records.findings import Refused
from clearway.site.downloads import WRITERS
from clearway.site.plan.permissions import can_load, check_may_load, check_may_read
from clearway.site.plan.presenters.differing import difference_table, wrong_table
from clearway.site.plan.reading import newest_first
from clearway.site.plan.services.workbooks import (
    MOST_BYTES,
    load_previewed,
    not_taken,
    preview,
    read_sent,
    template,
    workbook_of,
)  # fmt: skip
from clearway.site.plan.views.framing import plan_row
from clearway.site.requests import SignedInRequest
from clearway.site.retention.services import site_store

A_FORM_WITHOUT_A_FILE = 20_000


@require_safe
def take_out(request: SignedInRequest, number: int) -> HttpResponse:
    """A plan as a workbook."""
    check_may_read(request.membership)
    row = plan_row(number)
    return _file(workbook_of(row, today=timezone.localdate()), f"clearway-plan-{row.code}")


@require_safe
def empty(request: SignedInRequest) -> HttpResponse:
    """A workbook to begin a plan with."""
    check_may_read(request.membership)
    return _file(template(today=timezone.localdate()), "clearway-plan-template")


@require_http_methods(["GET", "HEAD", "POST"])
def workbooks(request: SignedInRequest) -> HttpResponse:
    """Plans to be taken out; a filled-in workbook is looked at, and loaded, here."""
    check_may_read(request.membership)
    if request.method != "POST":
        return _page(request)
    check_may_load(request.membership)
    try:
        if token := request.POST.get("token", ""):
            return _load(request, token)
        return _look(request)
    except Refused as refusal:
        return _page(request, f"{refusal.reason} {refusal.mend}")


def _page(request: SignedInRequest, problem: str = "") -> HttpResponse:
    context = {
        "plans": [(reverse("plan:workbook_of", args=[one.pk]), one.title) for one in newest_first()],
        "may_load": can_load(request.membership),
        "problem": problem,
        "most": f"{MOST_BYTES / 1_000_000:g} MB",
        "way": [],
    }
    return render(request, "plan/workbooks.jinja", context, status=422 if problem else 200)


def _look(request: SignedInRequest) -> HttpResponse:
    sent = request.FILES.get("workbook")
    if sent is None:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > A_FORM_WITHOUT_A_FILE:
            raise not_taken(int(length))
        raise Refused("No file was chosen.", "Choose the workbook that you filled in.", code="FILE_NONE")
    name = sent.name or "workbook.xlsx"
    read = read_sent(by=request.membership, name=name, content=sent.read(), store=site_store())
    if read.plan is None:
        context: dict[str, Any] = {"name": name, "table": wrong_table(name, read.wrong), "count": len(read.wrong)}
        return render(request, "plan/workbook_wrong.jinja", context | _way(), status=422)
    shown = preview(by=request.membership, sent=read)
    context = {
        "name": name,
        "shown": shown,
        "counts": shown.plan.counts(),
        "table": difference_table(shown.plan, shown.differences, f"What {name} would change"),
    }
    return render(request, "plan/workbook_preview.jinja", context | _way())


def _load(request: SignedInRequest, token: str) -> HttpResponse:
    loaded = load_previewed(by=request.membership, token=token, reason=request.POST.get("reason", ""))
    words = f"Loaded: version {loaded.row.version}." if loaded.is_new else "The plan is the same as before."
    messages.success(request, words)
    return HttpResponseRedirect(reverse("plan:plan_of", args=[loaded.row.pk]))


def _way() -> dict[str, Any]:
    return {"way": [(reverse("plan:workbooks"), "Excel workbooks")]}


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=WRITERS["xlsx"][1])
    answer["Content-Disposition"] = content_disposition(file_name(name, extension="xlsx"))
    return answer
