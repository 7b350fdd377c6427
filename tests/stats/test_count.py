"""Limits of counts against known answers, their edges, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden import golden

from clearway.stats.count import EXACT_BELOW, byar, count_limits, exact_poisson

LEVELS = st.sampled_from([0.8, 0.95, 0.998])


def test_every_golden_case_of_byar_is_reproduced() -> None:
    cases = golden("byar_counts")
    assert len(cases.rows) == 7
    for row in cases:
        found = byar([row.number("x")], row.number("confidence"))
        np.testing.assert_allclose(found.lower, [row.number("lower")], rtol=1e-8)
        np.testing.assert_allclose(found.upper, [row.number("upper")], rtol=1e-8)


def test_e05_a_raw_lower_limit_below_zero_is_missing_and_the_exact_one_stands_in() -> None:
    assert np.isnan(byar(1, 0.998).lower)
    assert count_limits(1, 0.998).lower == pytest.approx(0.0010005003)


def test_e06_no_events_at_all_have_a_lower_limit_of_zero_and_an_upper_one() -> None:
    lower, upper = exact_poisson(0)
    assert lower == 0.0
    assert upper == pytest.approx(3.688879454113936, rel=1e-14)
    assert count_limits(0) == (lower, upper)


def test_limits_are_exact_below_ten_and_byars_from_ten_on() -> None:
    few, many = np.array([0, 0.5, 3, 3.25, 9, 9.5]), np.array([10, 10.5, 77, 1e9])
    np.testing.assert_array_equal(count_limits(few), exact_poisson(few))
    np.testing.assert_array_equal(count_limits(many), byar(many))


def test_at_ten_byar_is_within_a_quarter_of_a_percent_of_exact() -> None:
    np.testing.assert_allclose(byar(EXACT_BELOW), exact_poisson(EXACT_BELOW), rtol=0.0025)


@pytest.mark.parametrize("limits", [byar, exact_poisson, count_limits])
def test_missing_and_negative_counts_have_no_limits(limits) -> None:  # type: ignore[no-untyped-def]
    found = limits([None, np.nan, -1, np.inf, 12])
    assert np.isnan(found.lower).tolist() == np.isnan(found.upper).tolist() == [True] * 4 + [False]


@pytest.mark.parametrize("limits", [byar, exact_poisson, count_limits])
def test_a_level_that_is_no_share_is_refused(limits) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="A level of 95 is not between 0 and 1"):
        limits(3, 95)


def test_shapes_are_kept() -> None:
    assert count_limits([[1, 2], [3, 40]]).upper.shape == (2, 2)
    assert count_limits(7).lower.shape == ()


@given(st.just(0.0) | st.floats(0.01, 1e6), LEVELS)
def test_limits_hold_the_count_between_them_and_widen_with_the_level(count: float, level: float) -> None:
    lower, upper = count_limits(count, level)
    assert 0 <= lower <= count < upper
    wider = count_limits(count, (1 + level) / 2)
    assert wider.lower <= lower
    assert wider.upper > upper


@given(st.integers(0, 2000), LEVELS)
def test_one_more_event_raises_both_limits(count: int, level: float) -> None:
    if count + 1 == EXACT_BELOW:
        return  # the method changes here
    (lower, more), (upper, most) = count_limits([count, count + 1], level)
    assert lower < more
    assert upper < most


@given(st.lists(st.floats(0, 50) | st.none(), max_size=20), LEVELS)
def test_many_counts_at_once_are_as_one_by_one(counts: list[float | None], level: float) -> None:
    together = count_limits(counts, level)
    for place, count in enumerate(counts):
        alone = count_limits([count], level)
        np.testing.assert_array_equal([together.lower[place], together.upper[place]], [alone.lower[0], alone.upper[0]])
