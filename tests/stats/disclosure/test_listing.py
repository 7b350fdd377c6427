"""Small counts are hidden, and what is hidden cannot be found again by subtraction."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.stats.disclosure import hidden_places, total_must_go

COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=4)


def answers(counts: list[int], hidden: set[int]) -> dict[int, set[int]]:
    """Every value that a reader who knows the total, the shown counts and the method must still think possible."""
    places = sorted(hidden)
    left = sum(counts[place] for place in places)
    ranges = [range(1, 5) if counts[place] < 5 else range(5, left + 1) for place in places]
    possible: dict[int, set[int]] = {place: set() for place in places}
    for guess in product(*ranges):
        if sum(guess) == left:
            for place, value in zip(places, guess, strict=True):
                possible[place].add(value)
    return possible


def test_a_single_small_count_takes_the_next_smallest_with_it() -> None:
    assert hidden_places([3, 40, 12]) == {0, 2}


def test_two_small_counts_whose_sum_gives_them_away_take_a_third_with_them() -> None:
    assert hidden_places([1, 1, 30]) == {0, 1, 2}
    assert hidden_places([4, 4, 30, 50]) == {0, 1, 2}


def test_two_small_counts_that_could_be_several_things_are_enough() -> None:
    assert hidden_places([2, 3, 30]) == {0, 1}


def test_zero_and_missing_are_not_people() -> None:
    assert hidden_places([0, None, 20]) == set()


def test_when_counts_alone_cannot_be_protected_the_total_goes() -> None:
    assert hidden_places([2]) == {0}
    assert total_must_go([2])
    assert not total_must_go([2, 3])
    assert not total_must_go([2, 40])


def test_halves_are_protected_in_steps_of_a_half() -> None:
    assert hidden_places([Decimal("0.5"), Decimal("0.5"), Decimal("9.5")], step=Decimal("0.5")) == {0, 1, 2}


@given(COUNTS)
def test_invariant_10_no_hidden_small_count_can_be_found_by_subtraction(counts: list[int]) -> None:
    hidden = hidden_places(counts)
    small = {place for place, count in enumerate(counts) if 0 < count < 5}
    assert small <= hidden
    if not hidden or total_must_go(counts):
        return
    possible = answers(counts, hidden)
    assert all(len(possible[place]) > 1 for place in small)


@given(COUNTS)
def test_no_more_is_hidden_than_needed(counts: list[int]) -> None:
    """Showing the last count that was hidden beside the small ones would give one of them away."""
    hidden = hidden_places(counts)
    extra = [place for place in hidden if counts[place] >= 5]
    if not extra or total_must_go(counts):
        return
    last = max(extra, key=lambda place: (counts[place], place))
    possible = answers(counts, hidden - {last})
    assert any(len(possible[place]) <= 1 for place in hidden - {last} if counts[place] < 5)


def test_the_smallest_number_that_is_not_small_joins_first() -> None:
    assert hidden_places([3, 30, 5, 9]) == {0, 2}


def test_beside_nobody_a_small_number_is_its_total_which_must_go() -> None:
    assert hidden_places([3, 0, None]) == {0}
    assert total_must_go([3, 0, None]) is True


@pytest.mark.parametrize(
    ("counts", "must_go"),
    [([0, 5], False), ([3, 5], False), ([2, 5], False), ([1, 5], True), ([2, 6, 0], False), ([4, 4], True)],
    ids=[
        "nobody is small",
        "3 of 8 can be 1 to 3",
        "2 of 7 can be 1 or 2",
        "1 of 6 can only be 1",
        "places without anybody are no company",
        "8 in two small numbers can only be 4 and 4",
    ],
)
def test_a_total_must_go_when_all_that_is_hidden_still_leaves_one_answer(counts, must_go) -> None:
    assert total_must_go(counts) is must_go
