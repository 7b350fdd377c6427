"""Meetings as a calendar file (RFC 5545), written by the icalendar library: times in UTC, one event a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, vText

PRODUCT = "-//Clearway//Groups//EN"


@dataclass(frozen=True, slots=True)
class CalendarMeeting:
    """One meeting as calendars know it. `key` stays the same when the meeting moves; `revision` grows each time.

    Times carry their zone. `changed_at` is when the meeting was last changed.
    """

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    agenda: tuple[str, ...]
    href: str
    revision: int
    changed_at: datetime
    is_cancelled: bool = False


def calendar_file(name: str, meetings: Iterable[CalendarMeeting]) -> bytes:
    """The file that a calendar program opens. It names nobody: no attendees, no organiser."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(name))
    for one in meetings:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def _event(one: CalendarMeeting) -> Event:
    event = Event()
    event.add("uid", one.key)
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("dtstart", one.starts_at.astimezone(UTC))
    event.add("dtend", one.ends_at.astimezone(UTC))
    event.add("summary", one.title)
    event.add("location", one.place)
    event.add("description", "\n".join((*one.agenda, one.href)))
    event.add("url", one.href)
    event.add("sequence", one.revision)
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    return event
