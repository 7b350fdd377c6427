"""Tells the trail which request is being answered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from clearway.site.audit.asking import answering
from clearway.site.requests import request_id


class RequestOnTrail:
    """Puts the name of the request on every event that is recorded while it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the trail knowing for whom."""
        with answering(request, request_id(request)):
            return self.get_response(request)
