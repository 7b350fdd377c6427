"""How a daily limit is answered on a page: refused loudly, with what to do."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from clearway.records.findings import Refused
from clearway.site.exports.limits import LimitReached
from clearway.site.exports.reading import NotShown
from clearway.site.pages.errors import error_page, refused
from clearway.site.requests import SignedInRequest

View = Callable[..., HttpResponse]
TOO_MANY = 429


def limit_page(request: HttpRequest, reached: LimitReached) -> HttpResponse:
    """The page for somebody who came to a daily limit."""
    title = "You have reached a limit for today"
    return error_page(request, status=TOO_MANY, title=title, words=f"{reached.reason} {reached.mend}")


def of_exports(view: View) -> View:
    """A view of files that name people: 404 for what is not the reader's, refusals in words, no copies kept."""

    @never_cache
    @wraps(view)
    def answered(request: SignedInRequest, *arguments: object, **named: object) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except NotShown as missing:
            raise Http404 from missing
        except LimitReached as reached:
            return limit_page(request, reached)
        except Refused as refusal:
            return refused(request, refusal, title="This cannot be done")

    return answered
