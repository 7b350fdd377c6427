"""Finding what an address names as the host of comments and documents; what is not seen is not found."""

from typing import TypeVar

from django.db import models
from django.http import Http404

from clearway.site.audit.refusals import record_refusal
from clearway.site.beside import Beside, Host, host_kinds, host_of
from clearway.site.operational.scope import is_there
from clearway.site.requests import SignedInRequest, request_id

Row = TypeVar("Row", bound=Beside)


def asked_host(request: SignedInRequest, kind: str, number: int) -> Host:
    """The host of an address. That one which exists and is not theirs was asked for is recorded. Raises Http404."""
    host = host_of(request.membership, kind, number)
    if host is not None:
        return host
    known = host_kinds().get(kind)
    if known:
        _note(request, known.model, number)
    raise Http404


def asked_row(request: SignedInRequest, model: type[Row], number: int) -> tuple[Row, Host]:
    """A comment or document of a number, and its host: seen by whoever sees the host. Raises Http404."""
    found = model.objects.for_membership(request.membership).filter(pk=min(number, 2**63 - 1)).first()
    if found is None:
        _note(request, model, number)
        raise Http404
    return found, asked_host(request, found.host_kind, found.host_number)


def _note(request: SignedInRequest, model: type[models.Model], number: int) -> None:
    if number < 2**63 and is_there(model._base_manager.filter(pk=number)):
        record_refusal(
            by=request.membership,
            subject=(model._meta.label_lower, str(number)),
            screen="beside",
            request_id=request_id(request),
        )
