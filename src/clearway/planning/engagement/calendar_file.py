"""Activities as a calendar file (RFC 5545): whole days, one event an activity, nobody named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vText

PRODUCT = "-//Clearway//Engagement//EN"


@dataclass(frozen=True, slots=True)
class CalendarActivity:
    """One activity as calendars know it. `key` stays the same when it changes; `revision` grows each time.

    Both days are within it.
    """

    key: str
    title: str
    first: date
    last: date
    place: str
    words: tuple[str, ...]
    href: str
    revision: int
    changed_at: datetime
    is_cancelled: bool = False


def calendar_file(name: str, activities: Iterable[CalendarActivity]) -> bytes:
    """The file that a calendar program opens."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(name))
    for one in activities:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def _event(one: CalendarActivity) -> Event:
    event = Event()
    event.add("uid", one.key)
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("dtstart", one.first)
    event.add("dtend", one.last + timedelta(days=1))  # the end of a whole-day event is the day after
    event.add("summary", one.title)
    event.add("location", one.place)
    event.add("description", "\n".join((*one.words, one.href)))
    event.add("url", one.href)
    event.add("sequence", one.revision)
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    return event
