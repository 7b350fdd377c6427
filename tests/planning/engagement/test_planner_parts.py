"""Dates as planners print them, a month as a calendar, reach and its gaps."""

from datetime import date

import pytest

from clearway.planning.engagement.month import Spanned, month_of
from clearway.planning.engagement.printed_dates import span_of
from clearway.planning.engagement.reach import Reached, gaps, reach


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("January 2017", (2017, 1, 1), (2017, 1, 31)),
        ("Early January 2017", (2017, 1, 1), (2017, 1, 10)),
        ("late February 2024", (2024, 2, 21), (2024, 2, 29)),
        ("Jan – March 2017", (2017, 1, 1), (2017, 3, 31)),
        ("Jan to March 2017", (2017, 1, 1), (2017, 3, 31)),
        ("Nov to Feb 2018", (2017, 11, 1), (2018, 2, 28)),
        ("Nov 2017 to Feb 2018", (2017, 11, 1), (2018, 2, 28)),
        ("18th Sept 2026", (2026, 9, 18), (2026, 9, 18)),
        ("2026-03-31", (2026, 3, 31), (2026, 3, 31)),
    ],
)
def test_a_printed_date_means_these_days(words, first, last):
    span = span_of(words)
    assert span is not None
    assert (span.first, span.last) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "words", ["", "soon", "31 February 2026", "2026-13-01", "March", "Feb 2018 to Nov 2017", "March 0000", "9999-12-31"]
)
def test_what_names_no_days_means_none(words):
    assert span_of(words) is None


def test_a_month_has_whole_weeks_and_names_what_is_long_once():
    day = Spanned("stall", date(2026, 6, 3), date(2026, 6, 4))
    long = Spanned("survey", date(2026, 5, 1), date(2026, 6, 30))
    month = month_of(date(2026, 6, 15), [day, long, Spanned("before", date(2026, 5, 31), date(2026, 5, 31))])
    assert month.going_on == (long,)
    assert {len(week) for week in month.weeks} == {7}
    assert (month.weeks[0][0].day, month.weeks[0][0].is_within) == (date(2026, 6, 1), True)
    assert [(one.day.day, one.things) for one in month.days] == [(3, ("stall",)), (4, ("stall",))]
    assert (month.before, month.after) == (date(2026, 5, 1), date(2026, 7, 1))


def test_who_was_only_planned_for_was_not_asked_yet():
    rows = reach(
        {"young": "Young people", "old": "People over 75", "all": "Everybody"},
        [
            Reached(is_done=True, keys=frozenset({"all"}), people=12),
            Reached(is_done=True, keys=frozenset({"all"})),
            Reached(is_done=False, keys=frozenset({"old", "all"}), people=None),
        ],
    )
    assert [(one.done, one.planned, one.people, one.uncounted) for one in rows] == [
        (0, 0, 0, 0),
        (0, 1, 0, 0),
        (2, 1, 12, 1),
    ]
    assert [one.said for one in gaps(rows)] == ["no, and nothing is planned", "not yet, but planned"]
