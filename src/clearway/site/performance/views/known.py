"""Figures of an earlier day that have to be worked out first: saying so, and having it done."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.jobs.models import UNFINISHED, Job
from clearway.site.pages.errors import error_page
from clearway.site.performance import known
from clearway.site.performance.asked import known_day
from clearway.site.performance.permissions import check_may_see_figures
from clearway.site.performance.services import ask_for_known_figures, newest_job
from clearway.site.requests import SignedInRequest


@dataclass(frozen=True, slots=True)
class JobShown:
    """How far the work is, in words."""

    is_under_way: bool
    words: str
    trouble: str


def not_built(request: SignedInRequest, day: date) -> HttpResponse:
    """The page that stands where the figures would stand."""
    found = known.of_day(day)
    query = request.GET.copy()
    query.pop("as_known_on", None)
    counted = len(found.submissions)
    context = {
        "day": words.day(day),
        "iso_day": day.isoformat(),
        "files": f"{counted} {'file' if counted == 1 else 'files'}",
        "job": _shown(newest_job(day)),
        "now_href": f"{request.path}?{query.urlencode()}" if query else request.path,
    }
    return render(request, "performance/not_built.jinja", context)


def _shown(job: Job | None) -> JobShown | None:
    if job is None:
        return None
    step = f"{job.unit}, {job.done} of {job.total}." if job.total else f"{job.get_state_display()}."
    return JobShown(job.state in UNFINISHED, step, job.words)


@require_POST
def as_known_on(request: SignedInRequest) -> HttpResponse:
    """Have the figures of a day worked out, and go back to where they were asked for."""
    check_may_see_figures(request.membership)
    try:
        day = date.fromisoformat(known_day({"as_known_on": request.POST.get("day", "")}))
        known.of_day(day)
    except ValueError:
        return error_page(request, status=400, title="This is not a day", words="Write it as 2025-03-31.")
    except Refused as refusal:
        return error_page(
            request, status=400, title="This cannot be answered", words=f"{refusal.reason} {refusal.mend}"
        )
    ask_for_known_figures(by=request.membership, day=day)
    back = request.POST.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if is_ours else reverse("performance:overview"))
