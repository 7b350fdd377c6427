"""Comments beside a form or an entry, on a page of their own; the same stands on the page of the thing itself."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from clearway.records.findings import Refused
from clearway.site.beside_asked import asked_host, asked_row
from clearway.site.discussion.models import Remark
from clearway.site.discussion.presenters import discussion_of
from clearway.site.discussion.services import comment, withdraw
from clearway.site.requests import SignedInRequest

MOST_DIGITS = 12


@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: SignedInRequest, kind: str, number: int) -> HttpResponse:
    """The comments beside a host; a new one is written here."""
    host = asked_host(request, kind, number)
    by = request.membership
    if request.method != "POST":
        return render(request, "discussion/remarks.jinja", {"discussion": discussion_of(host, by)})
    words = request.POST.get("words", "")
    chosen = [int(one) for one in request.POST.getlist("mentioned") if one.isascii() and one.isdigit()]
    chosen = [one for one in chosen if one < 10**MOST_DIGITS]
    try:
        made = comment(by=by, host=host, words=words, mentioned=chosen)
    except Refused as refusal:
        shown = discussion_of(host, by, words=words, chosen=chosen, problem=f"{refusal.reason} {refusal.mend}")
        return render(request, "discussion/remarks.jinja", {"discussion": shown}, status=422)
    told = f" {', '.join(made.mentions)} will see it under Notices." if made.mentions else ""
    messages.success(request, f"Your comment stands.{told}")
    return HttpResponseRedirect(f"{host.href}#comments")


@require_POST
def take_back(request: SignedInRequest, number: int) -> HttpResponse:
    """Withdraw a comment. One beside something that is not seen is not found."""
    found, host = asked_row(request, Remark, number)
    withdraw(by=request.membership, remark=found, host=host)
    messages.success(request, "Withdrawn: its words are shown no more.")
    return HttpResponseRedirect(f"{host.href}#comments")
