"""The small draws on arrays keep what they promise to keep."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from clearway.demo.arrays import choose, choose_row, linked, matched, places_of, rounded, settled, unfolded

amounts = arrays(np.float64, (3, 4, 5), elements=st.floats(0, 50, width=32))
counts = arrays(np.int64, (3, 4, 5), elements=st.integers(-6, 30))
seeds = st.integers(0, 2**32 - 1)


@given(amounts, seeds, st.integers(1, 3))
def test_rounding_together_moves_no_cell_and_no_total_by_one_or_more(amounts, seed, together):
    whole = rounded(np.random.default_rng(seed), amounts, together)
    axes = tuple(range(3 - together, 3))
    assert (np.abs(whole - amounts) < 1 + 1e-6).all()
    assert (np.abs(whole.sum(axis=axes) - amounts.sum(axis=axes)) < 1 + 1e-6).all()


@given(counts, seeds)
def test_settling_leaves_nobody_below_none_and_carries_the_debt(counts, seed):
    kept, unpaid = settled(np.random.default_rng(seed), counts, together=2)
    held = np.maximum(counts, 0)
    assert (kept >= 0).all()
    assert (kept <= held).all()
    wanted = np.maximum(counts.sum(axis=(1, 2)), 0)
    assert (np.abs(kept.sum(axis=(1, 2)) - wanted) <= 20).all()
    assert (unpaid == np.maximum(-counts.sum(axis=(1, 2)), 0)).all()


@given(arrays(np.int64, (3, 4), elements=st.integers(0, 5)))
def test_unfolding_makes_one_entry_a_person(counts):
    rows, columns = unfolded(counts)
    refolded = np.zeros_like(counts)
    np.add.at(refolded, (rows, columns), 1)
    assert (refolded == counts).all()


def test_matching_takes_from_the_same_group_in_the_same_order():
    rng = np.random.default_rng(1)
    group = np.array([0, 0, 0, 1, 2])
    pool_group = np.array([0, 0, 0, 1, 1])
    taken = matched(rng, group, np.array([3.0, 1, 2, 5, 5]), pool_group, np.array([10.0, 30, 20, 1, 2]))
    assert taken[:3].tolist() == [1, 0, 2]
    assert taken[3] in (3, 4)
    assert taken[4] == -1


def test_matching_a_pool_of_another_size_keeps_its_distribution():
    rng = np.random.default_rng(2)
    pool = np.repeat([1, 2, 3, 4], [400, 300, 200, 100])
    taken = pool[matched(rng, np.zeros(5000, int), rng.random(5000), np.zeros(1000, int), rng.random(1000))]
    assert np.abs(np.bincount(taken)[1:] / 5000 - [0.4, 0.3, 0.2, 0.1]).max() < 0.02


def test_matching_with_one_asked_does_not_favour_the_longest_waits():
    rng = np.random.default_rng(3)
    groups = np.arange(4000)
    pool_groups, pool = np.repeat(groups, 2), np.tile([0, 1], 4000)
    taken = pool[matched(rng, groups, rng.random(4000), pool_groups, pool.astype(float))]
    assert abs(taken.mean() - 0.5) < 0.03


def test_nothing_to_match_and_nothing_to_take_are_no_error():
    rng, none = np.random.default_rng(4), np.array([], dtype=np.int64)
    assert matched(rng, none, none.astype(float), none, none.astype(float)).tolist() == []
    assert matched(rng, np.array([1]), np.array([1.0]), none, none.astype(float)).tolist() == [-1]


def test_codes_are_drawn_by_weight_and_a_weight_of_nothing_never():
    drawn = choose(np.random.default_rng(5), {"a": 3.0, "b": 1.0, "c": 0.0}, 8000)
    assert abs((drawn == "a").mean() - 0.75) < 0.02
    assert not (drawn == "c").any()


def test_each_row_draws_from_its_own_shares():
    shares = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 2.0]])
    assert choose_row(np.random.default_rng(6), np.repeat(shares, 50, axis=0)).tolist() == [0] * 50 + [2] * 50


def test_a_code_that_is_not_in_the_list_has_no_place():
    assert places_of(np.array(["b", "x", "a", "b"]), ["a", "b"]).tolist() == [1, -1, 0, 1]


def test_a_loose_link_lies_between_chance_and_the_values_themselves():
    rng, values = np.random.default_rng(7), np.arange(5000.0)
    how = [np.corrcoef(values, linked(rng, values, strength))[0, 1] for strength in (0.0, 0.5, 1.0)]
    assert abs(how[0]) < 0.05 < how[1] < 0.95 < how[2]
