"""Financial years, half-years, quarters and months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.planning.spans import FinancialYear, HalfYear, NotASpan, Quarter, month_days


def test_a_financial_year_runs_from_april_to_march():
    year = FinancialYear.read("2017/18")
    assert (year.first_day, year.last_day, str(year)) == (date(2017, 4, 1), date(2018, 3, 31), "2017/18")
    assert str(FinancialYear.read("1999/00")) == "1999/00"


def test_the_third_quarter_is_october_to_december_and_lies_in_the_second_half():
    quarter = Quarter.read("2017/18 Q3")
    assert (quarter.first_day, quarter.last_day) == (date(2017, 10, 1), date(2017, 12, 31))
    assert quarter.half == HalfYear.read("2017/18 Q3-4") == HalfYear.read("2017/18 H2")


@given(st.dates(date(1990, 1, 1), date(2080, 12, 31)))
def test_every_day_lies_in_the_quarter_half_and_year_named_for_it(day):
    quarter, half = Quarter.of(day), HalfYear.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert half.first_day <= quarter.first_day <= quarter.last_day <= half.last_day
    assert FinancialYear.of(day).first_day <= half.first_day <= half.last_day <= FinancialYear.of(day).last_day
    assert Quarter.read(str(quarter)) == quarter
    assert HalfYear.read(str(half)) == half


@pytest.mark.parametrize("text", ["2017/19", "2017", "17/18", "2017/18 Q1"])
def test_what_is_no_financial_year_is_refused_with_one_that_is(text):
    with pytest.raises(NotASpan, match="2017/18"):
        FinancialYear.read(text)


@pytest.mark.parametrize("text", ["2017/18 Q5", "Q1 2017/18", "2017/18"])
def test_what_is_no_quarter_is_refused(text):
    with pytest.raises(NotASpan):
        Quarter.read(text)


def test_a_half_year_is_not_any_two_quarters():
    with pytest.raises(NotASpan):
        HalfYear.read("2017/18 Q2-3")


def test_december_ends_with_the_year():
    assert month_days("2024-12") == (date(2024, 12, 1), date(2024, 12, 31))
    assert month_days("2024-02")[1] == date(2024, 2, 29)
    with pytest.raises(NotASpan):
        month_days("2024-13")
