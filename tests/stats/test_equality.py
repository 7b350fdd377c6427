"""Are groups equal: known answers, small numbers, and more variation than chance."""

import numpy as np
import pytest

from clearway.stats.equality import (
    CHANCE_ALONE,
    LIKELIHOOD_RATIO,
    NOTHING_VARIES,
    TOO_FEW_GROUPS,
    dispersion_within,
    equality_of_proportions,
    equality_of_rates,
)


def test_shares_are_compared_as_a_book_does() -> None:
    """30 of 100 against 50 of 100: chi-square 8.333 with one degree of freedom, chance 0.0039."""
    found = equality_of_proportions([30, 50], [100, 100])
    assert found.statistic == pytest.approx(25 / 3)
    assert found.freedom == 1
    assert found.chance == pytest.approx(0.0038924, rel=1e-4)
    ratio = equality_of_proportions([30, 50], [100, 100], statistic=LIKELIHOOD_RATIO)
    by_hand = 2 * (30 * np.log(30 / 40) + 50 * np.log(50 / 40) + 70 * np.log(70 / 60) + 50 * np.log(50 / 60))
    assert ratio.statistic == pytest.approx(by_hand)


def test_rates_are_compared_with_their_exposure() -> None:
    found = equality_of_rates([30, 50, 20], [100, 100, 50])
    expected = np.array([40, 40, 20])
    assert found.statistic == pytest.approx(float(((np.array([30, 50, 20]) - expected) ** 2 / expected).sum()))
    assert found.freedom == 2


def test_few_people_are_held_against_random_tables_and_give_the_exact_chance() -> None:
    """3 of 4 against 0 of 4: of the 56 ways to choose 3 of 8 people, 8 lie in one group."""
    found = equality_of_proportions([3, 0], [4, 4])
    assert "random tables" in found.method
    assert found.chance == pytest.approx(8 / 56, abs=0.015)
    rates = equality_of_rates([4, 0], [1.0, 1.0])
    assert rates.chance == pytest.approx(2 / 16, abs=0.015)


def test_the_same_numbers_give_the_same_chance() -> None:
    assert equality_of_proportions([3, 0], [4, 4]) == equality_of_proportions([3, 0], [4, 4])


@pytest.mark.slow
@pytest.mark.parametrize(("people", "share"), [(15, 0.1), (200, 0.4)])
def test_equal_groups_are_said_to_differ_no_more_often_than_stated(people: int, share: float) -> None:
    random = np.random.default_rng(6)
    chances = [
        equality_of_proportions(random.binomial(people, share, 12), people, draws=499).chance for _ in range(400)
    ]
    assert np.mean(np.array(chances) <= 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)


def test_groups_whose_months_vary_more_than_chance_need_a_larger_difference() -> None:
    random = np.random.default_rng(5)
    share = np.clip(random.normal(0.6, 0.08, (8, 24)), 0, 1)
    people = np.full((8, 24), 150)
    within = random.binomial(people, share)
    dispersion = dispersion_within(within, people)
    assert dispersion.value > 3
    assert dispersion.freedom == 8 * 23
    plain = equality_of_proportions(within.sum(axis=1), people.sum(axis=1))
    fair = equality_of_proportions(within.sum(axis=1), people.sum(axis=1), dispersion=dispersion)
    assert plain.chance < fair.chance
    assert fair.statistic == pytest.approx(plain.statistic / dispersion.value)


def test_less_variation_than_chance_is_taken_for_chance() -> None:
    assert dispersion_within([[50, 50, 50], [50, 50, 50]], 100).value == 1
    assert dispersion_within([[5], [7]], [[10], [10]]) == CHANCE_ALONE
    assert dispersion_within([[5, 9, 1], [7, 30, 2]], 4.0, rates=True).value > 1


def test_nothing_to_compare_is_said_and_not_an_error() -> None:
    assert equality_of_proportions([5, None], [10, 10]).note == TOO_FEW_GROUPS
    assert equality_of_proportions([0, 0], [10, 10]).note == NOTHING_VARIES
    assert equality_of_rates([0, 0], [10, 10]).note == NOTHING_VARIES
    assert np.isnan(equality_of_proportions([], []).chance)


def test_another_statistic_is_refused() -> None:
    with pytest.raises(ValueError, match="not by luck"):
        equality_of_proportions([1, 2], [3, 4], statistic="luck")
