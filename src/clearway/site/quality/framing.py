"""What every view of data quality shares: 404 for what is not the reader's, refusals in words, no copies kept."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache

from clearway.records.findings import Refused
from clearway.site.exports.answering import limit_page
from clearway.site.exports.limits import LimitReached
from clearway.site.pages.errors import refused
from clearway.site.quality.services import NotShown
from clearway.site.requests import SignedInRequest
from clearway.site.submissions.viewing import NotShown as NoSubmission

View = Callable[..., HttpResponse]


def of_quality(view: View) -> View:
    """A view of data quality: 404 for what is not the reader's, refusals in words, never kept by a browser."""

    @never_cache
    @wraps(view)
    def answered(request: SignedInRequest, *arguments: str, **named: str) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except (NotShown, NoSubmission) as missing:
            raise Http404 from missing
        except LimitReached as reached:
            return limit_page(request, reached)
        except Refused as refusal:
            return refused(request, refusal, title="This cannot be answered")

    return answered
