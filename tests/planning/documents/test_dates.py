"""Dates as plans print them."""

import pytest

from clearway.planning.documents.dates import dates_in


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("by 18 th January 2017", "2017-01-18"),
        ("no later than 5 May 2026", "2026-05-05"),
        ("by May 5, 2026", "2026-05-05"),
        ("due 30/06/26", "2026-06-30"),
        ("on 2026-06-30", "2026-06-30"),
        ("by q3 2017/18", "2017/18 Q3"),
        ("in 2025-26 Q1", "2025/26 Q1"),
        ("by Q4 24/25", "2024/25 Q4"),
        ("in the second half of 2026/27", "2026/27 H2"),
        ("Jan to March 2017", "2017-03"),
        ("by Sept 2026", "2026-09"),
        ("by the end of June", "--06"),
        ("roll out from 2018/19", "2018/19"),
        ("during autumn 2027", "autumn 2027"),
        ("by 2030", "2030"),
        ("by Q4, with oversight", "Q4"),
        ("done within six weeks.", "P6W"),
    ],
)
def test_each_printed_form_of_a_date_has_its_value(printed: str, value: str) -> None:
    assert [one.value for one in dates_in(f"Agree the plan {printed}")] == [value]


@pytest.mark.parametrize(
    "words",
    [
        "Survival has risen since March 2012",
        "Use the guidance published in 2019",
        "A strategy for England 2015-2020",
        "Run the clinic 24/7",
        "Meet the 62 day standard",
        "Invite people aged 50 to 74",
    ],
)
def test_a_date_that_is_no_due_date_is_left_out(words: str) -> None:
    assert dates_in(words) == ()


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert dates_in("by 45/13/2026") == ()


def test_the_words_that_print_a_date_are_kept() -> None:
    assert dates_in("By the end of May 2026, agree it")[0].printed == "May 2026"
