"""The quorum of each item of a meeting, as seats, rule, attendance and interests stand on its day."""

from clearway.planning.groups.kinds import InterestEffect, Presence
from clearway.planning.groups.quorum import QuorumCount, count_quorum
from clearway.site.groups.models import AgendaItem, Meeting
from clearway.site.groups.reading import Standing, standing


def quorum_by_item(meeting: Meeting, held: Standing | None = None) -> dict[int, QuorumCount]:
    """The count of each item by its number, in three questions whatever their number."""
    held = held or standing(meeting.group, meeting.day)
    presence = _presence(meeting)
    items = list(meeting.items.prefetch_related("interests"))
    return {one.pk: _counted(one, held, presence) for one in items}


def quorum_of(item: AgendaItem) -> QuorumCount:
    """The count of one item: no other item of its meeting is read."""
    return _counted(item, standing(item.meeting.group, item.meeting.day), _presence(item.meeting))


def _presence(meeting: Meeting) -> dict[int, Presence]:
    return {holder: Presence(one) for holder, one in meeting.attendances.values_list("holder", "presence")}


def _counted(item: AgendaItem, held: Standing, presence: dict[int, Presence]) -> QuorumCount:
    interests: dict[int, list[InterestEffect]] = {}
    for one in item.interests.all():
        interests.setdefault(one.holder_id, []).append(InterestEffect(one.effect))
    return count_quorum(
        held.rule, seats=held.voting_seats, members=held.members, presence=presence, interests=interests
    )
