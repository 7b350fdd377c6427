"""Fault 34: a denominator of nought or one, and rates of 0% and 100%, have a defined interval or say why not."""

import numpy as np
import pytest

from clearway.stats import proportion, quantile, short_of_target, wilson


def test_fault_34_nobody_to_count_gives_no_rate_and_says_so() -> None:
    found = proportion([0], [0])
    assert np.isnan([found.value[0], found.lower[0], found.upper[0]]).all()
    assert found.note[0] == "nobody to count"


@pytest.mark.parametrize(("within", "lower", "upper"), [(0, 0.0, 0.7934506856), (1, 0.2065493144, 1.0)])
def test_fault_34_one_person_has_a_wide_interval_inside_zero_to_one(within: int, lower: float, upper: float) -> None:
    found = wilson(within, 1)
    assert found.lower == pytest.approx(lower, abs=1e-9)
    assert found.upper == pytest.approx(upper, abs=1e-9)


@pytest.mark.parametrize("people", [1, 2, 37, 1000, 271_402, 7_564_336_677])
@pytest.mark.parametrize("level", [0.95, 0.998])
def test_fault_34_nobody_within_starts_at_exactly_nought_and_everybody_ends_at_exactly_one(
    people: int, level: float
) -> None:
    none, all_of_them = wilson(0, people, level), wilson(people, people, level)
    assert none.lower == 0.0
    assert 0 < none.upper < 1
    assert 0 < all_of_them.lower < 1
    assert all_of_them.upper == 1.0


def test_fault_34_one_bad_row_does_not_spoil_the_others() -> None:
    found = proportion([3, 0, 5, None, -1], [4, 0, 4, 4, 4])
    assert list(np.isnan(found.value)) == [False, True, True, True, True]
    assert list(found.note) == [
        "",
        "nobody to count",
        "the part is below zero or larger than the whole",
        "a number is missing",
        "the part is below zero or larger than the whole",
    ]


def test_fault_34_of_nobody_there_is_no_median_and_no_shortfall() -> None:
    assert np.isnan(quantile([], 0.5))
    assert np.isnan(short_of_target(0, 0, 0.85))


def test_fault_34_of_one_person_the_median_is_that_persons_wait() -> None:
    assert list(quantile([41], [0.5, 0.9])) == [41, 41]
