"""Labels, how long until more can be said, and what is said when nothing can be."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.stats.telling import (
    BETTER,
    HIGHER,
    LOWER,
    NO_DIFFERENT,
    TOO_FEW,
    UNKNOWN,
    WORSE,
    Several,
    adjusted_chances,
    events_needed,
    people_needed,
    power_of_proportion,
    tell_proportions,
    tell_rates,
)


def test_four_things_can_be_said() -> None:
    found = tell_proportions([950, 700, 850, 17], [1000, 1000, 1000, 20], 0.85, difference=0.05, polarity=1)
    assert list(found.label) == [BETTER, WORSE, NO_DIFFERENT, TOO_FEW]


def test_low_may_be_good_or_neither() -> None:
    assert list(tell_proportions([950, 700], 1000, 0.85, difference=0.05, polarity=-1).label) == [WORSE, BETTER]
    assert list(tell_proportions([950, 700], 1000, 0.85, difference=0.05).label) == [HIGHER, LOWER]


def test_too_few_comes_with_how_many_more_months() -> None:
    found = tell_proportions([120], [144], 0.85, difference=0.05, periods=12)
    needed = people_needed(0.85, 0.05, chance=0.05, power=0.8)
    assert found.label[0] == TOO_FEW
    assert found.needed[0] == needed
    assert found.more_periods[0] == math.ceil((needed - 144) / 12)
    assert np.isnan(tell_proportions([600], [1000], 0.85, difference=0.05).more_periods[0])


def test_more_units_to_compare_take_longer_to_tell_apart() -> None:
    alone = tell_proportions([17], [20], 0.85, difference=0.05).more_periods[0]
    among = tell_proportions([17] * 40, [20] * 40, 0.85, difference=0.05).more_periods[0]
    each = tell_proportions([17] * 40, [20] * 40, 0.85, difference=0.05, several=Several.EACH).more_periods[0]
    assert each == alone < among


def test_a_unit_without_people_is_not_known() -> None:
    found = tell_proportions([0, None, 30], [0, 10, 40], 0.75, difference=0.1)
    assert list(found.label[:2]) == [UNKNOWN, UNKNOWN]
    assert found.note[0].startswith("nothing is counted")
    assert found.note[1].startswith("a number is missing")
    assert np.isnan(found.more_periods[0])


def test_rates_are_told_in_events_that_the_benchmark_would_give() -> None:
    found = tell_rates([320, 200, 3], [2000, 2000, 30], 0.1, difference=0.3, polarity=-1, periods=1)
    assert list(found.label) == [WORSE, NO_DIFFERENT, TOO_FEW]
    np.testing.assert_allclose(found.size, [200, 200, 3])
    strict = events_needed(0.3, chance=0.05 / 3, power=0.8)
    assert found.needed[2] == strict
    assert found.more_periods[2] == math.ceil((strict - 3) / 3)


def test_the_chance_is_exact() -> None:
    """Of 10 people 10 within, where half are expected: twice one in 1,024. No events where 3 are expected."""
    assert tell_proportions([10], [10], 0.5, difference=0.1).chance[0] == pytest.approx(2 / 1024)
    assert tell_rates([0], [3], 1.0, difference=0.1).chance[0] == pytest.approx(2 * math.exp(-3))


def test_power_at_a_size_is_the_sum_of_its_telling_outcomes() -> None:
    """Of 10 people against a half at 5%: 0, 1, 9 and 10 tell. With a true share of 0.9 that happens so often."""
    expected = 0.9**10 + 10 * 0.9**9 * 0.1 + 0.1**10 + 10 * 0.1**9 * 0.9
    assert power_of_proportion([10], 0.5, 0.9, chance=0.05)[0] == pytest.approx(expected)


def test_people_needed_agree_with_a_normal_reckoning_when_there_are_many() -> None:
    needed = people_needed(0.5, 0.02, chance=0.05, power=0.8)
    assert needed == pytest.approx(4903, rel=0.03)
    sizes = np.arange(needed, needed + 200)
    assert np.all(power_of_proportion(sizes, 0.5, 0.52, chance=0.05) >= 0.8)
    assert power_of_proportion([needed - 1], 0.5, 0.52, chance=0.05)[0] < 0.8


def test_a_direction_that_cannot_be_does_not_count() -> None:
    assert people_needed(0.97, 0.05, chance=0.05, power=0.8) < 500
    with pytest.raises(ValueError, match=r"No share lies 0\.9"):
        people_needed(0.5, 0.9, chance=0.05, power=0.8)
    with pytest.raises(ValueError, match="above zero"):
        events_needed(0, chance=0.05, power=0.8)
    with pytest.raises(ValueError, match="between 0 and 1"):
        people_needed(0.5, 0.1, chance=0.05, power=1)


def test_a_difference_too_small_ever_to_be_told_takes_for_ever() -> None:
    found = tell_proportions([50], [100], 0.5, difference=0.0001)
    assert found.label[0] == TOO_FEW
    assert found.more_periods[0] == np.inf


def test_a_polarity_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="polarity"):
        tell_proportions([1], [2], 0.5, difference=0.1, polarity=2)
    with pytest.raises(ValueError, match="95 stands for"):
        tell_rates([1], [2], 0.5, difference=0.1, level=95)


def test_chances_are_adjusted_as_holm_and_benjamini_hochberg_do() -> None:
    chances = np.array([0.01, 0.04, np.nan, 0.03, 0.005])
    np.testing.assert_allclose(adjusted_chances(chances, Several.FAMILY), [0.03, 0.06, np.nan, 0.06, 0.02])
    np.testing.assert_allclose(adjusted_chances(chances, Several.FALSE_SHARE), [0.02, 0.04, np.nan, 0.04, 0.02])
    assert adjusted_chances(chances, Several.EACH) is chances


CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=12)


@given(CHANCES)
def test_adjusting_never_lowers_a_chance_nor_changes_the_order(chances: list[float]) -> None:
    raw = np.array(chances)
    for several in (Several.FAMILY, Several.FALSE_SHARE):
        found = adjusted_chances(raw, several)
        assert np.all(found >= raw - 1e-15)
        assert np.all(found <= 1)
        assert np.all(np.diff(found[np.argsort(raw, kind="stable")]) >= -1e-15)


@given(CHANCES)
def test_families_are_adjusted_each_by_itself(chances: list[float]) -> None:
    raw = np.array(chances)
    for several in (Several.FAMILY, Several.FALSE_SHARE):
        both = adjusted_chances(np.stack([raw, np.zeros(raw.size)]), several)
        np.testing.assert_array_equal(both[0], adjusted_chances(raw, several))
