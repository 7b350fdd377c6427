"""Indirect standardisation against known answers, its edges, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden import golden

from clearway.stats.estimate import Estimate
from clearway.stats.indirect import expected_events, indirect_rate, standardised_ratio

LEVELS = [(0.95, "95_0cl"), (0.998, "99_8cl")]


@pytest.mark.parametrize(("level", "suffix"), LEVELS)
def test_every_golden_case_is_reproduced(level: float, suffix: str) -> None:
    rows, expected = golden("isr_inputs"), golden("isr_expected")
    assert len(expected.rows) == 12
    for row in expected:
        bands = rows.where(area=row.text("area"))
        observed = np.nansum(bands.numbers("count"))
        reference = bands.numbers("pop"), bands.numbers("refcount"), bands.numbers("refpop")
        times = float(row.text("statistic").split()[-1])
        found: Estimate
        if "rate" in row.text("statistic"):
            found = indirect_rate(observed, *reference, multiplier=times, level=level)
        else:
            found = standardised_ratio(observed, expected_events(*reference), multiplier=times, level=level)
        for name, named in (
            ("value", "value"), ("lower", f"lower{suffix}"), ("upper", f"upper{suffix}"),
            ("numerator", "observed"), ("denominator", "expected"),
        ):  # fmt: skip
            np.testing.assert_allclose(getattr(found, name), row.number(named), rtol=1e-8)
        assert {"Byar": "Byars", "exact Poisson": "Exact"}[str(found.method)] == row.text("method")


def test_many_areas_share_one_reference() -> None:
    found = expected_events([[100, 200], [0, 50]], [10, None], [1000, 1000])
    np.testing.assert_allclose(found, [1.0, 0.0])


def test_a_ratio_without_expected_events_or_with_gaps_is_missing_and_says_why() -> None:
    found = standardised_ratio([3, None, 3, -1, 12], [0, 2, None, 2, 10])
    assert np.isnan(found.value).tolist() == [True, True, True, True, False]
    missing = "a number is missing"
    assert found.note.tolist() == ["no events expected", missing, missing, "a number is below zero", ""]


def test_a_reference_without_people_is_an_error_that_names_the_band() -> None:
    with pytest.raises(ValueError, match="band 2 is missing or not above 0"):
        expected_events([1, 1], [1, 1], [100, 0])


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 10**6)), min_size=1, max_size=8))
def test_the_reference_measured_against_itself_is_one(bands: list[tuple[int, int]]) -> None:
    events, people = ([pair[place] for pair in bands] for place in (0, 1))
    expected = expected_events(people, events, people)
    if sum(events):
        found = standardised_ratio(sum(events), expected)
        assert found.value == pytest.approx(1)
        assert found.lower < 1 < found.upper


def test_a_missing_population_matters_only_where_the_reference_has_events() -> None:
    found = expected_events([[100, np.nan], [np.nan, 100]], [10, 0], [1000, 1000])
    np.testing.assert_array_equal(found, [1.0, np.nan])
