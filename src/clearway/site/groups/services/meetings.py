"""Planning a meeting, its agenda and papers, who comes, what they declare; holding it, and agreeing its minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from clearway.planning.groups.kinds import InterestEffect, Presence
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.groups.models import (
    AgendaItem,
    Attendance,
    Group,
    Holder,
    Interest,
    ItemPurpose,
    Meeting,
    MeetingState,
    Paper,
)
from clearway.site.groups.permissions import check_may_keep
from clearway.site.groups.services.groups import live
from clearway.site.groups.services.telling import tell_cancelled, tell_planned
from clearway.site.groups.services.wording import check_new, optional, text
from clearway.site.organisations.models import Membership

OPEN = (MeetingState.PLANNED, MeetingState.HELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is said of an item of an agenda."""

    title: str
    purpose: ItemPurpose
    decision_asked: str = ""
    presenter: str = ""
    minutes_planned: int | None = None
    plain_summary: str = ""
    asked_of_people: str = ""

    def columns(self) -> dict[str, object]:
        """The columns of its row. Raises Refused for texts that are not kept."""
        if self.purpose is ItemPurpose.DECIDE and not self.decision_asked.strip():
            raise Refused(
                "An item for decision says what is to be decided.",
                "Write the decision that is asked for.",
                code="ITEM-ASKS",
            )
        return {
            "title": text(self.title, what="The title", longest=200),
            "purpose": self.purpose.value,
            "decision_asked": optional(self.decision_asked, what="The decision asked for", longest=500),
            "presenter": optional(self.presenter, what="Who brings it", longest=200),
            "minutes_planned": self.minutes_planned,
            "plain_summary": optional(self.plain_summary, what="The plain summary"),
            "asked_of_people": optional(self.asked_of_people, what="What is asked of patient representatives"),
        }


def plan_meeting(*, by: Membership, group: Group, starts_at: datetime, ends_at: datetime, place: str) -> Meeting:
    """Plan a meeting; whoever sits in the group and signs in here is told."""
    check_may_keep(by)
    _check_times(starts_at, ends_at)
    with transaction.atomic():
        held = live(group)
        check_new(held.meetings.filter(starts_at=starts_at, state=MeetingState.PLANNED), what="A meeting at that time")
        made = Meeting.objects.create(
            group=held,
            starts_at=starts_at,
            ends_at=ends_at,
            place=text(place, what="The place", longest=300),
            changed_at=timezone.now(),
        )
        audit.record(event="meeting planned", by=by, subject=made, after={"group": group.pk, "starts_at": starts_at})
        tell_planned(made, apart_from=by.person.email)
    return made


def move_meeting(*, by: Membership, meeting: Meeting, starts_at: datetime, ends_at: datetime, place: str) -> Meeting:
    """Change when or where a planned meeting is; people are told, and calendars take the change over."""
    check_may_keep(by)
    _check_times(starts_at, ends_at)
    with transaction.atomic():
        held = in_state(meeting, MeetingState.PLANNED)
        before = {"starts_at": held.starts_at, "ends_at": held.ends_at, "place": held.place}
        held.starts_at, held.ends_at = starts_at, ends_at
        held.place = text(place, what="The place", longest=300)
        _changed(held)
        after = {"starts_at": starts_at, "ends_at": ends_at, "place": held.place}
        audit.record(event="meeting moved", by=by, subject=held, before=before, after=after)
        tell_planned(held, apart_from=by.person.email)
    return held


def cancel_meeting(*, by: Membership, meeting: Meeting, reason: str) -> Meeting:
    """Cancel a planned meeting with a reason; people are told."""
    check_may_keep(by)
    why = text(reason, what="The reason", longest=500)
    with transaction.atomic():
        held = in_state(meeting, MeetingState.PLANNED)
        held.state, held.cancelled_because = MeetingState.CANCELLED, why
        _changed(held)
        audit.record(event="meeting cancelled", by=by, subject=held, reason=why)
        tell_cancelled(held, apart_from=by.person.email)
    return held


def hold_meeting(*, by: Membership, meeting: Meeting) -> Meeting:
    """Begin a meeting: from now on decisions can be recorded. Refused without an agenda, before its day, or without
    anybody who came."""
    check_may_keep(by)
    with transaction.atomic():
        held = in_state(meeting, MeetingState.PLANNED)
        if timezone.localdate() < held.day:
            raise Refused("The day of this meeting has not come.", "Move the meeting first.", code="MEETING-AHEAD")
        if not held.items.exists():
            raise Refused("The meeting has no agenda.", "Add what is to be talked about.", code="MEETING-AGENDA")
        if not held.attendances.filter(presence__in=(Presence.PRESENT.value, Presence.DEPUTY.value)).exists():
            raise Refused("Nobody is said to be there.", "Say first who came.", code="MEETING-NOBODY")
        held.state = MeetingState.HELD
        _changed(held)
        audit.record(event="meeting held", by=by, subject=held)
    return held


def agree_minutes(*, by: Membership, meeting: Meeting, on: date) -> Meeting:
    """Say on which day the minutes were agreed: nothing of the meeting is changed after that."""
    check_may_keep(by)
    with transaction.atomic():
        held = in_state(meeting, MeetingState.HELD)
        if on < held.day:
            raise Refused(
                "Minutes are not agreed before the meeting.", "Enter the day on which they were.", code="MINUTES-DATES"
            )
        held.state, held.minutes_agreed_on = MeetingState.AGREED, on
        _changed(held)
        audit.record(event="minutes agreed", by=by, subject=held, after={"on": on})
    return held


def add_item(*, by: Membership, meeting: Meeting, item: Item) -> AgendaItem:
    """Add an item at the end of the agenda."""
    check_may_keep(by)
    columns = item.columns()
    with transaction.atomic():
        held = in_state(meeting, *OPEN)
        check_new(held.items.filter(title=columns["title"]), what="An item of that title")
        last = held.items.aggregate(last=Max("position"))["last"] or 0
        made = AgendaItem.objects.create(meeting=held, position=last + 1, **columns)
        _changed(held)
        audit.record(event="agenda item added", by=by, subject=made, after={"title": made.title})
    return made


def change_item(*, by: Membership, item: AgendaItem, said: Item) -> AgendaItem:
    """Change what is said of an item of a meeting that is still planned."""
    check_may_keep(by)
    columns = said.columns()
    with transaction.atomic():
        held = in_state(item.meeting, MeetingState.PLANNED)
        for name, value in columns.items():
            setattr(item, name, value)
        item.save(update_fields=list(columns))
        _changed(held)
        audit.record(event="agenda item changed", by=by, subject=item, after={"title": item.title})
    return item


def move_item(*, by: Membership, item: AgendaItem, earlier: bool) -> AgendaItem:
    """Put an item one place earlier or later on the agenda of a meeting that is still planned."""
    check_may_keep(by)
    with transaction.atomic():
        held = in_state(item.meeting, MeetingState.PLANNED)
        order = list(held.items.order_by("position", "pk"))
        place = next(at for at, one in enumerate(order) if one.pk == item.pk)
        other = place - 1 if earlier else place + 1
        if not 0 <= other < len(order):
            raise Refused("It stands there already.", "Move another item.", code="ITEM-PLACE")
        first, second = order[place], order[other]
        before, after = first.position, second.position
        # A place is taken once: the item waits behind all others while the two change places.
        for one, position in ((first, order[-1].position + 1), (second, before), (first, after)):
            one.position = position
            one.save(update_fields=["position"])
        _changed(held)
        audit.record(
            event="agenda item moved", by=by, subject=first, before={"position": before}, after={"position": after}
        )
    return first


def note_discussion(*, by: Membership, item: AgendaItem, words: str) -> AgendaItem:
    """Keep what was said about an item, for the minutes."""
    check_may_keep(by)
    with transaction.atomic():
        in_state(item.meeting, MeetingState.HELD)
        item.discussion = text(words, what="What was said")
        item.save(update_fields=["discussion"])
        audit.record(event="discussion noted", by=by, subject=item)
    return item


def add_paper(*, by: Membership, item: AgendaItem, title: str, kept_at: str) -> Paper:
    """Name a paper for an item, and where it is kept."""
    check_may_keep(by)
    with transaction.atomic():
        in_state(item.meeting, *OPEN)
        called = text(title, what="The title", longest=200)
        check_new(item.papers.filter(title=called), what="A paper of that title")
        made = Paper.objects.create(
            item=item,
            title=called,
            kept_at=text(kept_at, what="Where it is kept", longest=500),
            added_by=by.person.email,
            added_at=timezone.now(),
        )
        audit.record(event="paper added", by=by, subject=made, after={"item": item.pk})
    return made


def take_attendance(*, by: Membership, meeting: Meeting, came: Mapping[int, tuple[Presence, str]]) -> int:
    """Say who comes or came: by the number of the holder, with the name of a deputy. Returns how many were said."""
    check_may_keep(by)
    with transaction.atomic():
        held = in_state(meeting, *OPEN)
        sitting = set(Holder.objects.on(held.day).filter(seat__group=held.group).values_list("pk", flat=True))
        if strangers := set(came) - sitting:
            raise Refused(
                f"{len(strangers)} of them hold no seat in this group on that day.",
                "Look at the seats of the group.",
                code="ATTENDANCE-SEAT",
            )
        for holder, (presence, deputy) in came.items():
            if presence is Presence.DEPUTY and not deputy.strip():
                raise Refused("A deputy has a name.", "Write who came.", code="ATTENDANCE-DEPUTY")
            name = optional(deputy, what="The deputy", longest=200) if presence is Presence.DEPUTY else ""
            Attendance.objects.update_or_create(
                meeting=held, holder_id=holder, defaults={"presence": presence.value, "deputy": name}
            )
        audit.record(event="attendance taken", by=by, subject=held, after={"holders": len(came)})
    return len(came)


def declare_interest(
    *, by: Membership, item: AgendaItem, holder: Holder, words: str, effect: InterestEffect
) -> Interest:
    """Keep an interest for one item, and what it does. A second one of the same holder takes the place of the first."""
    check_may_keep(by)
    with transaction.atomic():
        held = in_state(item.meeting, *OPEN)
        if not Holder.objects.on(held.day).filter(seat__group=held.group, pk=holder.pk).exists():
            raise Refused(
                "They hold no seat in this group on that day.", "Choose somebody who does.", code="INTEREST-SEAT"
            )
        if item.decisions.exists():
            raise Refused(
                "Something was decided on this item already, with the quorum of that moment.",
                "Declare interests before an item is decided.",
                code="INTEREST-LATE",
            )
        said = text(words, what="The interest", longest=500)
        made, _ = Interest.objects.update_or_create(
            item=item, holder=holder, defaults={"words": said, "effect": effect.value}
        )
        audit.record(event="interest declared", by=by, subject=made, after={"item": item.pk, "effect": effect.value})
    return made


def in_state(meeting: Meeting, *states: MeetingState) -> Meeting:
    """The row of a meeting, kept from others' writes. Refused in any other state."""
    held = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    if held.state not in states:
        words = MeetingState(held.state).label.lower()
        raise Refused(f"This meeting is in another state: {words}.", "Open the meeting again.", code="MEETING-STATE")
    return held


def _changed(held: Meeting) -> None:
    held.revision += 1
    held.changed_at = timezone.now()
    held.save()


def _check_times(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refused("The meeting would end before it begins.", "Enter a later end.", code="MEETING-TIMES")
