"""Pages of strategy documents: reading one, its proposals, and answering them one after another."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.plan.models import Deliverable
from clearway.site.requests import SignedInRequest
from clearway.site.retention.services import site_store
from clearway.site.strategies import presenters
from clearway.site.strategies.models import ProposedCommitment, ReadDocument
from clearway.site.strategies.permissions import can_answer, check_may_answer, check_may_read
from clearway.site.strategies.services import MOST_BYTES, confirm, not_taken, read_document, reject

A_FORM_WITHOUT_A_FILE = 20_000
UNANSWERED = Q(proposals__answer="")


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: SignedInRequest) -> HttpResponse:
    """The documents that were read; another is read here."""
    check_may_read(request.membership)
    problem = ""
    if request.method == "POST":
        check_may_answer(request.membership)
        try:
            made = _read(request)
        except Refused as refusal:
            problem = f"{refusal.reason} {refusal.mend}"
        else:
            messages.success(request, f"Read: {made.name}. Hold each proposal against its sentence.")
            return HttpResponseRedirect(reverse("strategies:document", args=[made.pk]))
    rows = list(ReadDocument.objects.annotate(waiting=Count("proposals", filter=UNANSWERED)))
    table = presenters.document_table(rows, {one.pk: one.waiting for one in rows})
    context = {
        "table": table,
        "may_answer": can_answer(request.membership),
        "problem": problem,
        "most": f"{MOST_BYTES / 1_000_000:g} MB",
    }
    file = None if problem else wanted_file(request, table, name="clearway-strategies")
    return file or render(request, "strategies/documents.jinja", context, status=422 if problem else 200)


@require_safe
def document(request: SignedInRequest, number: int) -> HttpResponse:
    """One document with its proposals."""
    check_may_read(request.membership)
    found = _document(number)
    rows = list(found.proposals.all())
    table = presenters.proposal_table(found, rows)
    waiting = [one for one in rows if not one.answer]
    context = {
        "document": found,
        "table": table,
        "waiting": len(waiting),
        "count": len(rows),
        "first": _href(waiting[0]) if waiting and can_answer(request.membership) else "",
    }
    file = wanted_file(request, table, name=f"clearway-proposals-{found.pk}")
    return file or render(request, "strategies/document.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: SignedInRequest, number: int) -> HttpResponse:
    """One proposal beside its sentence; it is confirmed, changed or rejected here."""
    check_may_read(request.membership)
    rows = ProposedCommitment.objects.select_related("document", "activity")
    one = rows.filter(pk=number).first() if number < 2**63 else None
    if one is None:
        raise Http404
    given = {"wording": one.wording or one.action, "deliverable": request.session.get("strategy_deliverable", "")}
    problem: tuple[str, str] | None = None
    if request.method == "POST":
        check_may_answer(request.membership)
        given = {name: request.POST.get(name, "") for name in given}
        try:
            _answered(request, one, given)
        except Refused as refusal:
            field = "deliverable" if refusal.code == "DELIVERABLE-NONE" else "wording"
            problem = (field, f"{refusal.reason} {refusal.mend}")
        else:
            return HttpResponseRedirect(_next(request, one))
    return render(
        request, "strategies/proposal.jinja", _shown(request, one, given, problem), status=422 if problem else 200
    )


def _shown(
    request: SignedInRequest, one: ProposedCommitment, given: dict[str, str], problem: tuple[str, str] | None
) -> dict[str, Any]:
    rows = Deliverable.objects.filter(is_withdrawn=False).order_by("-plan__brought_at", "position", "pk")
    count = one.document.proposals.count()
    return {
        "document": one.document,
        "proposal": one,
        "facts": presenters.facts(one),
        "count": count,
        "answer": presenters.ANSWERS[one.answer],
        "may_answer": can_answer(request.membership) and not one.answer,
        "options": presenters.choices(rows, given["deliverable"]),
        "has_deliverables": rows.exists(),
        "given": given,
        "problem": problem,
        "before": _href(one.document.proposals.filter(number__lt=one.number).last()),
        "after": _href(one.document.proposals.filter(number__gt=one.number).first()),
        "longest": 2_000,
    }


def _read(request: SignedInRequest) -> ReadDocument:
    sent = request.FILES.get("document")
    if sent is None:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > A_FORM_WITHOUT_A_FILE:
            raise not_taken(int(length))
        raise Refused("No file was chosen.", "Choose a Word file, a PDF or a text file.", code="DOCUMENT-NONE")
    return read_document(by=request.membership, name=sent.name or "file", content=sent.read(), store=site_store())


def _answered(request: SignedInRequest, one: ProposedCommitment, given: dict[str, str]) -> None:
    if request.POST.get("answer") == "reject":
        reject(by=request.membership, proposal=one)
        return
    chosen = given["deliverable"]
    rows = Deliverable.objects.filter(is_withdrawn=False)
    found = rows.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 16 else None
    if found is None:
        raise Refused("No deliverable was chosen.", "Choose where the draft belongs.", code="DELIVERABLE-NONE")
    confirm(by=request.membership, proposal=one, deliverable=found, wording=given["wording"])
    request.session["strategy_deliverable"] = chosen


def _next(request: SignedInRequest, one: ProposedCommitment) -> str:
    """The next proposal without an answer, else the document."""
    one.refresh_from_db()
    words = f" as {one.activity.code}, a draft in the plan" if one.activity else ""
    messages.success(request, f"Proposal {one.number} is {presenters.ANSWERS[one.answer]}{words}.")
    left = one.document.proposals.filter(answer="")
    following = left.filter(number__gt=one.number).first() or left.first()
    return _href(following) if following else reverse("strategies:document", args=[one.document_id])


def _document(number: int) -> ReadDocument:
    found = ReadDocument.objects.filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    return found


def _href(one: ProposedCommitment | None) -> str:
    return reverse("strategies:proposal", args=[one.pk]) if one else ""
