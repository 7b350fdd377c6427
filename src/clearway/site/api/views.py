"""The API's description, its page for people, and the page of one's own tokens."""

import json
import secrets

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearway.records.findings import Refused
from clearway.site.api.answering import json_answer
from clearway.site.api.described.openapi import described
from clearway.site.api.endpoints import ENDPOINTS
from clearway.site.api.forms import TokenForm
from clearway.site.api.presenters import endpoints_shown, tokens_shown
from clearway.site.api.problems import not_found
from clearway.site.api.services import NotShown, make_token, own_tokens, revoke_token
from clearway.site.requests import SignedInRequest, request_id


@require_safe
def openapi(request: SignedInRequest) -> HttpResponse:
    """The description for programs. It holds nothing of the store, and is open to everybody."""
    return json_answer(request, json.dumps(described(ENDPOINTS), ensure_ascii=False, indent=1).encode())


@require_safe
def page(request: SignedInRequest) -> HttpResponse:
    """What can be asked, with examples to try."""
    host = f"{request.scheme}://{request.get_host()}"
    return render(request, "api/page.jinja", {"endpoints": endpoints_shown(ENDPOINTS, host)})


def nothing_there(request: SignedInRequest, rest: str) -> HttpResponse:
    """An address below the API that it does not have."""
    return not_found()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: SignedInRequest) -> HttpResponse:
    """One's own tokens; making one shows it on this answer alone."""
    by, today = request.membership, timezone.localdate()
    form, made = TokenForm(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        try:
            made = make_token(
                by=by,
                name=form.cleaned_data["name"],
                expires_on=form.expires_on(today),
                asked_as=form.cleaned_data["asked_as"],
            )
        except Refused as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.mend}")
    context = {
        "form": form,
        "made": made,
        "asked_as": secrets.token_hex(16),
        "tokens": tokens_shown(own_tokens(by=by), today),
        "days": TokenForm.base_fields["days"].choices,  # type: ignore[attr-defined]
    }
    return render(request, "api/tokens.jinja", context, status=422 if form.errors else 200)


@require_POST
def revoke(request: SignedInRequest, number: int) -> HttpResponse:
    """Revoke a token of one's own."""
    try:
        revoke_token(by=request.membership, number=number, request_id=request_id(request))
    except NotShown as missing:
        raise Http404 from missing
    return HttpResponseRedirect(reverse("api:tokens"))
