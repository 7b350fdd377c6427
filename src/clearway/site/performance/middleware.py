"""One published version for everything that one request shows."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class OneVersion:
    """A page, its tables and the name of the figures beside them are of one version, even if another is published."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request from the version that it asks first."""
        if settings.STORE is None:
            return self._get_response(request)
        from clearway.site.performance.figures import reader

        with reader().one_version():
            return self._get_response(request)
