"""What is hidden in a table cannot be found again from its totals, no more is hidden than needed, and totals stand."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.stats.arrays import Floats
from clearway.stats.disclosure import (
    LOCAL_BELOW_5,
    NHS_SECONDARY_CARE,
    DisclosureRule,
    feasible_ranges,
    protect,
    relations,
    secondary_suppression,
    with_totals,
)
from clearway.stats.disclosure.protection import known_bounds
from clearway.stats.disclosure.suppression import PEOPLE

COUNT = st.integers(0, 14)
LISTS = st.lists(COUNT, min_size=1, max_size=7)
TABLES = st.tuples(st.integers(2, 5), st.integers(2, 4)).flatmap(
    lambda shape: st.lists(st.lists(COUNT, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0])
)


def test_edge_case_e16_a_lone_star_beside_its_total_takes_another_with_it() -> None:
    assert list(protect([3, 12, 30], LOCAL_BELOW_5).shown) == ["*", "*", "30", "45"]


def test_edge_case_e16_or_the_rest_is_rounded() -> None:
    found = protect([3, 12, 30], NHS_SECONDARY_CARE)
    assert list(found.shown) == ["*", "10", "30", "45"]
    assert (found.ranges.lower[0], found.ranges.upper[0]) == (1, 7)


def test_a_small_count_in_a_table_is_guarded_along_its_row_and_its_column() -> None:
    found = protect([[3, 12, 30], [20, 15, 9], [8, 0, 40]], LOCAL_BELOW_5)
    assert found.hidden.tolist() == [
        [True, True, False, False],
        [True, True, False, False],
        [False, False, False, False],
        [False, False, False, False],
    ]
    assert list(found.shown[2]) == ["8", "0", "40", "48"]


def test_a_total_that_is_small_itself_is_hidden_with_others() -> None:
    found = protect([[2, 1], [30, 40]], LOCAL_BELOW_5)
    assert found.shown[0, 2] == "*"
    assert found.ranges.narrowest >= 5


def test_a_list_with_nobody_in_it_hides_nothing() -> None:
    found = protect([0, 0, None], LOCAL_BELOW_5)
    assert list(found.shown) == ["0", "0", "", "0"]
    assert found.ranges.narrowest == np.inf


@pytest.mark.slow
@given(LISTS | TABLES)
@settings(max_examples=40, deadline=None)
def test_no_hidden_cell_has_a_narrower_range_than_asked(counts: list[int]) -> None:
    found = protect(counts, LOCAL_BELOW_5)
    assert found.ranges.narrowest >= LOCAL_BELOW_5.width
    assert np.all(found.small <= found.hidden)
    true = with_totals(counts)
    inside = (found.ranges.lower <= true) & (true <= found.ranges.upper)
    assert np.all(inside[found.hidden])


@pytest.mark.slow
@given(LISTS | TABLES)
@settings(max_examples=40, deadline=None)
def test_totals_shown_are_the_true_ones_and_agree_with_their_parts(counts: list[int]) -> None:
    found = protect(counts, LOCAL_BELOW_5)
    true = with_totals(counts)
    for shown, count in zip(found.shown.ravel(), true.ravel(), strict=True):
        assert shown in ("*", f"{count:g}")
    sums = relations(true.shape)
    hidden = found.hidden.ravel()
    for line in sums[~(sums[:, hidden] != 0).any(axis=1)]:
        assert line @ np.array([0 if word == "*" else float(word) for word in found.shown.ravel()]) == 0


def possible(least: Floats, most: Floats) -> tuple[Floats, Floats]:
    """The least and most of each cell over every whole-numbered 2 by 2 table that fits, one by one."""
    bounds = zip(least[:2, :2].flat, most[:2, :2].flat, strict=True)
    inner = np.meshgrid(*(np.arange(low, high + 1) for low, high in bounds), indexing="ij")
    a, b, c, d = (axis.ravel() for axis in inner)
    tables = np.array([[a, b, a + b], [c, d, c + d], [a + c, b + d, a + b + c + d]])
    fits = np.all((tables >= least[..., None]) & (tables <= most[..., None]), axis=(0, 1))
    return tables[..., fits].min(axis=-1), tables[..., fits].max(axis=-1)


SMALL_TABLE = st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=2, max_size=2)


@given(SMALL_TABLE, st.sampled_from([LOCAL_BELOW_5, NHS_SECONDARY_CARE]))
@settings(max_examples=15, deadline=None)
def test_the_audit_finds_what_counting_every_table_finds(counts: list[list[int]], rule: DisclosureRule) -> None:
    cells = with_totals(counts)
    hidden = rule.is_small(cells)
    least, most = known_bounds(cells, hidden, rule)
    most[:2, :2] = np.minimum(most[:2, :2], 20)
    most = np.minimum(most, 80)
    found = feasible_ranges(least, most, hidden)
    lowest, highest = possible(least, most)
    np.testing.assert_array_equal(found.lower[hidden], lowest[hidden])
    np.testing.assert_array_equal(found.upper[hidden], highest[hidden])


@pytest.mark.slow
@given(SMALL_TABLE, st.sampled_from(["cells", "people"]))
@settings(max_examples=25, deadline=None)
def test_no_choice_of_less_loss_would_have_done(counts: list[list[int]], loss: str) -> None:
    """Every other choice of cells, tried one by one, hides as much or more, or leaves a range too narrow."""
    cells = with_totals(counts)
    small = LOCAL_BELOW_5.is_small(cells)
    chosen = secondary_suppression(cells, small, width=5, loss=loss)
    weight = cells if loss == PEOPLE else np.array([[1, 1, 3], [1, 1, 3], [3, 3, 9]]) + cells / (1 + cells.sum())
    best = weight[chosen].sum()
    candidates = np.flatnonzero(((cells > 0) & ~small).ravel())
    for picks in product([False, True], repeat=candidates.size):
        hidden = small.copy().ravel()
        hidden[candidates[list(picks)]] = True
        hidden = hidden.reshape(cells.shape)
        if weight[hidden].sum() < best - 1e-9:
            least, most = known_bounds(cells, hidden, LOCAL_BELOW_5)
            assert feasible_ranges(least, most, hidden).narrowest < 5


def test_halves_of_a_person_are_hidden_in_steps_of_a_half() -> None:
    found = protect([0.5, 0.5, 9.5, 30], LOCAL_BELOW_5, step=0.5)
    assert found.hidden.tolist() == [True, True, True, False, False]
    assert found.ranges.lower[0] == 0.5


def test_what_is_hidden_is_decided_before_anything_is_rounded() -> None:
    """Rounded first, 8 would have been 10 and 7 would have been 5, a number of its own."""
    rule = DisclosureRule("hidden below 8, to the nearest 5, guarded", below=8, round_to=5)
    found = protect([[7, 8, 22], [41, 33, 18]], rule)
    assert found.shown[0, 0] == "*"
    assert "5" not in found.shown
    assert found.ranges.narrowest >= 8


def test_numbers_that_disagree_are_an_error_and_not_an_empty_range() -> None:
    cells = with_totals([3.0, 12.0])
    with pytest.raises(ValueError, match="disagrees"):
        feasible_ranges(np.array([1.0, 12, 5]), np.array([np.inf, 12, 5]), np.array([True, False, False]))
    assert cells[-1] == 15


def test_a_cube_or_a_negative_count_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="rows and columns"):
        protect(np.zeros((2, 2, 2)), LOCAL_BELOW_5)
    with pytest.raises(ValueError, match="below zero at place"):
        protect([1, -2], LOCAL_BELOW_5)
    with pytest.raises(ValueError, match="counted in cells"):
        protect([1, 20], LOCAL_BELOW_5, loss="ink")


@pytest.mark.slow
def test_a_table_of_many_trusts_and_cancer_types_is_protected() -> None:
    random = np.random.default_rng(1)
    counts = random.poisson(random.gamma(1, 25, (30, 20)))
    found = protect(counts, LOCAL_BELOW_5)
    assert found.ranges.narrowest >= 5
    assert found.hidden.sum() < 2 * found.small.sum()


def test_what_a_publication_says_of_each_number_under_rounding() -> None:
    """40 stands for 38 to 42, 10 for 8 to 12 as smaller ones are hidden, a star for 1 to 7."""
    cells = np.array([40.0, 9, 3, 0, 52])
    least, most = known_bounds(cells, NHS_SECONDARY_CARE.is_small(cells), NHS_SECONDARY_CARE)
    assert least.tolist() == [38, 8, 1, 0, 48]
    assert most.tolist() == [42, 12, 7, 0, 52]
    least, most = known_bounds(cells, NHS_SECONDARY_CARE.is_small(cells), NHS_SECONDARY_CARE, step=0.5)
    assert least.tolist() == [37.5, 8, 0.5, 0, 47.5]
    assert most.tolist() == [42, 12, 7.5, 0, 52]


def test_what_a_publication_says_of_each_number_as_it_is() -> None:
    cells = np.array([9.5, 3, 0, 12.5])
    least, most = known_bounds(cells, LOCAL_BELOW_5.is_small(cells), LOCAL_BELOW_5, step=0.5)
    assert least.tolist() == [9.5, 0.5, 0, 12.5]
    assert most.tolist() == [9.5, np.inf, 0, 12.5]


def test_where_only_twos_are_rounded_to_a_number_stands_for_itself_and_the_one_below() -> None:
    rule = DisclosureRule("to the nearest two", below=1, round_to=2, secondary=False)
    least, most = known_bounds(np.array([12.0, 1.0]), np.array([False, False]), rule)
    assert (least.tolist(), most.tolist()) == ([11, 1], [12, 2])


def test_a_range_is_as_wide_as_its_ends_are_apart_and_missing_counts_are_nobody() -> None:
    hidden = np.array([True, True, False, False])
    found = feasible_ranges(np.array([1.0, 1, np.nan, 9]), np.array([4.0, 8, np.nan, 9]), hidden)
    assert found.lower[:2].tolist() == [1, 5]
    assert found.upper[:2].tolist() == [4, 8]
    assert found.width[:2].tolist() == [3, 3]
    assert found.narrowest == 3


def test_a_hidden_number_that_can_be_but_one_is_told_and_the_next_is_looked_at() -> None:
    hidden = np.array([True, True, True, False])
    found = feasible_ranges(np.array([2.0, 1, 1, 9]), np.array([2.0, 4, 8, 9]), hidden)
    assert found.lower[:3].tolist() == [2, 1, 3]
    assert found.upper[:3].tolist() == [2, 4, 6]


def test_the_first_place_below_zero_is_the_one_told() -> None:
    with pytest.raises(ValueError, match=r"at place \[1\]"):
        with_totals([0, -2, -3])
