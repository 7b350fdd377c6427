"""Queue arithmetic against known answers, and its edges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden import golden

from clearway.stats import queue


def test_every_golden_case_is_reproduced() -> None:
    rows = golden("waiting_list")
    assert len(rows.rows) == 23
    for row in rows:
        arguments = [row.number(column) for column in "abcde" if row.has(column)]
        assert len(arguments) == len(row.text("args").split(","))
        found = getattr(queue, row.text("measure"))(*arguments)
        assert found == pytest.approx(row.number("expected"), rel=1e-6)


def test_missing_numbers_and_nothing_to_divide_by_give_nothing() -> None:
    np.testing.assert_array_equal(queue.queue_load([30, None, 30], [0, 20, 20]), [np.nan, np.nan, 1.5])
    assert np.isnan(queue.relief_capacity(30, 1200, 390, 0))


def test_many_lists_at_once() -> None:
    np.testing.assert_allclose(queue.target_queue_size([30, 40], 52), [390, 520])


@given(st.floats(1, 500), st.floats(0, 5000), st.floats(1, 104))
def test_a_list_served_at_its_relief_capacity_reaches_the_target_in_time(
    demand: float, waiting: float, time: float
) -> None:
    wanted = queue.target_queue_size(demand, 9)
    served = queue.relief_capacity(demand, waiting, wanted, time)
    np.testing.assert_allclose(waiting + (demand - served) * time, wanted, rtol=1e-9, atol=1e-6)
