"""Dates, strictly: one declared format for the whole file, real calendar days only, and nothing repaired."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EARLIEST_YEAR, LATEST_YEAR = 1990, 2099
"""No waiting-time record is older than the standards by decades, and no booking lies in another century."""

DEFAULT_DATES = frozenset(
    {
        date(1899, 12, 30),
        date(1899, 12, 31),
        date(1900, 1, 1),
        date(1900, 1, 2),
        date(1901, 1, 1),
        date(1970, 1, 1),
        date(9999, 12, 31),
    }
)
"""Days that systems write when they mean "nothing": they are read as nothing, and said."""

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}


class DateFault(StrEnum):
    """What is wrong with a date. The value is the id of its finding."""

    IMPOSSIBLE = "DATE_IMPOSSIBLE"
    YEAR = "DATE_YEAR"
    DEFAULT = "DATE_DEFAULT"
    SERIAL = "DATE_SPREADSHEET_NUMBER"
    UNREADABLE = "DATE_UNREADABLE"
    OTHER_FORMAT = "DATE_OTHER_FORMAT"


@dataclass(frozen=True, slots=True)
class DateFormat:
    """A way of writing dates: its name, its shape, and the order of its parts."""

    name: str
    shape: re.Pattern[str]
    parts: Callable[[re.Match[str]], tuple[int, int, int]]


def _ymd(match: re.Match[str]) -> tuple[int, int, int]:
    return int(match[1]), int(match[2]), int(match[3])


def _dmy(match: re.Match[str]) -> tuple[int, int, int]:
    return int(match[3]), int(match[2]), int(match[1])


def _mdy(match: re.Match[str]) -> tuple[int, int, int]:
    return int(match[3]), int(match[1]), int(match[2])


def _dmy_of_this_century(match: re.Match[str]) -> tuple[int, int, int]:
    return 2000 + int(match[3]), int(match[2]), int(match[1])


def _day_month_name_of_this_century(match: re.Match[str]) -> tuple[int, int, int]:
    return 2000 + int(match[3]), MONTHS.get(match[2].lower(), 0), int(match[1])


def _day_month_name(match: re.Match[str]) -> tuple[int, int, int]:
    return int(match[3]), MONTHS.get(match[2].lower(), 0), int(match[1])


def _day_in_london(match: re.Match[str]) -> tuple[int, int, int]:
    """The calendar day in London of a moment told with its zone: 23:30 UTC in summer is the next day there."""
    try:
        moment = datetime.fromisoformat(match[0]).astimezone(LONDON)
    except (ValueError, OverflowError):
        return 0, 0, 0
    return moment.year, moment.month, moment.day


FORMATS = {
    one.name: one
    for one in (
        DateFormat("YYYY-MM-DD", re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"), _ymd),
        DateFormat("DD/MM/YYYY", re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})"), _dmy),
        DateFormat("MM/DD/YYYY", re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})"), _mdy),
        DateFormat("YYYY/MM/DD", re.compile(r"([0-9]{4})/([0-9]{2})/([0-9]{2})"), _ymd),
        DateFormat("DD-MM-YYYY", re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})"), _dmy),
        DateFormat("DD.MM.YYYY", re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})"), _dmy),
        DateFormat("YYYYMMDD", re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"), _ymd),
        DateFormat("DD-MON-YYYY", re.compile(r"([0-9]{2})[- ]([A-Za-z]{3})[- ]([0-9]{4})"), _day_month_name),
    )
}
"""The formats that can be declared. Times of day are never read: waits count local calendar dates."""

TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?"

LOOSE_FORMATS = (
    *FORMATS.values(),
    DateFormat("D/M/YYYY", re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})"), _dmy),
    DateFormat("DD/MM/YY", re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{2})"), _dmy_of_this_century),
    DateFormat("D-MON-YY", re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3})[- ]([0-9]{2})"), _day_month_name_of_this_century),
    DateFormat(
        "YYYY-MM-DD with a time",
        re.compile(rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})[T ]{TIME}"),
        _ymd,
    ),
    DateFormat(
        "YYYY-MM-DD with a time and zone",
        re.compile(rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})[T ]{TIME}(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})"),
        _day_in_london,
    ),
    DateFormat("DD/MM/YYYY with a time", re.compile(rf"([0-9]{{2}})/([0-9]{{2}})/([0-9]{{4}}) {TIME}"), _dmy),
    DateFormat(
        "DD-MON-YYYY with a time",
        re.compile(rf"([0-9]{{2}})[- ]([A-Za-z]{{3}})[- ]([0-9]{{4}}) {TIME}"),
        _day_month_name,
    ),
)
"""Formats that are recognised so that they can be named. A sender can declare those of `FORMATS`; a mapping profile can
declare any, since who made it has looked at the column: a time of day is then left out because it was said, and the day
of a moment with its zone is the day in London."""

PROFILE_FORMATS = {one.name: one for one in LOOSE_FORMATS} | {
    "Excel": DateFormat("Excel", re.compile(rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})(?:T{TIME})?"), _ymd)
}
"""What a mapping profile can declare. `Excel` is a date cell of a workbook, which the reader writes out as ISO 8601."""

SERIAL = re.compile(r"[0-9]{5}(\.[0-9]+)?")


def read_date(text: str, expected: DateFormat) -> date | DateFault:
    """A date written in the expected format, or what is wrong with it.

    >>> read_date("2025-02-31", FORMATS["YYYY-MM-DD"])
    <DateFault.IMPOSSIBLE: 'DATE_IMPOSSIBLE'>
    """
    match = expected.shape.fullmatch(text)
    if match is None:
        return fault_of_other_text(text)
    day = real_day(*expected.parts(match))
    if day is None:
        return fault_of_other_text(text)
    if day in DEFAULT_DATES:
        return DateFault.DEFAULT
    return day if EARLIEST_YEAR <= day.year <= LATEST_YEAR else DateFault.YEAR


def fault_of_other_text(text: str) -> DateFault:
    """What a text is that is no day in the expected format: another format, no day, or a spreadsheet's number."""
    shapes = [(one, match) for one in LOOSE_FORMATS if (match := one.shape.fullmatch(text))]
    if any(real_day(*one.parts(match)) for one, match in shapes):
        return DateFault.OTHER_FORMAT
    if shapes:
        return DateFault.IMPOSSIBLE
    return DateFault.SERIAL if SERIAL.fullmatch(text) else DateFault.UNREADABLE


def formats_that_fit(text: str) -> list[str]:
    """The names of the formats in which a text is a real day: two of them make it ambiguous."""
    return [one.name for one in LOOSE_FORMATS if (match := one.shape.fullmatch(text)) and real_day(*one.parts(match))]


def real_day(year: int, month: int, day: int) -> date | None:
    """The calendar day, or None when there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
