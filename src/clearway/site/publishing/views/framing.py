"""What the views of publications share: who may look at all, finding one, and telling refusals."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from clearway.records.findings import Refused
from clearway.site.audit.refusals import record_refusal
from clearway.site.publishing.models import Release
from clearway.site.publishing.permissions import check_may_read
from clearway.site.publishing.reading import is_kept_from, seen_by
from clearway.site.requests import SignedInRequest, request_id

View = Callable[..., HttpResponseBase]


def for_readers(view: View) -> View:
    """A view for those who may read publications."""

    @wraps(view)
    def checked(request: SignedInRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        check_may_read(request.membership)
        return view(request, *arguments, **named)

    return checked


def one_of(request: SignedInRequest, number: int) -> Release:
    """The release of a number as far as the membership sees it. Raises Http404."""
    found = seen_by(request.membership).filter(pk=number).first() if number < 2**63 else None
    if found is not None:
        return found
    if number < 2**63 and is_kept_from(request.membership, number):
        subject = (Release._meta.label_lower, str(number))
        record_refusal(by=request.membership, subject=subject, screen="publications", request_id=request_id(request))
    raise Http404


def done(request: SignedInRequest, release: Release, do: Callable[[], object], said: str) -> HttpResponse:
    """Make one change and go back to the page of the release, with what was done or why it was not."""
    try:
        do()
    except Refused as refusal:
        messages.warning(request, f"{refusal.reason} {refusal.mend}")
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("publishing:release", args=[release.pk]))
