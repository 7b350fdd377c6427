"""Kaplan-Meier curves: steps, limits, ties, groups, and people who still wait."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.stats.survival import kaplan_meier, with_limits
from clearway.stats.survival.curve import NO_EVENTS, NOBODY_LEFT, NOT_FOLLOWED

PEOPLE = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 1)), min_size=1, max_size=80)
FREIREICH = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


def test_a_textbook_trial_gives_the_textbook_curve() -> None:
    curve = kaplan_meier(FREIREICH, RELAPSED).at([6, 7, 10, 13, 16, 22, 23])
    assert curve.value == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5)
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]


def test_the_median_is_the_first_time_at_or_below_a_half() -> None:
    assert kaplan_meier(FREIREICH, RELAPSED).when().tolist() == [23]


def test_a_median_that_was_never_reached_is_missing() -> None:
    assert np.isnan(kaplan_meier([5, 9, 9, 9], [1, 0, 0, 0]).when()[0])


def test_of_those_with_one_time_events_come_before_censoring() -> None:
    assert kaplan_meier([5, 5], [1, 0]).value.tolist() == [0.5]


def test_when_nobody_has_had_the_event_survival_is_one_and_a_note_says_that_limits_say_nothing() -> None:
    curve = kaplan_meier([3, 9, 9], [0, 0, 0])
    assert curve.value.tolist() == curve.lower.tolist() == [1, 1]
    assert set(curve.note) == {NO_EVENTS}


def test_when_everybody_has_had_it_survival_is_zero_without_limits() -> None:
    last = kaplan_meier([3, 9], [1, 1]).at([9, 400])
    assert last.value.tolist() == [0, 0]
    assert np.isnan(last.lower).all()
    assert set(last.note) == {NOBODY_LEFT}


def test_after_the_last_person_was_followed_it_is_missing_and_says_so() -> None:
    later = kaplan_meier([3, 9], [1, 0]).at([9, 10])
    assert later.value[0] == 0.5
    assert np.isnan(later.value[1])
    assert later.note[1] == NOT_FOLLOWED


def test_before_the_first_leaves_everybody_is_still_there() -> None:
    first = kaplan_meier([3, 9], [1, 0]).at(1)
    assert (first.value[0], first.at_risk[0], first.numerator[0], first.denominator[0]) == (1, 2, 0, 2)


def test_rows_that_cannot_be_used_are_listed_and_change_nothing() -> None:
    curve = kaplan_meier([3, None, 9, -1, 4], [1, 1, 0, 1, 2])
    assert curve.left_out.tolist() == [1, 3, 4]
    assert curve.value.tolist() == kaplan_meier([3, 9], [1, 0]).value.tolist()


def test_of_nobody_there_is_an_empty_curve() -> None:
    curve = kaplan_meier([], [])
    assert curve.value.size == curve.at([30]).value.size == 0


def test_a_group_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="person 1"):
        kaplan_meier([1, 2], [1, 1], ["A", None])


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="2 times but 1 events"):
        kaplan_meier([1, 2], [1])
    with pytest.raises(ValueError, match="2 people but 1 groups"):
        kaplan_meier([1, 2], [1, 1], ["A"])


def test_an_unknown_scale_of_limits_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="log-log, log, plain"):
        kaplan_meier([1], [1], limits="arcsine")


def test_limits_on_another_scale_come_from_the_same_curve() -> None:
    curve = with_limits(kaplan_meier(FREIREICH, RELAPSED), "plain")
    assert curve.lower.tolist() == kaplan_meier(FREIREICH, RELAPSED, limits="plain").lower.tolist()


@given(PEOPLE)
def test_survival_never_rises_and_stays_within_its_limits(people: list[tuple[int, int]]) -> None:
    for limits in ("log-log", "log", "plain"):
        curve = kaplan_meier(*zip(*people, strict=True), limits=limits)
        assert np.all(np.diff(curve.value) <= 1e-12)
        assert np.all((curve.value >= 0) & (curve.value <= 1))
        known = ~np.isnan(curve.lower)
        assert np.all(curve.lower[known] <= curve.value[known] + 1e-12)
        assert np.all(curve.upper[known] >= curve.value[known] - 1e-12)
        assert np.all((curve.lower[known] >= 0) & (curve.upper[known] <= 1))


@given(PEOPLE)
def test_without_censoring_it_is_the_share_still_there(people: list[tuple[int, int]]) -> None:
    times = np.array([time for time, _ in people])
    curve = kaplan_meier(times, np.ones(times.size))
    assert curve.value == pytest.approx([(times > time).mean() for time in curve.time])


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 1), st.sampled_from("ABC")), min_size=1, max_size=80))
def test_each_group_has_the_curve_it_would_have_alone(people: list[tuple[int, int, str]]) -> None:
    times, events, groups = (np.array(column) for column in zip(*people, strict=True))
    together = kaplan_meier(times, events, groups)
    for name in together.names:
        alone = kaplan_meier(times[groups == name], events[groups == name])
        rows = together.group == name
        assert together.value[rows] == pytest.approx(alone.value)
        assert together.at_risk[rows].tolist() == alone.at_risk.tolist()
        assert together.numerator[rows].tolist() == alone.numerator.tolist()


@given(PEOPLE)
def test_parts_of_a_day_give_the_same_curve_as_whole_days(people: list[tuple[int, int]]) -> None:
    times, events = (np.array(column, dtype=float) for column in zip(*people, strict=True))
    whole, parts = kaplan_meier(times, events), kaplan_meier(times / 7, events)
    assert parts.value.tolist() == whole.value.tolist()
    assert parts.time == pytest.approx(whole.time / 7)


def test_times_far_apart_are_counted_without_a_long_table() -> None:
    many = np.arange(3000) * 1e9
    curve = kaplan_meier(many, np.ones(3000), np.arange(3000) % 40)
    assert curve.value.size == 3000
    assert curve.at([0]).denominator.tolist() == [75] * 40
