"""What a funnel must always do, whatever is put into it: edges, missing units, its two readings in agreement."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.stats import wilson
from clearway.stats.funnel import (
    EXPECTED,
    INNER,
    OUTER,
    axis,
    effective_denominator,
    grid,
    proportion_funnel,
    proportion_limits,
    rate_funnel,
    ratio_funnel,
    ratio_limits_by_observed,
)
from clearway.stats.funnel.category import HIGH_OUTER, INSIDE, LOW_OUTER, NOT_APPLICABLE, by_interval
from clearway.stats.funnel.rates import TOO_FEW

UNITS = st.lists(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=30
)


def test_edge_case_e03_limits_of_proportions_never_pass_one() -> None:
    found = proportion_funnel([45, 60, 19, 280], [50, 70, 20, 300])
    assert np.all(found.inner.upper <= 1)
    assert np.all(found.outer.upper <= 1)
    assert np.all(proportion_limits(grid(*axis([50, 70, 20, 300])), found.centre, OUTER).upper <= 1)


@given(UNITS)
def test_a_unit_is_outside_exactly_when_its_wilson_interval_misses_the_centre(units: list[tuple[int, int]]) -> None:
    part, whole = (np.array(column, dtype=float) for column in zip(*units, strict=True))
    found = proportion_funnel(part, whole)
    if 0 < found.centre < 1:
        inner, outer = wilson(part, whole, INNER), wilson(part, whole, OUTER)
        apart = np.abs(np.stack([*inner, *outer]) - found.centre).min(axis=0) > 1e-9
        mirrored = by_interval(inner, outer, found.centre)
        np.testing.assert_array_equal(found.category[apart], mirrored[apart])


def test_a_unit_without_a_number_has_no_place_and_moves_nothing() -> None:
    found = proportion_funnel([50, None, 0, 60], [100, 100, 0, 100])
    assert found.centre == pytest.approx(0.55)
    assert list(found.category) == [INSIDE, NOT_APPLICABLE, NOT_APPLICABLE, INSIDE]
    assert list(found.note) == ["", "a number is missing", "nobody to count", ""]
    assert np.isnan(found.inner.lower[1])


def test_a_funnel_of_nobody_is_empty_and_not_an_error() -> None:
    found = proportion_funnel([None, 0], [10, 0])
    assert np.isnan(found.centre)
    assert set(found.category) == {NOT_APPLICABLE}


def test_a_ratio_without_events_has_a_place_and_no_upper_line() -> None:
    assert ratio_funnel([0], [12.0]).category[0] == LOW_OUTER
    lines = ratio_limits_by_observed([0, 5])
    assert lines.lower[0] == 0
    assert np.isnan(lines.upper[0])
    assert lines.lower[1] < 1 < lines.upper[1]


def test_the_same_ratios_can_be_drawn_along_expected_events() -> None:
    by_observed, by_expected = ratio_funnel([100, 150], [108, 112]), ratio_funnel([100, 150], [108, 112], by=EXPECTED)
    assert list(by_observed.category) == list(by_expected.category)
    assert list(by_expected.size) == [108, 112]
    assert list(by_observed.size) == [100, 150]
    with pytest.raises(ValueError, match="not along days"):
        ratio_funnel([1], [1], by="days")


def test_a_standardised_rate_of_few_events_has_no_place_and_does_not_move_the_centre() -> None:
    events, rate = [400, 380, 9], [200.0, 190.0, 90.0]
    people = effective_denominator(events, rate, [0, 0, 11_000], per=100_000)
    found = rate_funnel(events, people, standardised=True)
    assert list(found.note) == ["", "", TOO_FEW]
    assert found.category[2] == NOT_APPLICABLE
    assert found.centre == pytest.approx(780 / 400_000)


def test_without_events_the_true_population_stands() -> None:
    assert effective_denominator([0, 5], [0, 0.5], [900, 900]).tolist() == [900, 10]
    assert np.isnan(effective_denominator([0], [0]))


def test_a_crude_rate_far_above_the_others_is_named() -> None:
    found = rate_funnel([50, 52, 160], [10_000, 10_000, 10_000], centre=0.005)
    assert list(found.category) == [INSIDE, INSIDE, HIGH_OUTER]


def test_how_many_would_lie_outside_by_chance_is_said() -> None:
    assert proportion_funnel([5] * 40, [10] * 40).expected_by_chance() == pytest.approx((2.0, 0.08))


def test_an_axis_starts_at_nothing_unless_all_are_of_a_size() -> None:
    assert axis([100, 250, None]) == (0, 270)
    assert axis([200, 250]) == (100, 270)
    with pytest.raises(ValueError, match="size above zero"):
        axis([0, None])


@given(st.integers(0, 500), st.integers(501, 200_000), st.integers(2, 120))
def test_a_grid_goes_up_in_whole_steps(start: int, end: int, points: int) -> None:
    sizes = grid(start, end, points)
    assert sizes.size == points
    assert np.all(np.diff(sizes) >= 1)
    assert np.all(sizes == np.round(sizes))
