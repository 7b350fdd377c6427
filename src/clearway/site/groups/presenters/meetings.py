"""Meetings as lists and pages: agenda with quorum by item, who came, decisions, actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from clearway.planning.calendar_file import CalendarEvent
from clearway.planning.groups.quorum import QuorumCount
from clearway.publications.tables import Column, Kind, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.groups.counting import quorum_by_item
from clearway.site.groups.models import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    DecisionKind,
    Meeting,
    MeetingState,
)
from clearway.site.groups.presenters.notes import notes
from clearway.site.groups.reading import Standing, standing

NOT_SAID = "not said yet"


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item of an agenda with its quorum as it is counted now."""

    item: AgendaItem
    quorum: QuorumCount
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything that the page of a meeting shows."""

    when: str
    items: tuple[ShownItem, ...]
    is_attended: bool
    attendance: FoldingTable
    decisions: FoldingTable
    actions: FoldingTable


def when(meeting: Meeting) -> str:
    """Day and times in words."""
    begin, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return f"{words.day(begin.date())}, {begin:%H:%M} to {end:%H:%M}"


def meeting_page(meeting: Meeting, today: date) -> MeetingPage:
    """The page of a meeting."""
    held = standing(meeting.group, meeting.day)
    counts = quorum_by_item(meeting, held)
    items = list(meeting.items.prefetch_related("papers", "decisions", "interests__holder__person"))
    decisions = list(Decision.objects.filter(item__meeting=meeting).select_related("item__meeting__group"))
    actions = list(meeting.actions.select_related("owner", "group"))
    title = f"{meeting.group.name}, {words.day(meeting.day)}"
    return MeetingPage(
        when=when(meeting),
        items=tuple(ShownItem(one, counts[one.pk], tuple(one.decisions.all())) for one in items),
        is_attended=meeting.attendances.exists(),
        attendance=attendance_list(meeting, held),
        decisions=decisions_list(decisions, key="decisions", title=f"Decisions: {title}", today=today),
        actions=actions_list(actions, key="actions", title=f"Actions: {title}", today=today),
    )


def meetings_list(rows: Sequence[Meeting], *, key: str, title: str, empty: str, today: date) -> FoldingTable:
    """Meetings as a list that leads to the page of each."""
    columns = (
        Column("group", "Group"),
        Column("day", "Day", Kind.DATE),
        Column("when", "When"),
        Column("place", "Place"),
        Column("state", "State"),
    )
    told = tuple((one.group.name, one.day, when(one), one.place, one.get_state_display()) for one in rows)
    definition = "Meetings of groups, with the state of each."
    return FoldingTable(
        key=key,
        table=Table(title, columns, told, notes(definition, today, rows=len(rows))),
        headings=("Meeting", "Group", "Place", "State"),
        rows=tuple(
            (
                FoldingCell(when(one), href=reverse("groups:meeting", args=[one.pk])),
                FoldingCell(one.group.name),
                FoldingCell(one.place),
                FoldingCell(one.get_state_display(), (one.cancelled_because,)),
            )
            for one in rows
        ),
        empty=empty,
    )


def attendance_list(meeting: Meeting, held: Standing) -> FoldingTable:
    """Everybody who sits in the group on the day of the meeting, and whether they came."""
    said: dict[int, Attendance] = {one.holder_id: one for one in meeting.attendances.all()}
    title = f"Who comes: {meeting.group.name}, {words.day(meeting.day)}"
    columns = (
        Column("name", "Name"),
        Column("seat", "Seat"),
        Column("votes", "Takes part in decisions"),
        Column("came", "Came"),
        Column("deputy", "Deputy"),
    )
    rows, told = [], []
    for sitting in held.sittings:
        for who in sitting.holders:
            one = said.get(who.pk)
            came, deputy = (one.get_presence_display(), one.deputy) if one else (NOT_SAID, "")
            votes = "yes" if sitting.seat.votes else "no"
            told.append((who.name, sitting.seat.name, votes, came, deputy))
            rows.append((FoldingCell(who.name), FoldingCell(sitting.seat.name), FoldingCell(came, (deputy,))))
    definition = "Everybody who holds a seat on the day of the meeting, and whether they came."
    return FoldingTable(
        key="attendance",
        table=Table(title, columns, tuple(told), notes(definition, meeting.day, rows=len(told), names_people=True)),
        headings=("Name", "Seat", "Came"),
        rows=tuple(rows),
        empty="Nobody holds a seat in this group on that day: nobody can be counted.",
    )


def decisions_list(rows: Sequence[Decision], *, key: str, title: str, today: date, empty: str = "") -> FoldingTable:
    """Decisions with their authority, quorum and ratification."""
    columns = (
        Column("decided_on", "Day", Kind.DATE),
        Column("group", "Group"),
        Column("kind", "Kind"),
        Column("decision", "What was decided"),
        Column("authority", "Whose decision"),
        Column("must_ratify", "Who must ratify"),
        Column("ratified_on", "Ratified on", Kind.DATE),
        Column("ratified_by", "Ratified by"),
        Column("counted", "Counted", Kind.COUNT),
        Column("needed", "Needed", Kind.COUNT),
        Column("quorum", "Quorum in words"),
    )
    told = tuple(
        (
            one.decided_on, one.item.meeting.group.name, DecisionKind(one.kind).value, one.words, one.authority,
            one.must_ratify, one.ratified_on, one.ratified_by, one.counted, one.needed, one.quorum_words,
        )
        for one in rows
    )  # fmt: skip
    definition = "Decisions and recommendations, with the quorum as it was counted when they were made."
    return FoldingTable(
        key=key,
        table=Table(title, columns, told, notes(definition, today, rows=len(rows))),
        headings=("Decision", "Authority", "Ratified"),
        rows=tuple(_decision_row(one) for one in rows),
        empty=empty or "No decision is recorded.",
    )


def _decision_row(one: Decision) -> tuple[FoldingCell, ...]:
    day = f"{one.item.meeting.group.name}, {words.day(one.decided_on)}"
    said = f"by {one.must_ratify}" if one.must_ratify else ""
    if one.ratified_on:
        ratified = FoldingCell(f"{words.day(one.ratified_on)}, {one.ratified_by}")
    elif one.awaits_ratification:
        ratified = FoldingCell("not yet", (said,), tag="waits")
    else:
        ratified = FoldingCell("nobody needs to" if one.kind == DecisionKind.DECISION else "nothing was decided")
    kind = "recommendation" if one.kind == DecisionKind.RECOMMENDATION else ""
    return (
        FoldingCell(one.words, (day, one.quorum_words), reverse("groups:item", args=[one.item_id]), kind),
        FoldingCell(one.authority),
        ratified,
    )


def actions_list(rows: Sequence[Action], *, key: str, title: str, today: date, empty: str = "") -> FoldingTable:
    """Actions with their owner, day and what came of them."""
    columns = (
        Column("action", "Action"),
        Column("group", "Group"),
        Column("owner", "Owner"),
        Column("agreed_on", "Agreed", Kind.DATE),
        Column("due_on", "Due", Kind.DATE),
        Column("state", "State"),
        Column("done_on", "Done", Kind.DATE),
        Column("outcome", "What came of it"),
    )
    told = tuple(
        (
            one.words,
            one.group.name,
            one.owner_name,
            one.agreed_on,
            one.due_on,
            one.state(today),
            one.done_on,
            one.outcome,
        )
        for one in rows
    )
    definition = "Actions agreed in groups. One is overdue from the day after it was due."
    return FoldingTable(
        key=key,
        table=Table(title, columns, told, notes(definition, today, rows=len(rows), names_people=True)),
        headings=("Action", "Owner", "Due", "State"),
        rows=tuple(_action_row(one, today) for one in rows),
        empty=empty or "No action is recorded.",
    )


def _action_row(one: Action, today: date) -> tuple[FoldingCell, ...]:
    state = one.state(today)
    done = f"done on {words.day(one.done_on)}" if one.done_on else "open"
    return (
        FoldingCell(one.words, (one.group.name,), reverse("groups:action", args=[one.pk])),
        FoldingCell(one.owner_name),
        FoldingCell(words.day(one.due_on), is_short=True),
        FoldingCell(done, (one.outcome,), tag="overdue" if state == "overdue" else ""),
    )


def for_calendar(meeting: Meeting, *, store: str, site: str) -> CalendarEvent:
    """A meeting as calendars know it; `site` is the beginning of this site's addresses."""
    agenda = tuple(f"{one.position} {one.title} ({one.get_purpose_display().lower()})" for one in meeting.items.all())
    return CalendarEvent(
        key=f"meeting-{meeting.pk}@{store or 'clearway'}",
        title=meeting.group.name,
        first=meeting.starts_at,
        last=meeting.ends_at,
        place=meeting.place,
        words=agenda,
        href=f"{site}{reverse('groups:meeting', args=[meeting.pk])}",
        revision=meeting.revision,
        changed_at=meeting.changed_at,
        is_cancelled=meeting.state == MeetingState.CANCELLED,
    )
