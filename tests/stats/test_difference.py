"""Differences and ratios of two: worked answers, edges, agreement of p and interval, and what must always hold."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clearway.stats.difference import (
    difference_of_proportions,
    difference_of_standardised_rates,
    exact_ratio,
    ratio_of_rates,
)
from clearway.stats.standardised_rate import standardised_rate

COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("numbers", "limits"),
    [
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((10, 10, 0, 10), (0.6075, 1.0)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
    ],
)
def test_newcombes_worked_examples_are_reproduced(numbers: tuple[int, ...], limits: tuple[float, float]) -> None:
    found = difference_of_proportions(*numbers)
    assert (float(found.lower), float(found.upper)) == pytest.approx(limits, abs=5e-5)


def test_two_equal_proportions_differ_by_nothing_with_a_p_of_one() -> None:
    assert difference_of_proportions([0, 5, 9], [9, 10, 9], [0, 5, 9], [9, 10, 9]).p.tolist() == [1, 1, 1]


def test_a_difference_without_numbers_is_missing_and_says_why() -> None:
    found = difference_of_proportions([1, None, 9, 1], [2, 2, 2, 0], 1, 2)
    assert found.note.tolist() == [
        "", "a number is missing", "the part is below zero or larger than the whole",
        "the part is below zero or larger than the whole",
    ]  # fmt: skip
    assert np.isnan(found.p).tolist() == np.isnan(found.lower).tolist() == [False, True, True, True]
    assert difference_of_proportions(0, 0, 1, 2).note == "nobody to count"


def test_the_log_ratio_of_rates_is_the_one_worked_by_hand() -> None:
    found = ratio_of_rates(50, 1000, 30, 1200)
    spread = math.exp(1.959963984540054 * math.sqrt(1 / 50 + 1 / 30))
    assert found.value == pytest.approx(2)
    assert (float(found.lower), float(found.upper)) == pytest.approx((2 / spread, 2 * spread))
    assert found.p == pytest.approx(math.erfc(math.log(2) / math.sqrt(1 / 50 + 1 / 30) / math.sqrt(2)))


def test_without_events_in_one_of_two_the_log_ratio_points_to_the_exact_one() -> None:
    found = ratio_of_rates([0, 5, 5, -1], 100, [5, 0, 5, 5], [100, 100, 0, 100])
    assert found.note.tolist()[:2] == ["no events in one of the two: use the exact ratio"] * 2
    assert found.note.tolist()[2:] == ["nobody to count", "a number is below zero"]
    assert np.isnan(found.value).all()


def test_the_exact_ratio_with_none_in_one_of_two_has_the_limit_that_there_is() -> None:
    found = exact_ratio([0, 5, 0], 10, [5, 0, 0], 10)
    np.testing.assert_array_equal(found.value, [0, np.nan, np.nan])
    assert found.lower[0] == 0
    assert found.upper[0] == pytest.approx(1.0913, abs=1e-4)
    assert found.lower[1] == pytest.approx(1 / found.upper[0])
    assert np.isnan(found.upper[1])
    assert found.note.tolist()[1:] == ["no events in the second: the ratio has no upper limit", "no events in either"]
    assert found.p[0] == pytest.approx(2 * 0.5**5)


@given(COUNTS, COUNTS, st.floats(0.1, 50), st.floats(0.1, 50), st.sampled_from([0.95, 0.998]))
def test_the_exact_ratio_differs_from_one_exactly_when_its_p_says_so(
    one: int, two: int, first: float, second: float, level: float
) -> None:
    assume(one and two)
    found = exact_ratio(one, first, two, second, level)
    assume(abs(found.p - (1 - level)) > 1e-9)
    assert (found.p < 1 - level) == (not found.lower <= 1 <= found.upper)
    assert found.lower < found.value < found.upper


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_the_difference_the_other_way_round_is_the_same_with_its_sign_turned(a: int, b: int, c: int, d: int) -> None:
    assume(a + b and c + d)
    there, back = difference_of_proportions(a, a + b, c, c + d), difference_of_proportions(c, c + d, a, a + b)
    assert there.value == -back.value
    assert there.lower == pytest.approx(-back.upper)
    assert there.p == pytest.approx(back.p)
    assert -1 <= there.lower <= there.value <= there.upper <= 1


@given(st.integers(1, 500), st.integers(1, 500), st.floats(1, 1e6), st.floats(1, 1e6))
def test_the_ratio_the_other_way_round_is_the_inverse(one: int, two: int, first: float, second: float) -> None:
    for ratio in (ratio_of_rates, exact_ratio):
        there, back = ratio(one, first, two, second), ratio(two, second, one, first)
        assert there.value == pytest.approx(1 / back.value)
        assert there.lower == pytest.approx(1 / back.upper)
        assert there.p == pytest.approx(back.p)


def test_for_many_events_the_two_ratios_agree() -> None:
    exact, log = exact_ratio(4000, 100, 4400, 100), ratio_of_rates(4000, 100, 4400, 100)
    assert exact.lower == pytest.approx(log.lower, rel=1e-3)
    assert exact.p == pytest.approx(log.p, rel=0.05)


def test_two_standardised_rates_differ_by_the_sum_of_their_variances() -> None:
    rates = standardised_rate([[50, 60], [30, 20]], [[1000, 2000], [1000, 2000]], [3, 1])
    (one, two), (v, w) = rates.value, rates.variance
    found = difference_of_standardised_rates(one, v, two, w)
    assert found.value == pytest.approx(one - two)
    assert found.upper - found.lower == pytest.approx(2 * 1.959963984540054 * math.sqrt(v + w))
    assert found.p < 0.05
    gap = difference_of_standardised_rates([1, 1], [None, 0], [1, 2], [1, 0])
    assert gap.note.tolist() == ["a number is missing", ""]
    np.testing.assert_array_equal(gap.p, [np.nan, 0])
