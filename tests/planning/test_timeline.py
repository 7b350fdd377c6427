"""Where deliverables and milestones lie along the days of a plan, and how late each is."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clearway.planning.grid import grid_of
from clearway.planning.shipped import plan_of_2017
from clearway.planning.timeline import Timeline, timeline_of
from tests.planning.plans import deliverable_in, plan, small

DAYS = st.dates(date(2024, 4, 1), date(2026, 3, 31))


def timeline(**milestone) -> Timeline:
    content = small()
    deliverable_in(content, "D1")["milestones"] = [{"id": "M1", "text": "x"} | milestone]
    held = plan(content)
    return timeline_of(held, grid_of(held))


def test_half_years_in_a_row_are_one_bar_and_a_gap_parts_them():
    held = plan_of_2017()
    rows = {row.id: row for row in timeline_of(held, grid_of(held)).rows}
    assert rows["D3.1"].bars == (
        (date(2017, 4, 1), date(2018, 9, 30)),
        (date(2020, 4, 1), date(2020, 9, 30)),
    )
    assert rows["D4.2"].bars == ()


@given(DAYS, DAYS)
def test_late_counts_from_the_day_promised_to_the_day_that_came_or_is_expected(promised, came):
    point = timeline(baseline=promised.isoformat(), forecast=came.isoformat()).rows[0].points[0]
    assert point.days_late == (came - promised).days
    passed = timeline(baseline=promised.isoformat(), forecast="2024-05-01", actual=came.isoformat()).rows[0].points[0]
    assert passed.days_late == (came - promised).days


def test_what_was_promised_for_a_quarter_is_promised_for_its_last_day():
    point = timeline(due={"quarter": "Q2", "year": "2024/25"}).rows[0].points[0]
    assert (point.promised, point.days_late) == (date(2024, 9, 30), None)
    assert point.is_overdue(date(2024, 10, 1))
    assert not point.is_overdue(date(2024, 9, 30))


def test_a_milestone_that_was_passed_is_never_overdue():
    assert not timeline(baseline="2024-05-01", actual="2024-06-01").rows[0].points[0].is_overdue(date(2026, 1, 1))


def test_a_milestone_moved_beyond_the_plan_stretches_the_timeline_to_the_end_of_that_year():
    moved = timeline(baseline="2025-05-01", forecast="2027-02-01")
    assert (moved.first, moved.last) == (date(2024, 4, 1), date(2027, 3, 31))
    assert len(moved.quarters) == 12


@given(DAYS)
def test_every_day_of_the_plan_has_a_place_and_later_days_lie_further_along(day):
    held = timeline()
    place = held.place(day)
    assert 0 <= place < 1
    following = held.place(day + timedelta(days=1))
    assert following is None or following > place
    assert held.place(date(2030, 1, 1)) is None
