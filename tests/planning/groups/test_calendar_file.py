"""Calendar files: read back by the library, and looked at line by line."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

from clearway.planning.groups.calendar_file import CalendarMeeting, calendar_file

LONDON = ZoneInfo("Europe/London")
MEETING = CalendarMeeting(
    key="meeting-7@store",
    title="Board; with, commas",
    starts_at=datetime(2026, 7, 1, 14, 0, tzinfo=LONDON),
    ends_at=datetime(2026, 7, 1, 16, 0, tzinfo=LONDON),
    place="Oak House\\1, “online” too",
    agenda=("1 Waits " + "é" * 60, "2 Money"),
    href="https://clearway.example/groups/meetings/7",
    revision=3,
    changed_at=datetime(2026, 6, 1, tzinfo=UTC),
)


def test_a_meeting_in_summer_is_an_hour_earlier_in_the_file_and_reads_back_as_it_was():
    made = calendar_file("Board", [MEETING])
    (event,) = Calendar.from_ical(made).events
    assert event["dtstart"].dt == datetime(2026, 7, 1, 13, 0, tzinfo=UTC)
    assert (str(event["summary"]), str(event["location"])) == (MEETING.title, MEETING.place)
    assert str(event["description"]).splitlines() == [*MEETING.agenda, MEETING.href]
    assert (event["sequence"], event["status"]) == (3, "CONFIRMED")


def test_lines_end_as_the_standard_says_and_none_is_longer_than_75_bytes():
    made = calendar_file("Board", [MEETING])
    assert made.endswith(b"\r\n")
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert max(map(len, made.split(b"\r\n"))) <= 75


def test_a_cancelled_meeting_says_so_and_nobody_is_named():
    made = calendar_file("Board", [replace(MEETING, is_cancelled=True)])
    assert b"STATUS:CANCELLED" in made
    assert b"ATTENDEE" not in made
    assert b"ORGANIZER" not in made
