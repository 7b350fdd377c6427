"""Tables tied together by sums of places, months and groups: no hidden number is found, by the strongest reader."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from clearway.stats.disclosure import LOCAL_BELOW_5, DisclosureRule, LinkedCells, linked_suppression

ONLY_SMALL = DisclosureRule("only small ones", below=5, secondary=False)


def linked(counts) -> LinkedCells:
    """A box of counts (the last axis: parts) with all its sums, each way on."""
    box = np.asarray(counts, dtype=float)
    ways = box.ndim - 1
    for way in range(ways):
        box = np.concatenate([box, box.sum(axis=way, keepdims=True)], axis=way)
    places = np.arange(box[..., 0].size).reshape(box.shape[:-1])
    sums = []
    for way in range(ways):
        for line in np.moveaxis(places, way, -1).reshape(-1, places.shape[way]):
            row = np.zeros(places.size)
            row[line[:-1]], row[line[-1]] = 1.0, -1.0
            sums.append(row)
    return LinkedCells(box.reshape(-1, box.shape[-1]), csr_matrix(np.array(sums)))


def rooms(cells: LinkedCells, hidden) -> np.ndarray:
    """How wide a range each hidden number keeps for a reader with a linear program: parts by cells."""
    sums = cells.sums.toarray()
    found = np.full(cells.people.T.shape, np.inf)
    for part, people in enumerate(cells.people.T):
        left = -sums[:, ~hidden] @ people[~hidden]
        for at, cell in enumerate(np.flatnonzero(hidden)):
            goal = np.zeros(int(hidden.sum()))
            goal[at] = 1.0
            ends = []
            for sign in (1.0, -1.0):
                answer = linprog(sign * goal, A_eq=sums[:, hidden], b_eq=left, bounds=(0, None), method="highs")
                ends.append(sign * answer.fun if answer.status == 0 else np.inf)
            found[part, cell] = ends[1] - ends[0]
    return found


def assert_safe(cells: LinkedCells, hidden) -> None:
    small = LOCAL_BELOW_5.is_small(cells.people).T
    width = rooms(cells, hidden)
    assert hidden[small.any(axis=0)].all()
    assert (width[small & hidden] >= LOCAL_BELOW_5.width - 1e-6).all()
    assert (width[:, hidden][cells.people.T[:, hidden] > 0] >= 1 - 1e-6).all()


def test_a_list_hides_a_second_number_where_the_first_could_be_subtracted() -> None:
    cells = linked([[20], [3], [12], [40]])
    assert linked_suppression(cells, LOCAL_BELOW_5).tolist() == [False, True, True, False, False]


def test_nothing_small_hides_nothing() -> None:
    assert not linked_suppression(linked([[20], [0], [12]]), LOCAL_BELOW_5).any()


def test_without_secondary_suppression_only_small_ones_go() -> None:
    assert linked_suppression(linked([[20], [3], [12]]), ONLY_SMALL).sum() == 1


def test_what_is_hidden_elsewhere_stays_hidden_and_what_is_known_stays_shown() -> None:
    cells = linked([[20], [3], [12], [40]])
    known = np.array([False, False, True, False, True])
    gone = np.array([False, False, False, True, False])
    assert linked_suppression(cells, LOCAL_BELOW_5, known=known, gone=gone).tolist() == [
        False, True, False, True, False
    ]  # fmt: skip
    assert linked_suppression(cells, LOCAL_BELOW_5, known=known).tolist() == [True, True, False, False, False]


def test_what_is_known_may_leave_no_way_out_and_then_that_is_said() -> None:
    cells = linked([[20], [3], [12]])
    with pytest.raises(ValueError, match="already gives"):
        linked_suppression(cells, LOCAL_BELOW_5, known=np.array([True, False, True, True]))


def test_groups_of_places_over_months_are_safe_in_all_three_ways_at_once() -> None:
    chance = np.random.default_rng(7)
    box = chance.poisson(chance.gamma(1.5, 4, size=(3, 2, 4, 1)), size=(3, 2, 4, 2))
    cells = linked(box)
    assert_safe(cells, linked_suppression(cells, LOCAL_BELOW_5))


def test_a_number_that_stands_alone_between_two_safe_blocks_is_found_out_and_given_company() -> None:
    """Each row and column has two hidden numbers, but the one in the middle of them could be solved for."""
    box = np.full((5, 5, 1), 20.0)
    for row, column in (*itertools.product((0, 1), (0, 1)), (1, 2), *itertools.product((2, 3), (2, 3))):
        box[row, column] = 3.0
    cells = linked(box)
    hidden = linked_suppression(cells, LOCAL_BELOW_5)
    assert_safe(cells, hidden)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from((0, 0, 1, 2, 4, 6, 9, 30)), min_size=3, max_size=3), min_size=2, max_size=4),
    st.lists(st.lists(st.sampled_from((0, 1, 3, 5, 50)), min_size=3, max_size=3), min_size=4, max_size=4),
)
def test_no_table_gives_a_hidden_number_away(within, late) -> None:
    box = np.stack([np.array(within), np.array(late[: len(within)])], axis=-1)
    cells = linked(box)
    assert_safe(cells, linked_suppression(cells, LOCAL_BELOW_5))
