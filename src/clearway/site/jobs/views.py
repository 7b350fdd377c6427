"""The pages of background work: one's own list, one job, and stopping it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.jobs import presenters, services
from clearway.site.jobs.models import Job, JobStep
from clearway.site.jobs.permissions import can_see_all
from clearway.site.jobs.viewing import NotShown, one_job, one_page
from clearway.site.requests import SignedInRequest, request_id

STOPPED = "It was stopped before it began."
STOPPING = "It was told to stop, and stops at the end of what it has in hand."
MOST_DIGITS = 18


@require_safe
def jobs(request: SignedInRequest) -> HttpResponse:
    """What this person asked for; an administrator may look at everybody's. Fifty at a time, the newest first."""
    by = request.membership
    everybody = request.GET.get("whose") == "all" and can_see_all(by)
    found, has_older = one_page(by, everybody=everybody, before=_before(request.GET.get("before", "")))
    table = presenters.listed(found, everybody=everybody)
    if file := wanted_file(request, table, name="clearway-work"):
        return file
    query = "whose=all&" if everybody else ""
    context = {
        "listed": table,
        "is_live": any(not one.is_over for one in found),
        "trouble": presenters.worker_trouble(found),
        "may_see_all": can_see_all(by),
        "everybody": everybody,
        "older": f"{reverse('jobs:jobs')}?{query}before={found[-1].pk}" if has_older else "",
    }
    return render(request, "jobs/jobs.jinja", context)


@require_safe
def job(request: SignedInRequest, number: int) -> HttpResponse:
    """How far one job is, or what came of it and what to do next."""
    found = _found(request, number)
    steps = list(JobStep.objects.for_membership(request.membership).filter(job=found))
    context = {
        "shown": presenters.shown(found, steps, request.membership),
        "trouble": presenters.worker_trouble([found]),
    }
    return render(request, "jobs/job.jinja", context)


@require_POST
def stop(request: SignedInRequest, number: int) -> HttpResponse:
    """Have one job stopped, and go back to its page."""
    found = _found(request, number)
    try:
        stopped = services.stop(by=request.membership, job=found)
    except Refused as refusal:
        messages.info(request, f"{refusal.reason} {refusal.mend}")
    else:
        messages.success(request, STOPPED if stopped.is_over else STOPPING)
    return HttpResponseRedirect(reverse("jobs:job", args=[number]))


def _found(request: SignedInRequest, number: int) -> Job:
    try:
        return one_job(by=request.membership, number=number, request_id=request_id(request))
    except NotShown as missing:
        raise Http404 from missing


def _before(asked: str) -> int | None:
    """The number that a page ends before; None when what came is none."""
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS
    return int(asked) if is_number else None
