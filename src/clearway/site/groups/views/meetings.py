"""Meetings: planning, agenda, who comes, holding, agreeing the minutes, calendar files."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.planning.calendar_file import calendar_file
from clearway.publications.tables import content_disposition, file_name
from clearway.site import words
from clearway.site.attachments.presenters import documents_of
from clearway.site.downloads import wanted_file
from clearway.site.groups import meeting_forms as forms
from clearway.site.groups.hosts import host_of_meeting
from clearway.site.groups.models import Group, Holder, Meeting, MeetingState
from clearway.site.groups.permissions import can_keep, check_may_keep
from clearway.site.groups.presenters import meetings as shown
from clearway.site.groups.services import meetings as services
from clearway.site.groups.views.framing import Crumb, FormPage, crumbs_of, for_readers, form_page, one_of
from clearway.site.requests import SignedInRequest

Done = tuple[str, str]
FORM = ["GET", "HEAD", "POST"]


def crumbs_to(meeting: Meeting) -> list[Crumb]:
    """The way back to a meeting."""
    return [*crumbs_of(meeting.group), (page_of(meeting), f"Meeting of {words.day(meeting.day)}")]


def page_of(meeting: Meeting) -> str:
    """The address of a meeting."""
    return reverse("groups:meeting", args=[meeting.pk])


def meeting_of(number: int) -> Meeting:
    """The meeting of a number. Raises Http404."""
    return one_of(Meeting.objects.select_related("group"), number)


@require_safe
@for_readers
def meetings(request: SignedInRequest) -> HttpResponse:
    """Every meeting that is planned, and those that were held."""
    today = timezone.localdate()
    rows = Meeting.objects.select_related("group")
    ahead = list(rows.filter(state=MeetingState.PLANNED).order_by("starts_at")[:200])
    past = list(rows.exclude(state=MeetingState.PLANNED)[:200])
    empty = "No meeting is planned. Whoever keeps groups plans one from the page of its group."
    tables = [shown.meetings_list(ahead, key="planned", title="Meetings planned", empty=empty, today=today)]
    if past:
        tables.append(shown.meetings_list(past, key="past", title="Meetings held or cancelled", empty="", today=today))
    file = wanted_file(request, *tables, name="clearway-meetings")
    return file or render(request, "groups/meetings.jinja", {"tables": tables})


@require_safe
@for_readers
def meeting(request: SignedInRequest, number: int) -> HttpResponse:
    """One meeting: its agenda with quorum item by item, who came, decisions and actions."""
    held = meeting_of(number)
    page = shown.meeting_page(held, timezone.localdate())
    may_keep = can_keep(request.membership)
    context = {
        "meeting": held,
        "page": page,
        "crumbs": crumbs_of(held.group),
        "documents": documents_of(host_of_meeting(held, request.membership), request.membership),
        "is_planned": may_keep and held.state == MeetingState.PLANNED,
        "is_held": may_keep and held.state == MeetingState.HELD,
        "may_change": may_keep and held.is_open,
    }
    file = wanted_file(request, page.attendance, page.decisions, page.actions, name="clearway-meeting")
    return file or render(request, "groups/meeting.jinja", context)


@require_safe
@for_readers
def minutes(request: SignedInRequest, number: int) -> HttpResponse:
    """A draft of the minutes, made from what was recorded."""
    held = meeting_of(number)
    page = shown.meeting_page(held, timezone.localdate())
    return render(request, "groups/minutes.jinja", {"meeting": held, "page": page, "crumbs": crumbs_to(held)})


@require_safe
@for_readers
def calendar_of_meeting(request: SignedInRequest, number: int) -> HttpResponse:
    """One meeting for a calendar."""
    held = meeting_of(number)
    return _calendar(request, held.group.name, [held])


@require_safe
@for_readers
def calendar_of_group(request: SignedInRequest, number: int) -> HttpResponse:
    """Every meeting of a group for a calendar, cancelled ones too, so that they go from calendars."""
    held = one_of(Group.objects.all(), number)
    return _calendar(request, held.name, list(held.meetings.select_related("group")[:500]))


def _calendar(request: SignedInRequest, name: str, rows: list[Meeting]) -> HttpResponse:
    store = settings.STORE.id if settings.STORE else ""
    site = request.build_absolute_uri("/").rstrip("/")
    made = calendar_file(name, [shown.for_calendar(one, store=store, site=site) for one in rows], part="Groups")
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = content_disposition(file_name("clearway", name, extension="ics"))
    return answer


@require_http_methods(FORM)
@for_readers
def add(request: SignedInRequest, number: int) -> HttpResponse:
    """Plan a meeting of a group."""
    check_may_keep(request.membership)
    held = one_of(Group.objects.all(), number)

    def do(typed: Any) -> Done:
        made = services.plan_meeting(by=request.membership, group=held, **typed.times())
        return "Planned. Whoever sits in the group and signs in here is told.", page_of(made)

    page = FormPage("Plan a meeting", "Plan it", crumbs_of(held), do, caption=held.name)
    return form_page(request, forms.MeetingForm(request.POST or None), page)


def _change(
    request: SignedInRequest,
    number: int,
    form: Callable[[Meeting], django_forms.Form],
    do: Callable[[Meeting, Any], str],
    title: str,
    button: str,
    **more: Any,
) -> HttpResponse:
    """A form that changes a meeting and leads back to it."""
    check_may_keep(request.membership)
    held = meeting_of(number)
    caption = f"{held.group.name}, {shown.when(held)}"
    page = FormPage(
        title, button, crumbs_to(held), lambda typed: (do(held, typed), page_of(held)), caption=caption, **more
    )
    return form_page(request, form(held), page)


@require_http_methods(FORM)
@for_readers
def move(request: SignedInRequest, number: int) -> HttpResponse:
    """Change when or where a meeting is."""

    def do(held: Meeting, typed: Any) -> str:
        services.move_meeting(by=request.membership, meeting=held, **typed.times())
        return "Moved. Whoever sits in the group and signs in here is told."

    def form(held: Meeting) -> django_forms.Form:
        begin, end = timezone.localtime(held.starts_at), timezone.localtime(held.ends_at)
        first = {"on": begin.date(), "starts": f"{begin:%H:%M}", "ends": f"{end:%H:%M}", "place": held.place}
        return forms.MeetingForm(request.POST or None, initial=first)

    return _change(request, number, form, do, "Move the meeting", "Save the change")


@require_http_methods(FORM)
@for_readers
def cancel(request: SignedInRequest, number: int) -> HttpResponse:
    """Cancel a meeting."""

    def do(held: Meeting, typed: Any) -> str:
        services.cancel_meeting(by=request.membership, meeting=held, **typed.cleaned_data)
        return "Cancelled. Whoever sits in the group and signs in here is told."

    def form(held: Meeting) -> django_forms.Form:
        return forms.ReasonForm(request.POST or None)

    return _change(request, number, form, do, "Cancel the meeting", "Cancel it", is_warning=True)


@require_http_methods(FORM)
@for_readers
def hold(request: SignedInRequest, number: int) -> HttpResponse:
    """Begin a meeting."""

    def do(held: Meeting, typed: Any) -> str:
        services.hold_meeting(by=request.membership, meeting=held)
        return "The meeting is open: record what is said, decided and agreed, item by item."

    def form(held: Meeting) -> django_forms.Form:
        return forms.NothingForm(request.POST if request.method == "POST" else None)

    intro = "From now on decisions can be recorded. When and where it is, and its items, do not change any more."
    return _change(request, number, form, do, "Hold the meeting", "Hold the meeting", intro=intro)


@require_http_methods(FORM)
@for_readers
def agree(request: SignedInRequest, number: int) -> HttpResponse:
    """Say that the minutes were agreed."""

    def do(held: Meeting, typed: Any) -> str:
        services.agree_minutes(by=request.membership, meeting=held, on=typed.cleaned_data["on"])
        return "The minutes are agreed. Nothing of the meeting changes any more."

    def form(held: Meeting) -> django_forms.Form:
        return forms.AgreedForm(request.POST or None)

    return _change(request, number, form, do, "The minutes were agreed", "Save")


@require_http_methods(FORM)
@for_readers
def attendance(request: SignedInRequest, number: int) -> HttpResponse:
    """Say who comes, or came."""

    def do(held: Meeting, typed: Any) -> str:
        services.take_attendance(by=request.membership, meeting=held, came=typed.came())
        return "Saved. The quorum is counted anew."

    def form(held: Meeting) -> django_forms.Form:
        sitting = Holder.objects.on(held.day).filter(seat__group=held.group).select_related("person", "seat")
        first: dict[str, str] = {}
        for one in held.attendances.all():
            first |= {f"came_{one.holder_id}": one.presence, f"deputy_{one.holder_id}": one.deputy}
        return forms.AttendanceForm(request.POST or None, holders=list(sitting[:300]), initial=first)

    intro = "The name of a deputy is only needed where one came."
    return _change(request, number, form, do, "Who comes", "Save", intro=intro)


@require_http_methods(FORM)
@for_readers
def add_item(request: SignedInRequest, number: int) -> HttpResponse:
    """Add an item to an agenda."""

    def do(held: Meeting, typed: Any) -> str:
        services.add_item(by=request.membership, meeting=held, item=typed.item())
        return "Added to the agenda."

    def form(held: Meeting) -> django_forms.Form:
        return forms.ItemForm(request.POST or None)

    return _change(request, number, form, do, "Add an item to the agenda", "Add it")
