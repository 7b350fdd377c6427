"""A new phase is suggested only for a lasting shift with a recorded cause and a stable new level."""

import numpy as np
import pytest

from clearway.stats.spc import Suggestion, suggested_phases, xmr

LOW, HIGH = [0.0, 4, 0, 4, 0, 4, 0], [5.0, 9, 5, 9, 5, 9, 5]


def cause(*places: int, size: int = 14) -> np.ndarray:
    return np.isin(np.arange(size), places)


def test_a_lasting_shift_with_its_cause_recorded_is_suggested_where_it_began() -> None:
    found = suggested_phases(xmr([*LOW, *HIGH]), cause(6))
    assert found == [Suggestion(0, 7, 7, pytest.approx(12 / 7), pytest.approx(47 / 7))]


def test_without_a_cause_or_with_one_long_before_nothing_is_suggested() -> None:
    chart = xmr([*LOW, *HIGH])
    assert suggested_phases(chart, cause()) == []
    assert suggested_phases(chart, cause(3)) == []
    assert suggested_phases(chart, cause(4)) != []


def test_a_shift_that_did_not_last_is_not_suggested() -> None:
    assert suggested_phases(xmr([*HIGH, *LOW, 9]), cause(7, size=15)) == []


def test_a_level_that_goes_on_moving_is_not_suggested() -> None:
    assert suggested_phases(xmr([*LOW, 20, 21, 22, 23, 24, 25, 26]), cause(7)) == []


def test_once_the_phase_is_set_it_is_no_longer_suggested() -> None:
    chart = xmr([*LOW, *HIGH], phases=[0] * 7 + [1] * 7)
    assert suggested_phases(chart, cause(6)) == []


def test_each_of_many_series_is_looked_at() -> None:
    chart = xmr([[*HIGH, *HIGH], [*LOW, *HIGH], [None] * 14])
    assert [one.series for one in suggested_phases(chart, np.ones((3, 14), dtype=bool))] == [1]
