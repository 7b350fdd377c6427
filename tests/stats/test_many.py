"""Many comparisons: flags by chance, corrections, and that equal units are flagged no more often than stated."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.stats.benchmark import compare
from clearway.stats.count import exact_poisson
from clearway.stats.many import (
    benjamini_hochberg,
    bonferroni,
    flags_by_chance,
    level_for_many,
    p_of_proportion,
    p_of_ratio,
)

CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=20)


def test_forty_units_with_twenty_measures_raise_forty_flags_by_chance() -> None:
    np.testing.assert_allclose(flags_by_chance([800, None]), [40, np.nan])
    assert flags_by_chance(800, 0.998) == pytest.approx(1.6)


def test_intervals_for_ten_hold_together_when_each_is_drawn_at_99_5() -> None:
    np.testing.assert_allclose(level_for_many([10, 1, 0]), [0.995, 0.95, np.nan])
    with pytest.raises(ValueError, match="between 0 and 1"):
        level_for_many(10, 95)


def test_the_published_example_of_benjamini_and_hochberg_rejects_four_of_fifteen() -> None:
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590]
    p.append(1)
    assert np.count_nonzero(benjamini_hochberg(p) <= 0.05) == 4
    assert np.count_nonzero(bonferroni(p) <= 0.05) == 3


def test_missing_values_are_left_out_of_the_family() -> None:
    np.testing.assert_allclose(benjamini_hochberg([0.02, np.nan, 0.01]), [0.02, np.nan, 0.02])
    np.testing.assert_allclose(bonferroni([0.02, np.nan, 0.01]), [0.04, np.nan, 0.02])
    assert np.isnan(benjamini_hochberg([np.nan, np.nan])).all()


def test_families_lie_along_the_last_axis_and_one_value_is_its_own_family() -> None:
    family = [[0.01, 0.2], [0.5, 0.04]]
    np.testing.assert_allclose(benjamini_hochberg(family)[1], benjamini_hochberg(family[1]))
    assert benjamini_hochberg(0.03) == bonferroni(0.03) == 0.03


def test_no_p_value_lies_outside_0_to_1() -> None:
    for adjust in (bonferroni, benjamini_hochberg):
        with pytest.raises(ValueError, match="between 0 and 1"):
            adjust([0.5, 1.5])


@given(CHANCES)
def test_an_adjusted_value_lies_between_the_plain_one_and_bonferronis_and_keeps_the_order(p: list[float]) -> None:
    found = benjamini_hochberg(p)
    assert np.all(found >= np.array(p) - 1e-15)
    assert np.all(found <= bonferroni(p) + 1e-15)
    assert np.all(np.diff(found[np.argsort(p, kind="stable")]) >= 0)


@given(st.integers(0, 400), st.integers(1, 400), st.floats(0.01, 0.99))
def test_the_p_of_a_proportion_is_twice_its_smaller_binomial_tail(part: int, rest: int, benchmark: float) -> None:
    total = part + rest
    weights = [
        math.lgamma(total + 1) - math.lgamma(k + 1) - math.lgamma(total - k + 1)
        + k * math.log(benchmark) + (total - k) * math.log1p(-benchmark)
        for k in range(total + 1)
    ]  # fmt: skip
    fewer, more = (sum(math.exp(weight) for weight in tail) for tail in (weights[: part + 1], weights[part:]))
    assert p_of_proportion(part, total, benchmark) == pytest.approx(min(1, 2 * fewer, 2 * more), rel=1e-6, abs=1e-290)


@given(st.integers(0, 200), st.floats(0.1, 200), st.sampled_from([0.95, 0.998]))
def test_the_p_of_a_ratio_says_the_same_as_the_exact_limits_of_its_count(
    observed: int, expected: float, level: float
) -> None:
    p = p_of_ratio(observed, expected)
    if abs(p - (1 - level)) > 1e-9:
        assert (p < 1 - level) == (compare(exact_poisson(observed, level), expected).side != 0)


def test_what_cannot_be_compared_has_no_p() -> None:
    assert np.isnan(p_of_proportion([5, 1, None, 1], [4, 0, 4, 4], [0.5, 0.5, 0.5, 1])).all()
    assert np.isnan(p_of_ratio([-1, 3, None], [3, 0, 3])).all()


@pytest.mark.parametrize("adjust", [bonferroni, benjamini_hochberg])
def test_equal_units_are_falsely_flagged_no_more_often_than_stated(adjust) -> None:  # type: ignore[no-untyped-def]
    families, units = 4000, 40
    within = np.random.default_rng(7).binomial(200, 0.7, (families, units))
    p = p_of_proportion(within, 200, 0.7)
    assert 0.005 < (adjust(p) < 0.05).any(axis=-1).mean() < 0.05 + 2 * np.sqrt(0.05 * 0.95 / families)
    assert 0.03 < (p < 0.05).mean() < 0.05
