"""How dates, months, counts and shares read."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from clearway.site import words


@pytest.mark.parametrize(
    ("value", "read"),
    [(date(2024, 3, 3), "3 March 2024"), (datetime(2024, 6, 30, 23, 30, tzinfo=UTC), "1 July 2024"), (None, "")],
)
def test_a_day_is_the_calendar_day_in_london(value, read):
    assert words.day(value) == read


def test_a_moment_is_london_time_in_summer_and_winter():
    assert words.moment(datetime(2024, 7, 1, 13, 5, tzinfo=UTC)) == "1 July 2024, 14:05"
    assert words.moment(datetime(2024, 1, 1, 13, 5, tzinfo=UTC)) == "1 January 2024, 13:05"
    assert words.moment(None) == ""


@pytest.mark.parametrize(("value", "read"), [("2025-03", "March 2025"), (date(2025, 3, 1), "March 2025"), (None, "")])
def test_a_month_is_named_in_full(value, read):
    assert words.month(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (0, "0"),
        (1000, "1,000"),
        (Decimal("27537.5"), "27,537.5"),
        (Decimal("12.0"), "12"),
        (-1204, "-1,204"),
        (None, ""),
    ],
)
def test_counts_have_commas_and_halves_stay_halves(value, read):
    assert words.count(value) == read


@pytest.mark.parametrize(("value", "read"), [(0.714, "71.4%"), (1.0, "100.0%"), (0.0, "0.0%"), (None, "")])
def test_a_share_has_one_decimal(value, read):
    assert words.percent(value) == read
