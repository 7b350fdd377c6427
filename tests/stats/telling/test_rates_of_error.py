"""Equal organisations are labelled by mistake no more often than stated, and real differences are found as promised.

Simulations with a fixed seed. What is stated is said in each test: for each unit, or for a whole family of units.
"""

import numpy as np
import pytest

from clearway.stats.telling import (
    NO_DIFFERENT,
    TOO_FEW,
    Several,
    events_needed,
    people_needed,
    tell_proportions,
    tell_rates,
)

FAMILIES, UNITS = 2_000, 40
LEVEL = 0.95


def mistaken(label: np.ndarray) -> np.ndarray:
    return ~np.isin(label, [NO_DIFFERENT, TOO_FEW])


def chance_room(rate: float, count: int) -> float:
    """Three standard errors of a simulated share: what a true rate at the limit may exceed it by."""
    return float(rate + 3 * np.sqrt(rate * (1 - rate) / count))


@pytest.mark.slow
@pytest.mark.parametrize("several", [Several.FAMILY, Several.FALSE_SHARE])
@pytest.mark.parametrize("people", [5, 20, 100, 2_000])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.85, 0.96])
def test_equal_shares_are_labelled_in_at_most_one_family_of_twenty(several: Several, people: int, share: float) -> None:
    """Family-wise: any false label among 40 equal units, in at most 5% of families."""
    within = np.random.default_rng(people).binomial(people, share, (FAMILIES, UNITS))
    found = tell_proportions(within, people, share, difference=0.03, several=several, level=LEVEL)
    assert mistaken(found.label).any(axis=-1).mean() <= chance_room(1 - LEVEL, FAMILIES)


@pytest.mark.slow
@pytest.mark.parametrize("people", [5, 20, 100, 2_000])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.85, 0.96])
def test_each_equal_share_is_labelled_at_most_one_time_in_twenty(people: int, share: float) -> None:
    """Per unit: no adjustment for the number of comparisons is asked."""
    within = np.random.default_rng(people).binomial(people, share, (FAMILIES, UNITS))
    found = tell_proportions(within, people, share, difference=0.03, several=Several.EACH, level=LEVEL)
    assert mistaken(found.label).mean() <= chance_room(1 - LEVEL, FAMILIES * UNITS)


@pytest.mark.slow
def test_the_family_rate_holds_when_sizes_differ_and_the_benchmark_is_the_share_of_all() -> None:
    random = np.random.default_rng(3)
    people = random.integers(3, 1_500, (FAMILIES, UNITS))
    within = random.binomial(people, 0.7)
    benchmark = within.sum(axis=-1, keepdims=True) / people.sum(axis=-1, keepdims=True)
    chance = tell_proportions(within[:60], people[:60], benchmark[:60], difference=0.1).label
    assert mistaken(chance).any(axis=-1).mean() <= chance_room(1 - LEVEL, 60)
    exact = tell_proportions(within, people, 0.7, difference=0.1).label
    assert mistaken(exact).any(axis=-1).mean() <= chance_room(1 - LEVEL, FAMILIES)


@pytest.mark.slow
@pytest.mark.parametrize("expected", [0.5, 4.0, 30.0, 900.0])
@pytest.mark.parametrize("several", list(Several))
def test_equal_rates_are_labelled_no_more_often_than_stated(expected: float, several: Several) -> None:
    events = np.random.default_rng(7).poisson(expected, (FAMILIES, UNITS))
    wrong = mistaken(tell_rates(events, expected, 1.0, difference=0.2, several=several).label)
    stated = wrong if several is Several.EACH else wrong.any(axis=-1)
    assert stated.mean() <= chance_room(1 - LEVEL, stated.size)


@pytest.mark.slow
def test_among_labels_the_share_of_false_ones_stays_as_stated() -> None:
    """Half of the units differ: of all labels, at most 5% fall on the others, averaged over families."""
    random = np.random.default_rng(11)
    share = np.where(np.arange(UNITS) < UNITS // 2, 0.7, 0.6)
    within = random.binomial(300, share, (FAMILIES, UNITS))
    label = mistaken(tell_proportions(within, 300, 0.7, difference=0.1, several=Several.FALSE_SHARE).label)
    false = label[:, : UNITS // 2].sum(axis=-1) / np.maximum(label.sum(axis=-1), 1)
    assert false.mean() <= 0.05
    assert label[:, UNITS // 2 :].mean() > 0.8


@pytest.mark.slow
@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize(("benchmark", "difference"), [(0.85, 0.05), (0.5, 0.1), (0.7, 0.02)])
def test_with_as_many_people_as_needed_a_difference_is_found_as_often_as_stated(
    benchmark: float, difference: float, side: int
) -> None:
    people = int(people_needed(benchmark, difference, chance=0.05, power=0.8))
    within = np.random.default_rng(people).binomial(people, benchmark + side * difference, 20_000)
    found = tell_proportions(within[:, None], people, benchmark, difference=difference, several=Several.EACH)
    right = (found.chance <= 0.05) & (np.sign(found.value - benchmark) == side)
    assert right.mean() >= 0.8 - 3 * np.sqrt(0.16 / 20_000)
    fewer = int(people * 0.8)
    less = tell_proportions(
        np.random.default_rng(people).binomial(fewer, benchmark + side * difference, 20_000)[:, None],
        fewer,
        benchmark,
        difference=difference,
        several=Several.EACH,
    )
    assert (less.chance <= 0.05).mean() < 0.85


@pytest.mark.slow
@pytest.mark.parametrize("ratio", [0.8, 1.2])
def test_with_as_many_events_as_needed_a_rate_is_told_as_often_as_stated(ratio: float) -> None:
    expected = events_needed(0.2, chance=0.05, power=0.9)
    events = np.random.default_rng(2).poisson(expected * ratio, 20_000)
    found = tell_rates(events, expected, 1.0, difference=0.2, several=Several.EACH)
    assert (found.chance <= 0.05).mean() >= 0.9 - 3 * np.sqrt(0.09 / 20_000)
