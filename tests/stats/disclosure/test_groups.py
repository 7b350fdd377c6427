"""Whole groups go until nothing small is left to be found by subtracting from the totals."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clearway.stats.disclosure import LOCAL_BELOW_5, hidden_groups

COUNTS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=8)


def test_a_group_with_a_small_count_goes_and_takes_the_smallest_other_with_it() -> None:
    assert hidden_groups([[60, 40], [2, 18], [30, 30]], LOCAL_BELOW_5).tolist() == [False, True, True]


def test_nothing_goes_where_nothing_is_small() -> None:
    assert not hidden_groups([[60, 40], [0, 18]], LOCAL_BELOW_5).any()


@given(COUNTS)
def test_what_is_hidden_together_is_never_small_unless_everybody_is_hidden(rows: list[tuple[int, int]]) -> None:
    cells = np.array(rows, dtype=np.float64)
    hidden = hidden_groups(cells, LOCAL_BELOW_5)
    small = LOCAL_BELOW_5.is_small(cells).any(axis=1)
    assert hidden[small].all()
    if hidden.any() and not hidden[cells.sum(axis=1) > 0].all():
        assert hidden.sum() > 1
        assert not LOCAL_BELOW_5.is_small(cells[hidden].sum(axis=0)).any()
