"""The spread between organisations: found, with an interval that holds, and compared between two periods."""

import numpy as np
import pytest

from clearway.stats.spread import (
    CANNOT_TELL,
    GROWING,
    SHRINKING,
    TOO_FEW,
    is_variation_shrinking,
    spread_between,
)


def counted(random: np.random.Generator, deviation: float, units: int = 40) -> tuple[np.ndarray, np.ndarray]:
    people = random.integers(100, 800, units)
    share = 1 / (1 + np.exp(-random.normal(0.8, deviation, units)))
    return random.binomial(people, share), people


@pytest.mark.slow
@pytest.mark.parametrize("deviation", [0.0, 0.2, 0.6])
def test_the_interval_holds_the_true_spread_as_often_as_stated(deviation: float) -> None:
    random = np.random.default_rng(4)
    found = [spread_between(*counted(random, deviation)) for _ in range(400)]
    held = np.mean([one.deviation_lower <= deviation <= one.deviation_upper for one in found])
    assert held >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / 400)
    assert np.mean([one.deviation for one in found]) == pytest.approx(deviation, abs=0.03)


def test_spread_is_told_as_the_shares_between_which_most_units_lie() -> None:
    found = spread_between(*counted(np.random.default_rng(1), 0.5, units=400))
    assert found.tenth < found.centre < found.ninetieth
    assert found.ratio == pytest.approx(found.ninetieth / found.tenth)
    assert found.ratio_lower < found.ratio < found.ratio_upper
    true = 1 / (1 + np.exp(-(0.8 + 0.5 * np.array([-1.2816, 1.2816]))))
    np.testing.assert_allclose([found.tenth, found.ninetieth], true, atol=0.02)


@pytest.mark.slow
def test_variation_that_did_not_change_is_seldom_said_to_shrink_or_grow() -> None:
    random = np.random.default_rng(9)
    words = [
        is_variation_shrinking(spread_between(*counted(random, 0.4)), spread_between(*counted(random, 0.4))).words
        for _ in range(300)
    ]
    assert np.mean([word != CANNOT_TELL for word in words]) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)


def test_variation_that_halved_is_said_to_shrink_and_the_other_way_about() -> None:
    random = np.random.default_rng(2)
    wide, narrow = spread_between(*counted(random, 0.6)), spread_between(*counted(random, 0.2))
    shrinking = is_variation_shrinking(wide, narrow)
    assert shrinking.words == SHRINKING
    assert shrinking.lower < shrinking.change < shrinking.upper < 0
    assert is_variation_shrinking(narrow, wide).words == GROWING


def test_equal_units_have_no_spread_and_one_share() -> None:
    found = spread_between([70] * 10, [100] * 10)
    assert found.deviation == 0
    assert found.ratio == 1
    assert found.tenth == found.ninetieth == pytest.approx(70.5 / 101)


def test_units_all_within_or_all_without_do_not_break_it() -> None:
    found = spread_between([0, 10, 5, 10, 7, None], [10, 10, 10, 10, 10, 10])
    assert np.isfinite([found.deviation, found.deviation_upper, found.ratio]).all()
    assert found.units == 5


def test_fewer_than_five_units_have_no_spread_to_speak_of() -> None:
    found = spread_between([1, 2, 3, None], [10, 10, 10, 10])
    assert found.note == TOO_FEW
    assert np.isnan(found.deviation)
    assert is_variation_shrinking(found, found).words == CANNOT_TELL


def test_periods_at_different_levels_are_not_compared() -> None:
    units = [3, 5, 7, 4, 6], [10] * 5
    with pytest.raises(ValueError, match="one level"):
        is_variation_shrinking(spread_between(*units), spread_between(*units, level=0.998))
