"""When an activity happens, as planners write it: a day, a month, from a month to another, the beginning of one."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAME = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
PART = r"(?P<part>early|mid|late|beginning of|end of)?\s*"
DAY = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+" + NAME.format("month") + r"\s+(?P<year>\d{4})")
MONTH = re.compile(PART + NAME.format("month") + r"\s+(?P<year>\d{4})")
SPAN = re.compile(
    NAME.format("month")
    + r"\s*(?P<first_year>\d{4})?\s*(?:-|–|—|to|until)\s*"
    + NAME.format("last")
    + r"\s+(?P<year>\d{4})"
)
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
PARTS = {"early": (1, 10), "beginning of": (1, 10), "mid": (11, 20), "late": (21, 31), "end of": (21, 31)}


YEARS = range(1948, 2101)
"""Years that a planner can mean: since there is a health service, and as far as anybody plans."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a first to a last day, both within it."""

    first: date
    last: date


def is_usual(day: date) -> bool:
    """Whether a day is in a year that a planner can mean."""
    return day.year in YEARS


def span_of(words: str) -> Span | None:
    """The days that words of a planner mean; None where they name none that can be told.

    `Early January 2017` is read as its first ten days, `mid` and `late` as the ten or so after: our reading.
    """
    plain = " ".join(words.casefold().split())
    if any(int(one) not in YEARS for one in re.findall(r"\d{4}", plain)):
        return None
    if found := ISO.fullmatch(plain):
        return _one_day(int(found["year"]), int(found["month"]), int(found["day"]))
    if found := DAY.fullmatch(plain):
        return _one_day(int(found["year"]), _month(found["month"]), int(found["day"]))
    if found := MONTH.fullmatch(plain):
        year, month = int(found["year"]), _month(found["month"])
        first, last = PARTS.get(found["part"] or "", (1, 31))
        return Span(date(year, month, first), date(year, month, min(last, monthrange(year, month)[1])))
    if found := SPAN.fullmatch(plain):
        year = int(found["year"])
        first, last = _month(found["month"]), _month(found["last"])
        begins = int(found["first_year"]) if found["first_year"] else year - (first > last)
        until = date(year, last, monthrange(year, last)[1])
        return Span(date(begins, first, 1), until) if date(begins, first, 1) <= until else None
    return None


def _month(name: str) -> int:
    return MONTHS.index(name[:3]) + 1


def _one_day(year: int, month: int, day: int) -> Span | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Span(found, found)
