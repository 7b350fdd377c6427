"""Calendar files: read back by the library, and looked at line by line."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

from clearway.planning.calendar_file import CalendarEvent, calendar_file

LONDON = ZoneInfo("Europe/London")
MEETING = CalendarEvent(
    key="meeting-7@store",
    title="Board; with, commas",
    first=datetime(2026, 7, 1, 14, 0, tzinfo=LONDON),
    last=datetime(2026, 7, 1, 16, 0, tzinfo=LONDON),
    place="Oak House\\1, “online” too",
    words=("1 Waits " + "é" * 60, "2 Money"),
    href="https://clearway.example/groups/meetings/7",
    revision=3,
    changed_at=datetime(2026, 6, 1, tzinfo=UTC),
)


def test_a_meeting_in_summer_is_an_hour_earlier_in_the_file_and_reads_back_as_it_was():
    made = calendar_file("Board", [MEETING], part="Groups")
    (event,) = Calendar.from_ical(made).events
    assert event["dtstart"].dt == datetime(2026, 7, 1, 13, 0, tzinfo=UTC)
    assert (str(event["summary"]), str(event["location"])) == (MEETING.title, MEETING.place)
    assert str(event["description"]).splitlines() == [*MEETING.words, MEETING.href]
    assert (event["sequence"], event["status"]) == (3, "CONFIRMED")


def test_lines_end_as_the_standard_says_and_none_is_longer_than_75_bytes():
    made = calendar_file("Board", [MEETING], part="Groups")
    assert made.endswith(b"\r\n")
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert max(map(len, made.split(b"\r\n"))) <= 75


def test_a_cancelled_meeting_says_so_and_nobody_is_named():
    made = calendar_file("Board", [replace(MEETING, is_cancelled=True)], part="Groups")
    assert b"STATUS:CANCELLED" in made
    assert b"ATTENDEE" not in made
    assert b"ORGANIZER" not in made


def test_days_are_whole_and_the_file_ends_the_day_after_the_last():
    stall = replace(MEETING, first=date(2026, 6, 3), last=date(2026, 6, 4), is_cancelled=True, revision=2)
    text = calendar_file("Engagement", [stall], part="Engagement")
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 6, 3), date(2026, 6, 5))
    assert (event["status"], event["sequence"]) == ("CANCELLED", 2)
    assert b"ATTENDEE" not in text
    assert b"ORGANIZER" not in text
