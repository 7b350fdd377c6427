"""Comparison with a benchmark: the categories, polarity, targets, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.stats import Interval, wilson
from clearway.stats.benchmark import compare, compare_twice, meets_target

NARROW = Interval(np.array([0.7, 0.4, 0.5, np.nan]), np.array([0.8, 0.45, 0.6, np.nan]))
WIDE = Interval(np.array([0.6, 0.35, 0.4, np.nan]), np.array([0.9, 0.55, 0.7, np.nan]))


@pytest.mark.parametrize(
    ("polarity", "labels"),
    [
        (1, ["better", "worse", "similar", "not compared"]),
        (-1, ["worse", "better", "similar", "not compared"]),
        (0, ["higher", "lower", "similar", "not compared"]),
    ],
)
def test_three_categories_follow_the_polarity(polarity: int, labels: list[str]) -> None:
    found = compare(NARROW, 0.5, polarity)
    assert found.label.tolist() == labels
    np.testing.assert_array_equal(found.side, [1, -1, 0, np.nan])
    assert found.note.tolist() == ["", "", "", "there is no interval or no benchmark"]


def test_five_categories_ask_the_outer_limits_first() -> None:
    found = compare_twice(NARROW, WIDE, 0.5, 1)
    assert found.label.tolist() == ["better (99.8%)", "worse (95%)", "similar", "not compared"]
    np.testing.assert_array_equal(found.side, [2, -1, 0, np.nan])
    assert compare_twice(NARROW, WIDE, 0.5, -1).label[0] == "worse (99.8%)"
    assert compare_twice(NARROW, WIDE, 0.5).label[1] == "lower (95%)"


def test_an_interval_that_touches_the_benchmark_is_similar() -> None:
    assert compare(NARROW, [0.7, 0.45, 0.5, 1]).label[:3].tolist() == ["similar"] * 3


def test_every_unit_may_have_its_own_benchmark_and_polarity() -> None:
    found = compare(NARROW, [0.1, 0.9, None, 0.5], [-1, -1, 1, 1])
    assert found.label.tolist() == ["worse", "better", "not compared", "not compared"]


def test_a_target_is_met_exactly_or_not_whatever_the_interval() -> None:
    shares = np.array([51 / 60, 0.1 + 0.2, 0.849, np.nan])
    assert meets_target(shares, [0.85, 0.3, 0.85, 0.85]).tolist() == ["met", "met", "not met", ""]
    assert meets_target(shares, [0.85, 0.3, 0.85, 0.85], -1).tolist() == ["met", "met", "met", ""]
    assert meets_target(0.5, 0.4, 0) == ""


@pytest.mark.parametrize("call", [lambda: compare(NARROW, 0.5, 2), lambda: meets_target(1, 1, 0.5)])
def test_a_polarity_that_is_none_is_refused(call) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="A polarity is 1"):
        call()


@given(st.integers(0, 300), st.integers(1, 300), st.floats(0.01, 0.99))
def test_the_five_categories_refine_the_three(part: int, rest: int, benchmark: float) -> None:
    inner, outer = (wilson(part, part + rest, level) for level in (0.95, 0.998))
    three, five = compare(inner, benchmark), compare_twice(inner, outer, benchmark)
    assert np.sign(five.side) == three.side
    assert (abs(five.side) == 2) == (compare(outer, benchmark).side != 0)
