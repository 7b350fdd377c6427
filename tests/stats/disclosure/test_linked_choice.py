"""How the choice of cells to hide goes on, step by step, on lists small enough to work out by hand."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from clearway.stats.disclosure import LOCAL_BELOW_5, LinkedCells
from clearway.stats.disclosure.linked import _is_lonely, _narrow, _order, _widening, _with_company

LIST = csr_matrix(np.array([[1.0, 1.0, 1.0, -1.0]]))
"""Three cells and their total."""


def listed(*counts: float) -> LinkedCells:
    return LinkedCells(np.array([*counts, sum(counts)], dtype=float)[:, np.newaxis], LIST)


def hidden(size: int, *places: int) -> np.ndarray:
    return np.isin(np.arange(size), places)


def test_the_fewest_people_join_first_then_nobody_then_totals_and_what_must_stay_never() -> None:
    order = _order(listed(1, 0, 12), hidden(4, 2))
    assert order.tolist() == [1, 14, np.inf, 13 + 2 * 14]


def test_a_total_of_several_sums_comes_later_still_and_one_beside_others_is_no_total() -> None:
    sums = csr_matrix(np.array([[1.0, 1, -1, 0], [1.0, 0, -1, 0], [1.0, 1, -1, -1]]))
    cells = LinkedCells(np.array([[3.0], [2], [5], [5]]), sums)
    assert _order(cells, hidden(4)).tolist() == [3, 2, 5 + 2 * 12, 5]


@pytest.mark.parametrize(
    ("people", "gone", "lonely"),
    [
        ([[3], [4], [20], [27]], (), False),
        ([[3], [4], [20], [27]], (0,), True),
        ([[3], [4], [20], [27]], (0, 1), False),
        ([[3], [3], [20], [26]], (0, 1), True),
        ([[3], [3], [20], [26]], (0, 1, 3), False),
        ([[3, 0], [4, 0], [20, 9], [27, 9]], (0, 1), False),
        ([[1, 3], [0, 4], [20, 9], [21, 16]], (0, 1), True),
    ],
    ids=[
        "nobody is hidden",
        "the only one hidden",
        "two of seven people: one can be 1 to 6",
        "two of six people: one can only be 1 to 5",
        "the total is hidden too",
        "nobody at all in the other part",
        "one person in the other part, who is found",
    ],
)
def test_who_is_given_away_by_one_sum(people, gone, lonely) -> None:
    found = _is_lonely(np.array(people, dtype=float), np.arange(4), np.array([3]), hidden(4, *gone), LOCAL_BELOW_5)
    assert found is lonely


def test_company_in_one_sum_may_leave_somebody_alone_in_an_earlier_one() -> None:
    """The second list hides 6 beside 3; that 6 is then alone in the first list, where 8 joins it."""
    sums = csr_matrix(np.array([[1.0, 1, 0, 0, -1, 0], [0, 1, 1, 1, 0, -1]]))
    cells = LinkedCells(np.array([[8.0], [6], [3], [50], [14], [59]]), sums)
    order = _order(cells, hidden(6))
    assert _with_company(cells, hidden(6, 2), order, LOCAL_BELOW_5).tolist() == hidden(6, 0, 1, 2).tolist()


def test_a_sum_whose_total_is_shown_nowhere_gives_nobody_away_and_the_next_sum_is_looked_at() -> None:
    sums = csr_matrix(np.array([[1.0, 1, -1, -1, 0, 0], [0, 0, 0, 1, 1, -1]]))
    cells = LinkedCells(np.array([[3.0], [20], [11], [12], [9], [21]]), sums)
    order = _order(cells, hidden(6))
    assert _with_company(cells, hidden(6, 0), order, LOCAL_BELOW_5).tolist() == hidden(6, 0).tolist()
    assert _with_company(cells, hidden(6, 3), order, LOCAL_BELOW_5).tolist() == hidden(6, 3, 4).tolist()


def test_small_numbers_need_the_width_of_the_rule_larger_ones_one_person_and_nobody_nothing() -> None:
    """10 is between 10 and 11: enough for it. The 1 beside it is 0 or 1: too close for a small number."""
    sums = csr_matrix(np.array([[1.0, 1, -1, 0, 0], [-1, 0, 0, 1, 1]]))
    cells = LinkedCells(np.array([[10.0], [1], [11], [0], [10]]), sums)
    assert _narrow(cells, hidden(5, 0, 1, 3), LOCAL_BELOW_5) == [(0, 1)]


def test_a_hidden_nothing_needs_no_room() -> None:
    assert _narrow(listed(0, 12, 20), hidden(4, 0), LOCAL_BELOW_5) == []
    assert _narrow(listed(1, 12, 20), hidden(4, 0), LOCAL_BELOW_5) == [(0, 0)]


def test_a_number_is_given_room_by_the_first_cell_that_may_go_even_one_with_nobody_in_it() -> None:
    cells = listed(3, 0, 12)
    free = _order(cells, hidden(4))
    assert _widening(cells, hidden(4, 0), 0, 0, free, LOCAL_BELOW_5) == [2]
    only_nobody = _order(cells, hidden(4, 2, 3))
    assert _widening(cells, hidden(4, 0), 0, 0, only_nobody, LOCAL_BELOW_5) == [1]
    nobody_may_go = _order(cells, hidden(4, 1, 2, 3))
    assert _widening(cells, hidden(4, 0), 0, 0, nobody_may_go, LOCAL_BELOW_5) == []
