"""What all views here share: who may ask, and how a refusal is answered."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from clearway.records.findings import Refused
from clearway.site.exports.answering import limit_page
from clearway.site.exports.limits import LimitReached
from clearway.site.pages.errors import refused
from clearway.site.performance.asked import known_day
from clearway.site.performance.audience import audience_of, showing_to
from clearway.site.performance.known import NOT_BUILT, looking_at
from clearway.site.performance.permissions import check_may_see_figures
from clearway.site.performance.views.known import not_built
from clearway.site.requests import SignedInRequest

View = Callable[..., HttpResponse]


def of_figures(view: View) -> View:
    """A view that reads figures: for roles that may, by GET alone, refusals in words.

    A question that cannot be answered is a 400 that says what can; no figures yet is a page that says how to load some.
    """

    @require_safe
    @wraps(view)
    def answered(request: SignedInRequest, *arguments: str, **named: str) -> HttpResponse:
        check_may_see_figures(request.membership)
        day = ""
        try:
            day = known_day(request.GET)
            with looking_at(day), showing_to(audience_of(request.membership)):
                return view(request, *arguments, **named)
        except LimitReached as reached:
            return limit_page(request, reached)
        except Refused as refusal:
            if refusal.code == NOT_BUILT:
                return not_built(request, date.fromisoformat(day))
            return refused(request, refusal, title="This cannot be answered")

    return answered
