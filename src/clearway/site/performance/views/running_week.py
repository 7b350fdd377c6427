"""The running week."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from clearway.site.downloads import wanted_file
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.performance import asked, weeks
from clearway.site.performance.answering import of_figures
from clearway.site.performance.presenters.running_week import running_week_page
from clearway.site.requests import SignedInRequest, request_id

CASES = ("cases", "unbooked")


@never_cache
@of_figures
def running_week(request: SignedInRequest) -> HttpResponse:
    """Who is waiting on a day, and where the month will land."""
    wanted = asked.read(request.GET)
    found = weeks.week_for(request.membership, date.fromisoformat(wanted.day) if wanted.day else None)
    if found is None:
        return render(request, "performance/no_records.jinja")
    week, snapshot = found
    with_cases = weeks.may_see_cases(request.membership)
    newest = weeks.newest_day() or week.day
    page = running_week_page(week, snapshot, newest, whose(request.membership), with_cases=with_cases)
    file = wanted_file(request, *page.tables, name=f"Running week {week.day.isoformat()}")
    if with_cases and (file is None or request.GET.get("table") in CASES):
        weeks.note_cases(by=request.membership, week=week, request_id=request_id(request), is_download=file is not None)
    return file or render(request, "performance/running_week.jinja", {"page": page})


def whose(by: Membership) -> str:
    """Whose pathways are counted for a membership."""
    if by.may(Permission.SEE_WHOLE_ALLIANCE):
        return "all trusts whose records are in this store"
    return f"pathways that {by.organisation.name} is on"
