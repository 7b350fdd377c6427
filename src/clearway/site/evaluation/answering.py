"""How a page of hopes or of evidence that cannot answer says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

from clearway.records.findings import Refused
from clearway.site.pages.errors import refused
from clearway.site.requests import SignedInRequest


def in_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose refusals are a page in words."""

    @wraps(view)
    def answered(request: SignedInRequest, *arguments: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except Refused as refusal:
            return refused(request, refusal, title="This cannot be done")

    return answered
