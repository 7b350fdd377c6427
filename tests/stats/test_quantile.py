"""Quantiles are exact and the same as the engine's."""

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.stats import quantile


def test_the_median_of_an_even_number_lies_halfway() -> None:
    assert quantile([4, 1, 3, 2], 0.5) == 2.5


def test_the_ninetieth_centile_lies_between_its_neighbours() -> None:
    assert quantile([1, 2, 3, 4], 0.9) == pytest.approx(3.7)


def test_the_ends_are_the_least_and_the_greatest() -> None:
    assert list(quantile([62, 14, 104], [0, 1])) == [14, 104]


def test_missing_waits_are_left_out() -> None:
    assert quantile([1, None, 3], 0.5) == 2


def test_of_nobody_the_median_is_missing() -> None:
    assert np.isnan(quantile([], [0.5, 0.9])).all()


@pytest.mark.parametrize("q", [-0.1, 1.1, None])
def test_a_quantile_outside_zero_to_one_is_refused(q: float | None) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile([1], q)


@given(st.lists(st.integers(-50, 400), min_size=1, max_size=60), st.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9]))
def test_it_equals_the_engines_quantile(days: list[int], q: float) -> None:
    engine = duckdb.execute("SELECT quantile_cont(d, ?) FROM (SELECT unnest(?::DOUBLE[]) AS d)", [q, days]).fetchone()
    assert engine is not None
    assert quantile(days, q) == pytest.approx(engine[0], abs=1e-9)
