"""The first page of engagement, and the page that looks at words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.planning.engagement.reference import reference
from clearway.publications.reading_age import reading_age
from clearway.site.engagement.forms import WordsForm
from clearway.site.engagement.models import Activity, ActivityState, Consultation, ConsultationState, Heard, HeardState
from clearway.site.engagement.permissions import can_add_heard, can_keep
from clearway.site.engagement.presenters.planner import is_overdue, planner_list
from clearway.site.engagement.presenters.reached import reach_now
from clearway.site.engagement.views.framing import FORM, for_readers, way_to
from clearway.site.groups.fields import boxes
from clearway.site.requests import SignedInRequest

NEXT, GAPS, OPEN = 6, 6, 5


@require_safe
@for_readers
def overview(request: SignedInRequest) -> HttpResponse:
    """What is next, whom nobody asked yet, what is open, and what people wait for."""
    today = timezone.localdate()
    planned = list(Activity.objects.filter(history="", state=ActivityState.PLANNED).order_by("first_day", "pk"))
    ahead = [one for one in planned if one.last_day and one.last_day >= today]
    found = reach_now().gaps
    counts = dict.fromkeys(HeardState.values, 0)
    for state in Heard.objects.values_list("state", flat=True):
        counts[state] += 1
    context = {
        "ahead": planner_list(
            ahead[:NEXT], key="ahead", title="Coming next", today=today, empty="Nothing is planned from today on."
        ),
        "overdue": sum(is_overdue(one, today) for one in planned),
        "gaps": found[:GAPS],
        "more_gaps": max(len(found) - GAPS, 0),
        "has_any": Activity.objects.filter(history="").exists(),
        "open": list(Consultation.objects.filter(state=ConsultationState.OPEN)[:OPEN]),
        "waiting": counts[HeardState.HEARD] + counts[HeardState.CONSIDERED],
        "answered": counts[HeardState.DONE] + counts[HeardState.CANNOT],
        "assurance": reference().assurance,
        "may_keep": can_keep(request.membership),
        "may_add_heard": can_add_heard(request.membership),
    }
    return render(request, "engagement/overview.jinja", context)


@require_http_methods(FORM)
@for_readers
def words(request: SignedInRequest) -> HttpResponse:
    """How old a reader has to be for a text, and what to mend. Nothing of it is kept."""
    form = WordsForm(request.POST or None)
    told = reading_age(form.cleaned_data["text"]) if form.is_bound and form.is_valid() else None
    context = {
        "boxes": list(boxes(form)),
        "problems": {name: found[0] for name, found in form.errors.items()},
        "told": told,
        "way": way_to(),
    }
    return render(request, "engagement/words.jinja", context, status=422 if form.errors else 200)
