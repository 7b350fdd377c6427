"""Documents beside a form or an entry: the list, adding one, downloading one, removing one."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from clearway.publications.tables import content_disposition
from clearway.records.findings import Refused
from clearway.site.attachments.models import Document
from clearway.site.attachments.permissions import check_may_attach, check_may_remove
from clearway.site.attachments.presenters import documents_of
from clearway.site.attachments.services import attach, opened, remove, too_large
from clearway.site.beside_asked import asked_host, asked_row
from clearway.site.requests import SignedInRequest
from clearway.site.retention.services import site_store

SEALED_OFF = "sandbox; default-src 'none'"
BESIDE_A_FILE = 20_000
"""How many bytes a form without a file may have."""


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: SignedInRequest, kind: str, number: int) -> HttpResponse:
    """The documents beside a host; a new one is added here."""
    host = asked_host(request, kind, number)
    by = request.membership
    if request.method != "POST":
        return render(request, "attachments/documents.jinja", {"documents": documents_of(host, by)})
    check_may_attach(host)
    sent = request.FILES.get("document")
    try:
        if sent is None:
            raise _not_taken(request)
        made = attach(by=by, host=host, name=sent.name or "file", content=sent.read(), store=site_store())
    except Refused as refusal:
        shown = documents_of(host, by, problem=f"{refusal.reason} {refusal.mend}")
        return render(request, "attachments/documents.jinja", {"documents": shown}, status=422)
    messages.success(request, f"Added: {made.name}.")
    return HttpResponseRedirect(f"{host.href}#documents")


@require_safe
def file(request: SignedInRequest, number: int) -> HttpResponse:
    """One document as a download, whatever it is: a browser never shows it within the site."""
    found, host = asked_row(request, Document, number)
    try:
        content = opened(by=request.membership, document=found, store=site_store())
    except Refused as refusal:
        messages.error(request, f"{refusal.reason} {refusal.mend}")
        return HttpResponseRedirect(f"{host.href}#documents")
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition(found.name)
    answer["Content-Security-Policy"] = SEALED_OFF
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request: SignedInRequest, number: int) -> HttpResponse:
    """Remove a document, with a reason."""
    found, host = asked_row(request, Document, number)
    check_may_remove(request.membership, found, host)
    context = {"document": found, "host": host, "reason": request.POST.get("reason", ""), "problem": ""}
    if request.method != "POST":
        return render(request, "attachments/remove.jinja", context)
    try:
        remove(by=request.membership, document=found, host=host, reason=str(context["reason"]), store=site_store())
    except Refused as refusal:
        context["problem"] = f"{refusal.reason} {refusal.mend}"
        return render(request, "attachments/remove.jinja", context, status=422)
    messages.success(request, "Removed: its bytes are gone, and why stands beside its name.")
    return HttpResponseRedirect(f"{host.href}#documents")


def _not_taken(request: SignedInRequest) -> Refused:
    """Why there is no file: the server let a large one go, or none was chosen."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > BESIDE_A_FILE:
        return too_large(int(length))
    return Refused("No file was chosen.", "Choose a file.", code="DOCUMENT-NONE")
