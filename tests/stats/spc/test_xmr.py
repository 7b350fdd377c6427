"""XmR limits at their edges, and what must hold for any series."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from clearway.stats.spc import Direction, assurance, phases_from, special_causes, variation, xmr, xmr_long

GRID = st.integers(-40, 40).map(float)
SERIES = arrays(np.float64, st.integers(1, 40), elements=GRID)
GAPPY = arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 30)), elements=st.one_of(GRID, st.just(np.nan)))
LINES = ("mean", "lower", "upper", "near_lower", "near_upper", "mean_moving_range", "moving_range")


@pytest.mark.parametrize("level", [5.0, 83.3, 0.1, -7.7])
def test_edge_e01_equal_values_have_limits_on_their_mean(level: float) -> None:
    chart = xmr([level] * 14)
    for line in (chart.mean, chart.lower, chart.upper):
        assert np.array_equal(line, chart.value)
    assert not special_causes(chart).any()
    assert variation(chart, special_causes(chart), Direction.HIGHER) == "common_cause"
    assert assurance(chart, level - 1, Direction.HIGHER) == "consistent_pass"


def test_edge_e11_a_rebase_at_a_month_that_is_not_there_is_an_error_that_names_it() -> None:
    months = [date(2024, month, 1) for month in range(1, 13)]
    with pytest.raises(ValueError, match=r"2023-12-01, 2025-01-01 is not a point of the series, which has 12 points"):
        phases_from(months, [date(2023, 12, 1), date(2024, 6, 1), date(2025, 1, 1)])


def test_edge_e12_no_moving_range_crosses_a_missing_month_unless_told() -> None:
    values = [10.0, 11.0, None, 20.0, 21.0]
    apart, together = xmr(values), xmr(values, passes_over_gaps=True)
    np.testing.assert_array_equal(apart.moving_range, [np.nan, 1, np.nan, np.nan, 1])
    np.testing.assert_array_equal(together.moving_range, [np.nan, 1, np.nan, 9, 1])
    assert apart.mean_moving_range[0] == 1
    assert np.isnan(apart.mean[2])
    assert apart.note[2] == "the value is missing"


def test_edge_e12_a_month_without_a_row_is_a_gap_too() -> None:
    chart = xmr_long(["RHQ"] * 4, [1, 2, 4, 5], [10, 11, 20, 21])
    np.testing.assert_array_equal(chart.moving_range, [np.nan, 1, np.nan, 1])


def test_a_run_of_the_rules_does_not_cross_a_gap_unless_told() -> None:
    values = [5, 9, 5, 9, None, 5, 9, 5, 4, 0, 4, 0, 4, 0]
    assert special_causes(xmr(values)).max() == 0
    assert list(special_causes(xmr(values, passes_over_gaps=True))[:9]) == [7, 7, 7, 7, -1, 7, 7, 7, 0]


def test_a_rebase_begins_a_phase_at_its_point_and_no_range_crosses_it() -> None:
    phases = phases_from(range(6), [3])
    assert list(phases) == [0, 0, 0, 1, 1, 1]
    chart = xmr([1, 2, 3, 11, 12, 13], phases=phases)
    assert list(chart.mean) == [2, 2, 2, 12, 12, 12]
    assert np.isnan(chart.moving_range[3])


def test_points_out_of_order_or_twice_have_no_phases() -> None:
    for points in ([2, 1], [1, 1]):
        with pytest.raises(ValueError, match="in order"):
            phases_from(points)


def test_under_thirteen_points_limits_are_on_trial() -> None:
    assert xmr(range(12)).is_trial.all()
    assert not xmr(range(13)).is_trial.any()
    assert xmr(range(12)).note[0] == "trial limits: they rest on fewer than 13 points"
    assert xmr(range(13)).note[0] == ""


def test_one_point_has_a_mean_and_no_limits_and_nothing_has_nothing() -> None:
    chart = xmr([7.0])
    assert chart.mean == 7
    assert np.isnan(chart.upper).all()
    assert chart.note[0].startswith("no limits")
    assert variation(chart, special_causes(chart), Direction.HIGHER) == "not_known"
    empty = xmr([None, None])
    assert variation(empty, special_causes(empty), Direction.HIGHER) == "not_known"
    assert assurance(empty, 1, Direction.HIGHER) == "none"
    assert xmr([]).mean.size == 0


def test_the_first_points_fix_the_limits_of_all() -> None:
    values = [*[1, 2] * 6, *[9] * 8]
    fixed = xmr(values, fixed_after=12)
    assert set(fixed.mean) == {1.5}
    assert set(fixed.rests_on) == {12}
    np.testing.assert_allclose(fixed.upper[:12], xmr(values[:12]).upper)


def test_limits_fixed_after_fewer_than_twelve_are_refused() -> None:
    with pytest.raises(ValueError, match="after 12 points or more, not after 11"):
        xmr(range(20), fixed_after=11)


def test_phases_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        xmr(range(5), phases=[0, 0, 1])


def test_rows_of_a_long_table_must_stand_together_and_in_order() -> None:
    with pytest.raises(ValueError, match="series a do not stand together"):
        xmr_long(["a", "b", "a"], [1, 1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="Series b: period 4 does not come after 4"):
        xmr_long(["a", "b", "b"], [1, 4, 4], [1, 2, 3])


@given(GAPPY)
def test_many_series_at_once_are_what_each_is_alone(values: np.ndarray) -> None:
    together = xmr(values)
    causes = special_causes(together)
    icons = variation(together, causes, Direction.LOWER)
    for row, series in enumerate(values):
        alone = xmr(series)
        for line in LINES:
            np.testing.assert_array_equal(getattr(together, line)[row], getattr(alone, line))
        np.testing.assert_array_equal(causes[row], special_causes(alone))
        assert icons[row] == variation(alone, special_causes(alone), Direction.LOWER)


@given(GAPPY)
def test_a_long_table_without_rows_for_gaps_is_the_same_as_one_with_them(values: np.ndarray) -> None:
    ids, periods = (index.reshape(-1) for index in np.indices(values.shape))
    flat = values.reshape(-1)
    known = ~np.isnan(flat)
    long = xmr_long(ids[known], periods[known], flat[known])
    wide = xmr(values)
    for line in LINES:
        np.testing.assert_array_equal(getattr(long, line), getattr(wide, line).reshape(-1)[known])
    np.testing.assert_array_equal(special_causes(long), special_causes(wide).reshape(-1)[known])


@given(SERIES, st.integers(-1000, 1000), st.sampled_from([0.5, 1.0, 4.0, 64.0]))
def test_shifted_and_stretched_values_have_lines_shifted_and_stretched(y: np.ndarray, by: int, times: float) -> None:
    plain, moved = xmr(y), xmr(y * times + by)
    for line in LINES[:5]:
        np.testing.assert_allclose(getattr(moved, line), getattr(plain, line) * times + by, rtol=1e-9, atol=1e-9)
    np.testing.assert_array_equal(special_causes(moved), special_causes(plain))


@given(SERIES, SERIES)
def test_phases_know_nothing_of_each_other(first: np.ndarray, second: np.ndarray) -> None:
    both = xmr(np.append(first, second), phases=np.repeat([0, 1], [first.size, second.size]))
    parts = xmr(first), xmr(second)
    for line in LINES:
        expected = np.append(*(getattr(part, line) for part in parts))
        np.testing.assert_array_equal(getattr(both, line), expected)
    np.testing.assert_array_equal(special_causes(both), np.append(*(special_causes(part) for part in parts)))


@given(SERIES)
def test_screening_never_widens_limits(y: np.ndarray) -> None:
    assert not np.any(xmr(y).upper > xmr(y, screened=False).upper + 1e-9)
