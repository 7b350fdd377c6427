"""Crude rates against known answers, and their edges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden import golden

from clearway.stats.count import BYAR, EXACT
from clearway.stats.rate import rate

NAMES = {"Exact": EXACT, "Byars": BYAR, "": ""}


def test_every_golden_case_is_reproduced() -> None:
    cases = golden("rate_byar_exact")
    assert len(cases.rows) == 40
    for (confidence, times), rows in cases.groups("confidence", "multiplier").items():
        found = rate(rows.numbers("x"), rows.numbers("n"), multiplier=float(times), level=float(confidence))
        for name in ("value", "lower", "upper"):
            np.testing.assert_allclose(getattr(found, name), rows.numbers(name), rtol=1e-8)
        assert found.method.tolist() == [NAMES[words] for words in rows.texts("method")]


def test_there_may_be_more_events_than_population() -> None:
    assert rate(250, 220, multiplier=1).value == pytest.approx(250 / 220)


def test_a_rate_without_population_or_with_gaps_is_missing_and_says_why() -> None:
    found = rate([5, None, 5, -1, 5], [0, 10, None, 10, -10])
    assert np.isnan(found.value).all()
    assert np.isnan(found.upper).all()
    missing, negative = "a number is missing", "a number is below zero"
    assert found.note.tolist() == ["nobody to count", missing, missing, negative, negative]
    assert found.numerator[0] == 5


@given(st.integers(0, 10_000), st.integers(1, 10**7), st.sampled_from([1.0, 1000.0, 100_000.0]))
def test_a_rate_lies_between_its_limits_and_the_multiplier_only_scales(events: int, people: int, times: float) -> None:
    found = rate(events, people, multiplier=times)
    assert found.lower <= found.value < found.upper
    np.testing.assert_allclose(rate(events, people, multiplier=1).upper * times, found.upper, rtol=1e-14)
