"""The quarterly look at every role: confirm those that are still needed, end the others."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.organisations.permissions import check_may_manage_people
from clearway.site.people.presenters.lists import review_table, role_words
from clearway.site.people.quarters import quarter_of
from clearway.site.people.reading import roles_in_care
from clearway.site.people.services.reviewing import confirm, overdue_in_care, to_review, waiting
from clearway.site.requests import SignedInRequest

AT_ONCE = 50
"""How many roles are asked about at once; the next ones follow when these are done."""


@require_http_methods(["GET", "POST"])
def review(request: SignedInRequest) -> HttpResponse:
    """Every role in force: those that nobody has looked at this quarter can be confirmed, those overdue stand first."""
    check_may_manage_people(request.membership)
    problem = ""
    if request.method == "POST":
        ticked = [int(one) for one in request.POST.getlist("role") if one.isdecimal() and len(one) < 13]
        try:
            done = confirm(by=request.membership, memberships=roles_in_care(request.membership).filter(pk__in=ticked))
        except Refused as refusal:
            problem = str(refusal)
        else:
            problem = "" if done else "Tick the roles that people still need."
        if not problem:
            messages.success(request, f"Confirmed: {done} {'role' if done == 1 else 'roles'}.")
            return HttpResponseRedirect(reverse("people:review"))
    today = timezone.localdate()
    if "format" in request.GET:
        table = review_table(to_review(request.membership, today), today)
        return wanted_file(request, table, name="clearway-access-review") or HttpResponse(status=404)
    shown, count = waiting(request.membership, today, AT_ONCE)
    context = {
        "waiting": [(one, role_words(one.membership)) for one in shown],
        "count": count,
        "overdue": overdue_in_care(request.membership, today),
        "quarter": quarter_of(today),
        "problem": problem,
    }
    return render(request, "people/review.jinja", context, status=422 if problem else 200)
