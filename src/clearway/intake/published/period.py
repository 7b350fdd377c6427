"""Which month, which release and which basis a published file is for, from its own words."""

import datetime as dt
import re
from pathlib import PurePath

from clearway.intake.reading import Declared, Release
from clearway.intake.workbook import Cell
from clearway.records.findings import Finding, FindingKind, Refused

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_AND_YEAR = re.compile(r"([A-Za-z]{3,9})[\s-]+(\d{2}|\d{4})$")
MONTH_AND_FINANCIAL_YEAR = re.compile(r"([A-Za-z]{3,9})[\s-]+(\d{4})[/-](\d{2})$")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})(?:-01(?:[T ]00:00(?::00)?)?)?$")
DAY_FIRST = re.compile(r"0?1/(\d{1,2})/(\d{4})(?: 00:00(?::00)?)?$")
QUARTER = re.compile(r"\bQ[1-4]\b|\bQUARTER\b", re.IGNORECASE)
SERIAL_DAYS = range(36_526, 73_051)
"""Days from the first of 2000 to the end of 2099 as Excel numbers them."""
EXCEL_DAY_0 = dt.date(1899, 12, 30)

RELEASE_WORD = re.compile(r"(?<![a-z])(provisional|final)(?![a-z])", re.IGNORECASE)
NAME_STARTS_WITH_MONTH = re.compile(r"(20\d{2})(0[1-9]|1[0-2])(?!\d)")
NAME_HOLDS_MONTH = re.compile(r"(?<![A-Za-z])([A-Za-z]{3,9})[\s_-]*(20\d{2}|\d{2})(?!\d)")


def month_of(cell: Cell) -> str | None:
    """`YYYY-MM` of a period as printed. None for anything else, and for a day in the middle of a month.

    Known ways: `Mar-25`, `March 2025`, `JUL 2021/22` (a month of a financial year), `2025-03`, `2025-03-01`,
    `01/03/2025` and a date cell. A bare number is no month: see `month_of_serial`.
    """
    if isinstance(cell, dt.date):
        return month_of_day(cell)
    words = str(cell).strip()
    if match := MONTH_AND_YEAR.match(words):
        return named_month(match[1], int(match[2]) if len(match[2]) == 4 else 2000 + int(match[2]))
    if match := MONTH_AND_FINANCIAL_YEAR.match(words):
        return month_of_financial_year(match[1], int(match[2]), int(match[3]))
    if match := YEAR_FIRST.match(words):
        return numbered_month(int(match[1]), int(match[2]))
    if match := DAY_FIRST.match(words):
        return numbered_month(int(match[2]), int(match[1]))
    return None


def month_of_day(day: dt.date) -> str | None:
    """The month that starts or ends on a day. None for another: day and month may have changed places in it."""
    is_edge = day.day == 1 or (day + dt.timedelta(days=1)).day == 1
    return f"{day.year:04}-{day.month:02}" if is_edge else None


def month_of_serial(cell: Cell) -> str | None:
    """The month that starts or ends on a day numbered as Excel does; None for any other number, and for words.

    Only a line that stands where the period stands may be read so: among figures a number is never taken for a date.
    """
    if not isinstance(cell, int | float) or isinstance(cell, bool) or cell not in SERIAL_DAYS:
        return None
    return month_of_day(EXCEL_DAY_0 + dt.timedelta(days=int(cell)))


def month_of_financial_year(name: str, first_year: int, last_year: int) -> str | None:
    """A month of the financial year April to March: `MAR 2021/22` is March 2022. None when the years do not follow."""
    month = named_month(name, first_year)
    if month is None or (first_year + 1) % 100 != last_year:
        return None
    return month if month[5:] >= "04" else named_month(name, first_year + 1)


def named_month(name: str, year: int) -> str | None:
    """The month of a name or its first three letters."""
    short = name[:3].lower()
    return f"{year:04}-{MONTHS.index(short) + 1:02}" if short in MONTHS else None


def numbered_month(year: int, month: int) -> str | None:
    """The month of a number from 1 to 12."""
    return f"{year:04}-{month:02}" if 1 <= month <= 12 else None


def month_in_name(file_name: str) -> str | None:
    """The one month that a file name states: `201702-11.-62-Day-Wait…`, `JULY-2021…`. None for none or several."""
    stem = PurePath(file_name).stem
    if match := NAME_STARTS_WITH_MONTH.match(stem):
        return f"{match[1]}-{match[2]}"
    years = ((match[1], int(match[2])) for match in NAME_HOLDS_MONTH.finditer(stem))
    named = {named_month(name, year if year > 99 else 2000 + year) for name, year in years if name.lower() != "day"}
    found = named - {None}
    return found.pop() if len(found) == 1 else None


def release_in(words: str) -> Release | None:
    """The release that the words state, or None. Words that state both are taken as provisional."""
    stated = {match.lower() for match in RELEASE_WORD.findall(words)}
    if "provisional" in stated:
        return "provisional"
    return "final" if "final" in stated else None


def release_of(status_line: str, declared: Declared, file_name: str) -> tuple[Release, list[Finding]]:
    """The release of a file: from its own status line, else its name, else as declared, else provisional.

    A declaration that the file contradicts is refused. A file that says nothing is never shown as final by itself.
    """
    inside, named = release_in(status_line), release_in(PurePath(file_name).stem.replace("_", " "))
    stated = inside or named
    if stated and declared.release and stated != declared.release:
        words = f"The file was declared {declared.release}, but it says it is {stated}."
        raise Refused(words, "Correct the declaration, or send the file you meant.", code="RELEASE_DIFFERS")
    if inside and named and inside != named:
        return "provisional", [
            Finding(
                id="RELEASE_UNCLEAR",
                kind=FindingKind.STRUCTURAL,
                message=f"The front page says {inside}, the file name says {named}; kept as provisional.",
                mend="Ask the publisher which it is, and load it again with the release declared.",
            )
        ]
    if stated:
        return stated, []
    kept: Release = declared.release or "provisional"
    return kept, [
        Finding(
            id="RELEASE_NOT_STATED",
            kind=FindingKind.STRUCTURAL,
            message=f"Nothing in the file or its name says provisional or final; kept as {kept}.",
            mend="Load it again with its release declared, if you know it.",
        )
    ]
