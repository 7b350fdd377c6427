"""Dates: only real days in the declared format, and every other text has a name for what is wrong with it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.intake.waiting_times.dates import FORMATS, DateFault, formats_that_fit, read_date

ISO = FORMATS["YYYY-MM-DD"]
PATTERNS = {
    "YYYY-MM-DD": "%Y-%m-%d",
    "DD/MM/YYYY": "%d/%m/%Y",
    "MM/DD/YYYY": "%m/%d/%Y",
    "YYYY/MM/DD": "%Y/%m/%d",
    "DD-MM-YYYY": "%d-%m-%Y",
    "DD.MM.YYYY": "%d.%m.%Y",
    "YYYYMMDD": "%Y%m%d",
    "DD-MON-YYYY": "%d-%b-%Y",
}


def test_every_format_is_tried_here() -> None:
    assert PATTERNS.keys() == FORMATS.keys()


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(sorted(PATTERNS)))
def test_a_day_written_in_the_declared_format_is_that_day(day: date, name: str) -> None:
    assert read_date(day.strftime(PATTERNS[name]), FORMATS[name]) == day


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2025-02-29", DateFault.IMPOSSIBLE),
        ("2025-02-31", DateFault.IMPOSSIBLE),
        ("2025-13-01", DateFault.IMPOSSIBLE),
        ("0000-01-01", DateFault.IMPOSSIBLE),
        ("31/02/2025", DateFault.IMPOSSIBLE),
        ("0202-03-01", DateFault.YEAR),
        ("0025-03-01", DateFault.YEAR),
        ("1989-12-31", DateFault.YEAR),
        ("2100-01-01", DateFault.YEAR),
        ("1900-01-01", DateFault.DEFAULT),
        ("1899-12-30", DateFault.DEFAULT),
        ("9999-12-31", DateFault.DEFAULT),
        ("45719", DateFault.SERIAL),
        ("45719.0", DateFault.SERIAL),
        ("soon", DateFault.UNREADABLE),
        ("2025-3-1", DateFault.UNREADABLE),
        ("٢٠٢٥-٠٣-٠١", DateFault.UNREADABLE),
        ("02/03/2024", DateFault.OTHER_FORMAT),
        ("2/3/2024", DateFault.OTHER_FORMAT),
        ("02/03/24", DateFault.OTHER_FORMAT),
        ("2025-03-03T00:00:00", DateFault.OTHER_FORMAT),
        ("2025-03-03 12:30", DateFault.OTHER_FORMAT),
        ("3-Mar-25", DateFault.OTHER_FORMAT),
    ],
)
def test_each_wrong_text_has_its_own_fault(text: str, fault: DateFault) -> None:
    assert read_date(text, ISO) is fault


def test_a_leap_day_is_a_day() -> None:
    assert read_date("2024-02-29", ISO) == date(2024, 2, 29)


def test_a_day_that_only_fits_month_first_is_another_format_not_an_impossible_day() -> None:
    assert read_date("03/25/2024", FORMATS["DD/MM/YYYY"]) is DateFault.OTHER_FORMAT


def test_an_ambiguous_day_fits_two_formats() -> None:
    assert formats_that_fit("02/03/2024")[:2] == ["DD/MM/YYYY", "MM/DD/YYYY"]
