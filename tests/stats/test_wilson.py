"""The Wilson interval against known answers, its edges, and what must always hold."""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden import golden

from clearway.stats import proportion, wilson


def test_every_golden_case_is_reproduced() -> None:
    cases = golden("wilson")
    assert len(cases.rows) > 40
    for (level,), rows in cases.groups("confidence").items():
        x, n, times = (rows.numbers(column) for column in ("x", "n", "multiplier"))
        found = proportion(x, n, float(level))
        for mine, column in ((found.value, "value"), (found.lower, "lower"), (found.upper, "upper")):
            np.testing.assert_allclose(mine * times, rows.numbers(column), rtol=1e-8)


def test_a_shared_patient_counts_half() -> None:
    lower, upper = wilson(Decimal("0.5"), Decimal("1.0"))
    assert lower == pytest.approx(0.0546207565)
    assert upper == pytest.approx(0.9453792435)


def test_a_column_of_exact_decimals_with_gaps_is_read() -> None:
    halves = pa.array([Decimal("19669.5"), None], pa.decimal128(12, 1))
    everyone = pa.array([Decimal("27537.5"), Decimal("4.0")], pa.decimal128(12, 1))
    found = proportion(halves, everyone)
    assert found.value[0] == pytest.approx(0.714280526554698)
    assert np.isnan(found.value[1])
    assert list(found.note) == ["", "a number is missing"]


def test_a_higher_level_is_wider() -> None:
    ordinary, wide = wilson(65, 100), wilson(65, 100, 0.998)
    assert wide.lower < ordinary.lower < ordinary.upper < wide.upper


def test_invariant_12_more_people_make_it_narrower() -> None:
    lower, upper = wilson([1, 10, 100, 1000], [2, 20, 200, 2000])
    assert np.all(np.diff(upper - lower) < 0)


def test_one_numerator_meets_many_denominators() -> None:
    assert wilson(1, [1, 2, 3]).lower.shape == (3,)


@pytest.mark.parametrize("level", [0, 1, 95, -0.1])
def test_a_level_outside_zero_to_one_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, level)


@given(
    halves=st.integers(min_value=1, max_value=10**9).flatmap(
        lambda whole: st.tuples(st.integers(min_value=0, max_value=whole), st.just(whole))
    ),
    level=st.floats(min_value=0.01, max_value=0.9999),
)
def test_invariant_12_the_interval_holds_the_rate_and_lies_in_zero_to_one(
    halves: tuple[int, int], level: float
) -> None:
    within, total = halves[0] / 2, halves[1] / 2
    lower, upper = wilson(within, total, level)
    assert 0 <= lower <= within / total <= upper <= 1


@given(st.integers(0, 400), st.integers(1, 400))
def test_success_and_failure_mirror_each_other(within: int, others: int) -> None:
    total = within + others
    lower, upper = wilson(within, total)
    mirrored = wilson(others, total)
    assert lower == pytest.approx(1 - mirrored.upper, abs=1e-12)
    assert upper == pytest.approx(1 - mirrored.lower, abs=1e-12)
