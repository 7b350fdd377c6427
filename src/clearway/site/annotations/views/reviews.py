"""Reviews of definitions: which are due, and recording one."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.records.findings import Refused
from clearway.site.annotations import own
from clearway.site.annotations.forms import ReviewForm
from clearway.site.annotations.permissions import can_review, check_may_review
from clearway.site.annotations.presenters.reviews import lists_of
from clearway.site.annotations.reviewing import all_as_reviewed, as_reviewed, reviews_of
from clearway.site.annotations.services.reviews import record_review
from clearway.site.downloads import wanted_file
from clearway.site.performance.permissions import check_may_see_figures
from clearway.site.requests import SignedInRequest

FIELD_OF = {"REVIEWED-ON": "reviewed_on", "NEXT-REVIEW": "next_review"}


def today() -> date:
    """The day on which reviews are due or not."""
    return timezone.localdate()


@require_safe
def reviews(request: SignedInRequest) -> HttpResponse:
    """Every definition by how far it has come with its reviewers, overdue ones first."""
    check_may_see_figures(request.membership)
    may_review = can_review(request.membership)
    tables = list(lists_of(all_as_reviewed(own.catalogue()), today(), may_review=may_review))
    file = wanted_file(request, *tables, name="clearway-reviews")
    context = {"tables": tables, "overdue": len(tables[0].rows), "may_review": may_review}
    return file or render(request, "annotations/reviews.jinja", context)


@require_http_methods(["GET", "POST"])
def review(request: SignedInRequest, measure: str) -> HttpResponse:
    """Record that a definition was reviewed."""
    check_may_review(request.membership)
    found = own.catalogue().measures.get(measure)
    if found is None:
        raise Http404
    day = today()
    form = ReviewForm(request.POST or None, initial={"reviewed_on": day, "as_role": found.reviewed_by_role})
    if request.method == "POST" and form.is_valid():
        try:
            record_review(by=request.membership, measure=found, today=day, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(FIELD_OF.get(refusal.code), str(refusal))
        else:
            messages.success(request, f"The review of {found.id} is recorded.")
            return HttpResponseRedirect(reverse("annotations:reviews"))
    context = {"measure": as_reviewed(found), "form": form, "reviews": reviews_of(found)}
    return render(request, "annotations/review.jinja", context, status=422 if form.is_bound else 200)
