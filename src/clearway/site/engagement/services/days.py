"""Days that people type: within reach of a calendar, and in order."""

from datetime import date

from clearway.planning.engagement.printed_dates import is_usual
from clearway.records.findings import Refused


def check_days(first: date | None, last: date | None) -> None:
    """Refuse days that no calendar of this work reaches, and a last day before the first."""
    if strange := [one for one in (first, last) if one is not None and not is_usual(one)]:
        raise Refused(f"{strange[0].year} is not a year for this.", "Correct the year.", code="ENG-DAYS")
    if first is None and last is not None:
        raise Refused("It has a last day and no first.", "Say from which day.", code="ENG-DAYS")
    if first and last and last < first:
        raise Refused("Its last day is before its first.", "Correct the days.", code="ENG-DAYS")
