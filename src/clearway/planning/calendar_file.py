"""What is planned as a calendar file (RFC 5545), written by the icalendar library: whole days, or moments in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vText


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event as calendars know it. `key` stays the same when it changes; `revision` grows each time.

    `first` and `last` are both days that are within it, or both moments that carry their zone. `changed_at` is when it
    was last changed.
    """

    key: str
    title: str
    first: date | datetime
    last: date | datetime
    place: str
    words: tuple[str, ...]
    href: str
    revision: int
    changed_at: datetime
    is_cancelled: bool = False


def calendar_file(name: str, events: Iterable[CalendarEvent], *, part: str) -> bytes:
    """The file that a calendar program opens. It names nobody: no attendees, no organiser.

    `part` is the part of Clearway that made it, as calendars see it.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Clearway//{part}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(name))
    for one in events:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def _event(one: CalendarEvent) -> Event:
    event = Event()
    event.add("uid", one.key)
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("dtstart", _in_file(one.first))
    event.add("dtend", _in_file(one.last, is_end=True))
    event.add("summary", one.title)
    event.add("location", one.place)
    event.add("description", "\n".join((*one.words, one.href)))
    event.add("url", one.href)
    event.add("sequence", one.revision)
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    return event


def _in_file(one: date | datetime, *, is_end: bool = False) -> date | datetime:
    """A moment in UTC, or a day; the end of whole days is the day after the last."""
    if isinstance(one, datetime):
        return one.astimezone(UTC)
    return one + timedelta(days=is_end)
