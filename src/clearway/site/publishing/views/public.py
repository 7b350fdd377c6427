"""Pages that everybody may read, without signing in: a chooser, and one page an area."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clearway.site.publishing.public import areas
from clearway.site.publishing.public.lists import lists_for
from clearway.site.publishing.public.page import page_of
from clearway.site.visits import limited

KEPT_SECONDS = 300
HEADINGS = (
    (areas.ALLIANCE, "The whole area"),
    (areas.DISTRICT, "Where you live"),
    (areas.TRUST, "Your hospital"),
    (areas.BOARD, "The NHS board that plans care"),
)


@require_safe
@limited
def public(request: HttpRequest) -> HttpResponse:
    """Choose an area."""
    held = areas.public_areas()
    groups = [(words, [one for one in held if one.kind == kind]) for kind, words in HEADINGS]
    context = {"groups": [(words, found) for words, found in groups if found], "home": next(iter(held), None)}
    return _kept(request, render(request, "publishing/public.jinja", context))


@require_safe
@limited
def area(request: HttpRequest, code: str) -> HttpResponse:
    """The page of one area."""
    found = areas.public_area(code)
    if found is None:
        raise Http404
    context = {"area": found, "page": page_of(found), "lists": lists_for(found)}
    return _kept(request, render(request, "publishing/public_area.jinja", context))


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What strangers see may be kept by their browser for five minutes; what the signed-in see is their own."""
    if not request.user.is_authenticated:
        response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response
