"""The list of rules and the card of each. The rules hold nothing of any person: everybody signed in may read them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clearway.site.requests import SignedInRequest
from clearway.site.standards import books
from clearway.site.standards.presenters import CLOCKS, families, rule_card


@require_safe
def rules(request: SignedInRequest) -> HttpResponse:
    """Every rule by family."""
    return render(request, "standards/rules.jinja", {"families": families(books.shown())})


@require_safe
def rule(request: SignedInRequest, rule_id: str) -> HttpResponse:
    """One rule: words, source, how sure, dates, values by date, examples."""
    book = books.shown()
    if rule_id not in book.rules:
        raise Http404
    context = {"card": rule_card(book.rules[rule_id], book), "clocks": [name for _, name in CLOCKS]}
    return render(request, "standards/rule.jinja", context)
