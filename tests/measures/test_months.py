"""Months and financial years as text."""

from datetime import date

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.measures.months import (
    financial_year,
    first_day,
    gaps,
    last_day,
    month_of,
    months_between,
    next_month,
    year_of,
)

months = st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(month_of)


@given(months)
def test_a_month_follows_the_one_before_without_a_day_between(month: str) -> None:
    assert (first_day(next_month(month)) - last_day(month)).days == 1


@pytest.mark.parametrize(
    ("month", "year"), [("2025-03", "2024-25"), ("2025-04", "2025-26"), ("1999-12", "1999-00"), ("2024-02", "2023-24")]
)
def test_a_financial_year_begins_in_april(month: str, year: str) -> None:
    assert year_of(month) == year
    with duckdb.connect() as connection:
        asked = connection.execute(f"SELECT {financial_year('m')} FROM (SELECT ? AS m)", [month])
        assert asked.fetchall() == [(year,)]


def test_gaps_are_the_months_between_that_are_not_held() -> None:
    assert months_between("2024-11", "2025-02") == ("2024-11", "2024-12", "2025-01", "2025-02")
    assert gaps("2024-11", "2025-02", ["2024-12"]) == ("2024-11", "2025-01", "2025-02")
    assert gaps("2025-02", "2024-11", []) == ()
