"""The period of a row of a Fingertips download: years, several years together, quarters and months."""

import calendar
import datetime as dt
import re
from functools import cache

from clearway.intake.indicators.observing import month_days

YEAR = re.compile(r"(\d{4})$")
FINANCIAL_YEAR = re.compile(r"(\d{4})/(\d{2})$")
YEARS = re.compile(r"(\d{4})\s*-\s*(\d{2}|\d{4})$")
FINANCIAL_YEARS = re.compile(r"(\d{4})/(\d{2})\s*-\s*(?:(\d{2}|\d{4})/(\d{2}))$")
QUARTER = re.compile(r"(\d{4})\s*Q([1-4])$")
FINANCIAL_QUARTER = re.compile(r"(\d{4})/(\d{2})\s*Q([1-4])$")
NAMED_MONTH = re.compile(r"(?:([A-Za-z]{3,9})\s+(\d{4})|(\d{4})\s+([A-Za-z]{3,9}))$")
MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
APRIL, MARCH, DECEMBER = 4, 3, 12

Days = tuple[dt.date, dt.date]


@cache
def period_days(printed: str) -> Days | None:
    """The first and the last day of a printed period; None for words that are none.

    >>> period_days("2013/14")
    (datetime.date(2013, 4, 1), datetime.date(2014, 3, 31))
    >>> period_days("2019 - 21")
    (datetime.date(2019, 1, 1), datetime.date(2021, 12, 31))
    >>> period_days("2019/20 Q4")
    (datetime.date(2020, 1, 1), datetime.date(2020, 3, 31))
    >>> period_days("2013/15") is None
    True
    """
    said = printed.strip()
    if match := YEAR.match(said):
        return _years(int(match[1]), int(match[1]))
    if match := FINANCIAL_YEAR.match(said):
        return _financial(int(match[1]), int(match[1])) if _follows(match[1], match[2]) else None
    if match := YEARS.match(said):
        return _years(int(match[1]), _later(int(match[1]), match[2]))
    if match := FINANCIAL_YEARS.match(said):
        first, last = int(match[1]), _later(int(match[1]), match[3])
        are_whole = _follows(match[1], match[2]) and _follows(str(last), match[4])
        return _financial(first, last) if are_whole else None
    if match := QUARTER.match(said):
        return _months(int(match[1]), 3 * int(match[2]) - 2)
    if match := FINANCIAL_QUARTER.match(said):
        quarter = int(match[3])
        if not _follows(match[1], match[2]):
            return None
        return _months(int(match[1]) + (quarter == 4), 1 if quarter == 4 else 3 * quarter + 1)
    if match := NAMED_MONTH.match(said):
        name, year = (match[1] or match[4]).lower(), match[2] or match[3]
        number = next((place for place, month in enumerate(MONTHS, start=1) if month.startswith(name)), None)
        return month_days(f"{year}-{number:02}") if number else None
    return None


def _years(first: int, last: int) -> Days | None:
    return (dt.date(first, 1, 1), dt.date(last, DECEMBER, 31)) if first <= last else None


def _financial(first: int, last: int) -> Days | None:
    return (dt.date(first, APRIL, 1), dt.date(last + 1, MARCH, 31)) if first <= last else None


def _months(year: int, first: int) -> Days:
    return dt.date(year, first, 1), month_days(f"{year}-{first + 2:02}")[1]


def _follows(first: str, last: str) -> bool:
    return (int(first) + 1) % 100 == int(last)


def _later(first: int, last: str) -> int:
    """The year that two digits name, not before the first."""
    if len(last) == 4:
        return int(last)
    year = first // 100 * 100 + int(last)
    return year if year >= first else year + 100
