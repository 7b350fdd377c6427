"""You said, we did: the page to be read, adding what was heard, answering it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.site.downloads import wanted_file
from clearway.site.engagement import choices, forms
from clearway.site.engagement.models import Heard, HeardState
from clearway.site.engagement.permissions import can_add_heard, can_keep, check_may_add_heard
from clearway.site.engagement.presenters import said as shown
from clearway.site.engagement.services import heard as services
from clearway.site.engagement.survey import survey_of
from clearway.site.engagement.views.framing import FORM, Done, for_keepers, for_readers, form_page, way_to
from clearway.site.groups.views.framing import FormPage, one_of
from clearway.site.requests import SignedInRequest

MOST = 1_000
EASY_READ = "easy"


@require_safe
@for_readers
def said(request: SignedInRequest) -> HttpResponse:
    """What people said and what was done; an address may name a place or how it stands."""
    today = timezone.localdate()
    rows = Heard.objects.select_related("deliverable")
    place, state = request.GET.get("place", ""), request.GET.get("state", "")
    rows = rows.filter(place=place[:20]) if place else rows
    rows = rows.filter(state=state) if state in HeardState.values else rows
    empty = "Nothing matches." if place or state else "Nothing is written down yet of what people said."
    table = shown.said_list(list(rows[:MOST]), title="You said, we did", empty=empty, today=today)
    context = {
        "table": table,
        "states": HeardState.choices,
        "state": state,
        "places": choices.places(),
        "place": place,
        "surveys": [one for one in map(survey_of, dict(choices.form_options())) if one is not None],
        "may_add": can_add_heard(request.membership),
        "way": way_to(),
    }
    return wanted_file(request, table, name="clearway-you-said") or render(request, "engagement/said.jinja", context)


@require_http_methods(FORM)
@for_readers
def add(request: SignedInRequest) -> HttpResponse:
    """Add what people said; an address may name the activity, consultation or survey beforehand."""
    check_may_add_heard(request.membership)
    first = {name: request.GET.get(name, "") for name in ("activity", "consultation", "form", "place")}

    def do(typed: Any) -> Done:
        made = services.add_heard(
            by=request.membership,
            about=typed.about(),
            today=timezone.localdate(),
            nobody_recognised=bool(typed.cleaned_data["nobody"]),
        )
        return "Added. An answer comes from the programme managers.", _page(made)

    page = FormPage("Add what people said", "Add it", _way(), do)
    return form_page(request, forms.HeardForm(request.POST or None, initial=first), page)


@require_safe
@for_readers
def one(request: SignedInRequest, number: int) -> HttpResponse:
    """One thing that people said, with its answer, in plain words or easy read."""
    held = _one(number)
    context = {
        "heard": held,
        "place": choices.place_name(held.place),
        "age": shown.age_of(held),
        "is_easy": request.GET.get("words") == EASY_READ and bool(held.easy_read),
        "theme": choices.theme_title(held.form, held.theme),
        "survey": survey_of(held.form) if held.form else None,
        "may_keep": can_keep(request.membership),
        "way": _way(),
    }
    return render(request, "engagement/heard.jinja", context)


@require_http_methods(FORM)
@for_keepers
def answer(request: SignedInRequest, number: int) -> HttpResponse:
    """Say how it stands, and what was done or why it cannot be."""
    held = _one(number)
    first = {
        "state": held.state,
        "did": held.did,
        "on": held.did_on,
        "easy_read": held.easy_read,
        "deliverable": str(held.deliverable_id or ""),
        "public": ["yes"] if held.is_for_public else [],
    }

    def do(typed: Any) -> Done:
        services.answer_heard(by=request.membership, heard=held, answer=typed.answer(), today=timezone.localdate())
        return "Answered.", _page(held)

    page = FormPage("Answer what people said", "Save the answer", _way(held), do, intro=f"They said: {held.said}")
    return form_page(request, forms.AnswerForm(request.POST or None, initial=first), page)


def _one(number: int) -> Heard:
    return one_of(Heard.objects.select_related("deliverable__plan", "activity", "consultation"), number)


def _page(held: Heard) -> str:
    return reverse("engagement:heard", args=[held.pk])


def _way(held: Heard | None = None) -> list[tuple[str, str]]:
    way = way_to(("said", "You said, we did"))
    return [*way, (_page(held), str(held))] if held else way
