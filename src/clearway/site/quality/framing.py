"""What every view of data quality shares: 404 for what is not the reader's, refusals in words, no copies kept."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache

from clearway.records.findings import Refused
from clearway.site.exports.answering import limit_page
from clearway.site.exports.limits import LimitReached
from clearway.site.pages.errors import error_page, unavailable
from clearway.site.quality.services import NotShown
from clearway.site.requests import SignedInRequest
from clearway.site.submissions.viewing import NotShown as NoSubmission
from clearway.store.folder import StoreKind

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
            if refusal.code.startswith("ANALYTICAL-"):
                return unavailable(request)
            said = f"{refusal.reason} {refusal.mend}"
            return error_page(request, status=400, title="This cannot be answered", words=said)

    return answered


def is_demo() -> bool:
    """Whether the store's people are made up."""
    return settings.STORE is not None and settings.STORE.kind is StoreKind.DEMO
