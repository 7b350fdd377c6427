"""The rules: their order, their edges, and that they look the same in a mirror."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from clearway.stats.spc import Lengths, SpecialCause, is_high, special_causes, xmr

S = SpecialCause
GRID = st.integers(-12, 12).map(float)
SERIES = arrays(np.float64, st.integers(1, 60), elements=st.one_of(GRID, st.just(np.nan)))
MIRRORED = {
    S.MISSING: S.MISSING,
    S.COMMON: S.COMMON,
    **{cause: S(cause + 1 if cause % 2 else cause - 1) for cause in S if cause > 0},
}


def found(values: list[float], **settings: int) -> list[SpecialCause]:
    return [S(cause) for cause in special_causes(xmr(values), Lengths(**settings))]


def test_edge_e15_a_tie_breaks_a_trend() -> None:
    assert S.RISING not in found([1, 2, 3, 3, 4, 5, 6, 7, 8], shift=20)
    causes = found([1, 2, 3, 4, 5, 6, 7, 8], shift=20)
    assert causes == [S.BELOW_LIMIT, *[S.RISING] * 6, S.ABOVE_LIMIT]


def test_six_points_are_no_trend_and_seven_are() -> None:
    around = [3.0, 4, 3, 4, 3, 4, 3]
    assert S.RISING not in found([*around, 1, 2, 3, 4, 5, 6, 3, 4])
    assert found([*around, 1, 2, 3, 4, 5, 6, 7, 3, 4]).count(S.RISING) == 7


def test_where_two_trends_meet_the_peak_goes_with_the_way_down() -> None:
    causes = found([*[1, 7] * 8, 1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1], shift=20)
    assert causes[-13:] == [S.RISING] * 6 + [S.FALLING] * 7


LOW, HIGH = [0.0, 4, 0, 4, 0, 4, 0], [5.0, 9, 5, 9, 5, 9, 5]


def test_all_points_of_a_shift_are_named_and_six_are_none() -> None:
    assert found([*LOW, *HIGH]) == [S.SHIFT_LOW] * 7 + [S.SHIFT_HIGH] * 7
    assert set(found([*LOW[:6], *HIGH[:6]])) == {S.COMMON}


def test_a_point_on_the_mean_breaks_a_shift() -> None:
    low, high = [-1.0, -5, -1, -5, -1, -5, -1], [1.0, 5, 1, 5, 1, 5, 1]
    assert found([*low, *high]).count(S.SHIFT_LOW) == 7
    assert found([*low[:4], 0, *low[4:], *high[:4], 0, *high[4:]]) == [S.COMMON] * 16


def test_lengths_are_settings() -> None:
    values = [*LOW[:6], *HIGH[:6]]
    assert set(found(values)) == {S.COMMON}
    assert set(found(values, shift=6)) == {S.SHIFT_LOW, S.SHIFT_HIGH}
    with pytest.raises(ValueError, match="A shift needs"):
        Lengths(shift=1)
    with pytest.raises(ValueError, match="a trend 3"):
        Lengths(trend=2)


def test_a_point_outside_is_named_so_though_it_is_in_a_shift_too() -> None:
    causes = found([*[0.0, 1] * 12, *[8.0, 9] * 4])
    assert S.ABOVE_LIMIT in causes[-8:]
    assert S.SHIFT_HIGH not in causes[-8:] or causes.index(S.ABOVE_LIMIT) >= 24


def test_two_of_three_near_a_limit_are_named_and_the_third_is_not() -> None:
    base = [0.0, 2] * 12
    chart = xmr([*base, 5.5, 3.0, 5.5, *base])
    causes = special_causes(chart)
    middle = chart.mean[0]
    near, upper = chart.near_upper[0], chart.upper[0]
    assert near < 5.5 < upper
    assert middle < 3.0 < near
    assert list(causes[24:27]) == [S.TWO_OF_THREE_HIGH, S.COMMON, S.TWO_OF_THREE_HIGH]


def test_a_point_on_a_line_is_neither_outside_nor_close() -> None:
    chart = xmr([0.0, 2.66, 0.0, 2.66] * 4)
    on_line = np.array([*chart.value[:-1], chart.upper[0]])
    moved = xmr(on_line, fixed_after=15)
    assert moved.upper[0] != on_line[-1] or special_causes(moved)[-1] == S.COMMON


def test_every_cause_has_words_and_a_side() -> None:
    assert all(cause.words for cause in S)
    high = is_high(np.array(list(S), dtype=np.int8))
    words = ("above", "rising", "upper")
    assert [bool(flag) for flag in high] == [any(word in cause.words for word in words) for cause in S]


@given(SERIES)
def test_a_mirrored_series_has_mirrored_causes(y: np.ndarray) -> None:
    plain, mirrored = special_causes(xmr(y)), special_causes(xmr(-y))
    assert [MIRRORED[S(cause)] for cause in plain] == list(mirrored)


def plainly(y: np.ndarray, mean: float, lower: float, upper: float) -> list[bool]:
    """Which points of one series without gaps any rule names, told point by point."""
    size, sides = len(y), np.sign(y - mean)
    named = [bool(value > upper or value < lower) for value in y]
    close = [
        bool((upper >= v > mean + (upper - mean) * 2 / 3) or (lower <= v < mean + (lower - mean) * 2 / 3)) for v in y
    ]
    for start in range(size - 6):
        steps = np.diff(y[start : start + 7])
        if abs(sides[start : start + 7].sum()) == 7 or (steps > 0).all() or (steps < 0).all():
            named[start : start + 7] = [True] * 7
    for start in range(size - 2):
        if abs(sides[start : start + 3].sum()) == 3 and sum(close[start : start + 3]) >= 2:
            for place in range(start, start + 3):
                named[place] = named[place] or close[place]
    return named


@given(arrays(np.float64, st.integers(2, 50), elements=st.floats(-5, 5, width=16)))
def test_the_rules_all_at_once_name_what_they_name_point_by_point(y: np.ndarray) -> None:
    chart = xmr(y)
    lines = (chart.mean, chart.lower, chart.upper, chart.near_lower, chart.near_upper)
    assume(all(np.all((y == line) | (np.abs(y - line) > 1e-9)) for line in lines))
    assert [bool(cause > 0) for cause in special_causes(chart)] == plainly(y, *(float(line[0]) for line in lines[:3]))
