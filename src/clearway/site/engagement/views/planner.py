"""The planner: list, calendar, files, and one activity."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.planning.calendar_file import calendar_file
from clearway.planning.engagement.printed_dates import is_usual
from clearway.planning.engagement.reference import characteristic_titles
from clearway.publications.tables import content_disposition, file_name
from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.engagement import choices, forms
from clearway.site.engagement.models import Activity, ActivityState
from clearway.site.engagement.permissions import can_keep
from clearway.site.engagement.presenters import planner as shown
from clearway.site.engagement.services import planner as services
from clearway.site.engagement.services.planner_file import PlannerRowsRefused, take_in_planner
from clearway.site.engagement.survey import survey_of
from clearway.site.engagement.views.framing import FORM, Done, for_keepers, for_readers, form_page, way_to
from clearway.site.groups.views.framing import FormPage, one_of
from clearway.site.requests import SignedInRequest

MOST = 1_000
VIEWS = {"list": "List", "calendar": "Calendar"}
NOW = "now"


@dataclass(frozen=True, slots=True)
class Select:
    """A filter as it is drawn."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str


@require_safe
@for_readers
def planner(request: SignedInRequest) -> HttpResponse:
    """The planner as a list or as a calendar; the address holds filters, view and month."""
    today = timezone.localdate()
    times = [one for one in Activity.objects.order_by("history").values_list("history", flat=True).distinct() if one]
    of = request.GET.get("of", NOW) if request.GET.get("of") in times else NOW
    rows = _filtered(request, Activity.objects.filter(history="" if of == NOW else of))
    order = [F("first_day").asc(nulls_last=True), "pk"] if of == NOW else ["pk"]
    held = list(rows.order_by(*order)[:MOST])
    title = "Activity planner" if of == NOW else f"Activity planner of {of}"
    empty = (
        "No activity matches."
        if any(request.GET.get(one) for one in ("q", "state", "channel", "audience", "place"))
        else ("Nothing is planned yet. Add the first activity, or take in a file.")
    )
    table = shown.planner_list(held, title=title, empty=empty, today=today)
    view = request.GET.get("view") if request.GET.get("view") in VIEWS else "list"
    month = _month(request.GET.get("month", ""), held if of != NOW else [], today)
    context = {
        "title": title,
        "view": view,
        "views": VIEWS,
        "table": table,
        "calendar": shown.calendar_of(held, month) if view == "calendar" else None,
        "selects": _selects(request, times, of),
        "search": request.GET.get("q", ""),
        "of": of,
        "today": today,
        "source": shown.source_of(held),
        "undated": [one for one in held if one.first_day is None],
        "may_keep": can_keep(request.membership),
        "address": lambda **named: _address(request, **named),
    }
    file = wanted_file(request, table, name="clearway-planner")
    return file or render(request, "engagement/planner.jinja", context)


@require_safe
@for_readers
def calendar(request: SignedInRequest) -> HttpResponse:
    """Today's planner for a calendar program: cancelled activities too, so that they go from calendars."""
    store = settings.STORE.id if settings.STORE else ""
    site = request.build_absolute_uri("/").rstrip("/")
    rows = Activity.objects.filter(history="").order_by("first_day", "pk")[:MOST]
    events = [shown.for_calendar(one, store=store, site=site) for one in rows]
    made = calendar_file("Engagement", [one for one in events if one is not None], part="Engagement")
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = content_disposition(file_name("clearway", "engagement", extension="ics"))
    return answer


@require_http_methods(FORM)
@for_keepers
def add(request: SignedInRequest) -> HttpResponse:
    """Put an activity into the planner; an address may name a deliverable, a consultation or a form beforehand."""
    first = {name: request.GET.get(name, "") for name in ("deliverable", "consultation", "form")}
    form = forms.ActivityForm(request.POST or None, initial=first)

    def do(typed: Any) -> Done:
        made = services.add_activity(by=request.membership, about=typed.about())
        return "Added to the planner.", reverse("engagement:activity", args=[made.pk])

    return form_page(request, form, FormPage("Add an activity", "Add it", _way(), do))


@require_http_methods(FORM)
@for_keepers
def take_in(request: SignedInRequest) -> HttpResponse:
    """Take in a file of activities: every row, or none."""
    today = timezone.localdate()
    template = shown.template(today)
    if file := wanted_file(request, template, name="clearway-planner"):
        return file
    form = forms.PlannerFileForm(request.POST, request.FILES) if request.method == "POST" else forms.PlannerFileForm()
    problems: list[tuple[int, str, str]] = []
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            taken = take_in_planner(by=request.membership, content=upload.read(), name=upload.name)
        except PlannerRowsRefused as refusal:
            form.add_error("upload", f"{refusal.reason} {refusal.mend}")
            problems = [(one.row, one.column, one.words) for one in refusal.problems]
        except Refused as refusal:
            form.add_error("upload", str(refusal))
        else:
            unread = f" Columns that were not read: {', '.join(taken.ignored[:8])}." if taken.ignored else ""
            messages.success(request, f"Taken in: {taken.added:,} activities.{unread}")
            return HttpResponseRedirect(reverse("engagement:planner"))
    context = {
        "template": template,
        "error": str(form.errors["upload"][0]) if form.errors else "",
        "problems": problems,
        "way": _way(),
    }
    return render(request, "engagement/take_in.jinja", context, status=422 if form.is_bound else 200)


@require_safe
@for_readers
def activity(request: SignedInRequest, number: int) -> HttpResponse:
    """One activity: when, for whom, how people can take part, what came of it."""
    held = _one(number)
    titles = characteristic_titles()
    context = {
        "activity": held,
        "place": choices.place_name(held.place),
        "audiences": [one.name for one in held.audiences.all()],
        "characteristics": [titles.get(code, code) for code in held.characteristics],
        "is_overdue": shown.is_overdue(held, timezone.localdate()),
        "survey": survey_of(held.form) if held.form else None,
        "heard": list(held.heard.all()[:50]),
        "may_keep": can_keep(request.membership) and not held.history,
        "way": _way(),
    }
    return render(request, "engagement/activity.jinja", context)


@require_http_methods(FORM)
@for_keepers
def change(request: SignedInRequest, number: int) -> HttpResponse:
    """Change an activity."""
    held = _one(number)
    form = forms.ActivityForm(request.POST or None, initial=_typed(held))

    def do(typed: Any) -> Done:
        services.change_activity(
            by=request.membership, activity=held, about=typed.about(), revision=typed.cleaned_data["revision"] or 0
        )
        return "Saved.", _page(held)

    return form_page(request, form, FormPage("Change an activity", "Save the change", _way(held), do))


@require_http_methods(FORM)
@for_keepers
def finish(request: SignedInRequest, number: int) -> HttpResponse:
    """Say what came of an activity."""
    held = _one(number)

    def do(typed: Any) -> Done:
        services.finish_activity(by=request.membership, activity=held, **typed.cleaned_data)
        return "Recorded.", _page(held)

    form = forms.FinishForm(request.POST or None, initial={"characteristics": held.characteristics})
    intro = "It counts in reach from now on, with the characteristics that you tick here."
    return form_page(request, form, FormPage("It was held", "Record it", _way(held), do, str(held), intro))


@require_http_methods(FORM)
@for_keepers
def cancel(request: SignedInRequest, number: int) -> HttpResponse:
    """Cancel an activity."""
    held = _one(number)

    def do(typed: Any) -> Done:
        services.cancel_activity(by=request.membership, activity=held, **typed.cleaned_data)
        return "Cancelled. It stays in the planner with the reason.", _page(held)

    page = FormPage("Cancel an activity", "Cancel it", _way(held), do, str(held), is_warning=True)
    return form_page(request, forms.ReasonForm(request.POST or None), page)


def _filtered(request: HttpRequest, rows: "QuerySet[Activity]") -> "QuerySet[Activity]":
    asked = request.GET
    for word in asked.get("q", "")[:100].split():
        rows = rows.filter(Q(text__icontains=word) | Q(audience__icontains=word) | Q(comments__icontains=word))
    for name in ("state", "channel", "place"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name][:20]})
    chosen = asked.get("audience", "")
    return (
        rows.filter(audiences__pk=int(chosen)) if chosen.isascii() and chosen.isdigit() and len(chosen) < 18 else rows
    )


def _selects(request: HttpRequest, times: list[str], of: str) -> list[Select]:
    asked = request.GET
    audiences = [(key, one.name) for key, one in choices.audiences().items()]
    found = [
        Select("state", "State", list(ActivityState.choices), asked.get("state", "")),
        Select("channel", "Channel", choices.channel_options(), asked.get("channel", "")),
        Select("audience", "Audience", audiences, asked.get("audience", "")),
        Select("place", "Place", choices.places(), asked.get("place", "")),
    ]
    if times:
        found.append(Select("of", "Planner", [(one, f"of {one}") for one in times], of if of != NOW else ""))
    return found


def _month(asked: str, held: list[Activity], today: date) -> date:
    """The month that is asked for; else that of the first activity of a planner of the past, or this month."""
    try:
        month = date.fromisoformat(f"{asked}-01")
    except ValueError:
        month = date.min
    return month if is_usual(month) else next((one.first_day for one in held if one.first_day), today)


def _address(request: HttpRequest, **named: str) -> str:
    query = request.GET.copy()
    for name, value in named.items():
        query[name] = value
    return f"{request.path}?{query.urlencode()}"


def _one(number: int) -> Activity:
    rows = Activity.objects.select_related("consultation", "deliverable__plan").prefetch_related("audiences")
    return one_of(rows, number)


def _page(held: Activity) -> str:
    return reverse("engagement:activity", args=[held.pk])


def _way(held: Activity | None = None) -> list[tuple[str, str]]:
    way = way_to(("planner", "Activity planner"))
    return [*way, (_page(held), str(held))] if held else way


def _typed(held: Activity) -> dict[str, Any]:
    plain = (
        "revision", "text", "audience", "characteristics", "channel", "lead", "place",
        "venue", "take_part", "comments", "update", "form",
    )  # fmt: skip
    return {
        **{name: getattr(held, name) for name in plain},
        **shown.date_of(held),
        "audiences": [str(one.pk) for one in held.audiences.all()],
        "consultation": str(held.consultation_id or ""),
        "deliverable": str(held.deliverable_id or ""),
    }
