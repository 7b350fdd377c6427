"""Shrunken estimates: nearer to the truth than raw ones, with limits that hold, and honest about small units."""

import numpy as np
import pytest

from clearway.stats.shrinkage import NO_SPREAD, RATES, TOO_FEW, shrunken_proportions, shrunken_rates


def practices(seed: int, spread: float = 0.4, units: int = 100) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    people = random.integers(5, 60, units)
    truth = 1 / (1 + np.exp(-random.normal(0.8, spread, units)))
    return random.binomial(people, truth), people, truth


@pytest.mark.slow
def test_shrunken_shares_lie_nearer_to_the_truth_and_their_limits_hold_it() -> None:
    nearer, held = [], []
    for seed in range(30):
        part, people, truth = practices(seed)
        found = shrunken_proportions(part, people)
        nearer.append(((found.value - truth) ** 2).mean() / ((found.own - truth) ** 2).mean())
        held.append(((found.lower <= truth) & (truth <= found.upper)).mean())
    assert np.mean(nearer) < 0.6
    assert np.mean(held) > 0.92


@pytest.mark.slow
def test_shrunken_rates_lie_nearer_to_the_truth_and_their_limits_hold_it() -> None:
    nearer, held = [], []
    for seed in range(30):
        random = np.random.default_rng(seed)
        truth, expected = random.gamma(20, 1 / 20, 100), random.uniform(2, 30, 100)
        found = shrunken_rates(random.poisson(truth * expected), expected)
        nearer.append(((found.value - truth) ** 2).mean() / ((found.own - truth) ** 2).mean())
        held.append(((found.lower <= truth) & (truth <= found.upper)).mean())
    assert np.mean(nearer) < 0.6
    assert np.mean(held) > 0.92


def test_the_fewer_people_the_further_a_share_is_drawn_in() -> None:
    part, people, _ = practices(1)
    found = shrunken_proportions([*part, 4, 400], [*people, 4, 400])
    assert found.common < found.value[-2] < found.value[-1] < 1
    assert found.weight[-2] < 0.3 < 0.7 < found.weight[-1]
    between = np.minimum(found.own, found.common) <= found.value + 1e-12
    assert np.all(between & (found.value <= np.maximum(found.own, found.common) + 1e-12))
    assert np.all((found.lower < found.value) & (found.value < found.upper))


def test_units_that_differ_by_chance_alone_are_all_given_the_common_share() -> None:
    found = shrunken_proportions([7] * 30, [10] * 30)
    assert set(found.note) == {NO_SPREAD}
    np.testing.assert_allclose(found.value, 0.7, atol=0.01)


def test_a_unit_with_nobody_is_given_the_common_value_and_says_so() -> None:
    part, people, _ = practices(2)
    found = shrunken_proportions([*part, 0, None, 9], [*people, 0, 5, 4])
    assert found.note[-3] == "nobody to count"
    assert found.value[-3] == pytest.approx(found.common)
    assert list(found.note[-2:]) == ["a number is missing"] * 2
    assert np.isnan(found.value[-2:]).all()


def test_rates_may_have_more_events_than_exposure() -> None:
    found = shrunken_rates([12, 3, 9, 0, 30, 4], [4.0, 3.0, 5.0, 1.0, 10.0, 2.0])
    assert np.all(found.value > 0)
    assert found.method == RATES


def test_fewer_than_five_units_cannot_lend_each_other_strength() -> None:
    found = shrunken_proportions([1, 2, 3], [4, 5, 6])
    assert set(found.note) == {TOO_FEW}
    assert np.isnan(found.value).all()
    np.testing.assert_allclose(found.own, [0.25, 0.4, 0.5])
    with pytest.raises(ValueError, match="95 stands"):
        shrunken_rates([1], [2], level=95)
