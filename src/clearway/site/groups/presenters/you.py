"""What is asked of one person: their groups, the next meetings in plain words, their questions and the answers."""

from dataclasses import dataclass
from datetime import date

from clearway.site.groups.models import AgendaItem, Group, Holder, ItemQuestion, Meeting, MeetingState
from clearway.site.groups.permissions import can_ask
from clearway.site.groups.presenters.meetings import when
from clearway.site.organisations.models import Membership

MOST_MEETINGS = 10
MOST_ANSWERS = 50


@dataclass(frozen=True, slots=True)
class YourItem:
    """An item of a coming meeting, with one's own questions on it."""

    item: AgendaItem
    questions: tuple[ItemQuestion, ...]
    may_ask: bool


@dataclass(frozen=True, slots=True)
class YourMeeting:
    """A coming meeting: when, where, and what it asks."""

    meeting: Meeting
    when: str
    items: tuple[YourItem, ...]


@dataclass(frozen=True, slots=True)
class YourPage:
    """`holders` are the seats that somebody holds; without one, meetings are those of every group."""

    holders: tuple[Holder, ...]
    groups: tuple[Group, ...]
    meetings: tuple[YourMeeting, ...]
    answers: tuple[ItemQuestion, ...]


def your_page(by: Membership, today: date) -> YourPage:
    """The page of one person on a day."""
    holders = list(Holder.objects.on(today).filter(person=by.person).select_related("seat__group"))
    groups = [one.seat.group for one in holders if one.seat.group.is_live]
    rows = Meeting.objects.filter(state=MeetingState.PLANNED).select_related("group").order_by("starts_at")
    if groups:
        rows = rows.filter(group__in=groups)
    mine = list(
        ItemQuestion.objects.filter(asked_by=by.person.email)
        .select_related("item__meeting__group")
        .order_by("-asked_at")[:MOST_ANSWERS]
    )
    meetings = tuple(_meeting(one, mine, by) for one in rows.prefetch_related("items")[:MOST_MEETINGS])
    coming = {item.item.pk for one in meetings for item in one.items}
    return YourPage(
        holders=tuple(holders),
        groups=tuple(dict.fromkeys(groups)),
        meetings=meetings,
        answers=tuple(one for one in mine if one.item_id not in coming),
    )


def _meeting(meeting: Meeting, mine: list[ItemQuestion], by: Membership) -> YourMeeting:
    items = []
    for one in meeting.items.all():
        one.meeting = meeting
        asked = tuple(question for question in mine if question.item_id == one.pk)
        items.append(YourItem(one, asked, can_ask(by, one)))
    return YourMeeting(meeting, when(meeting), tuple(items))
