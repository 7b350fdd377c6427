"""Spread beyond chance: found where it is, not where it is not, and finite whatever comes."""

import numpy as np
import pytest

from clearway.stats.funnel import (
    INNER,
    OUTER,
    PROPORTION,
    RATIO_OF_COUNTS,
    ROOT_RATIO,
    ROOT_RATIO_SQUARED,
    SHMI,
    Transform,
    overdispersed_limits,
    overdispersion,
    proportion_limits,
)
from clearway.stats.funnel.overdispersion import LEFT_OUT, NO_SCORE, NOT_WIDER

ALL = [SHMI, ROOT_RATIO, ROOT_RATIO_SQUARED, PROPORTION, RATIO_OF_COUNTS]


def spread_counts(spread: float, units: int = 60) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(8)
    share = 1 / (1 + np.exp(-random.normal(-0.4, spread, units)))
    people = random.integers(200, 900, units)
    return random.binomial(people, share), people


def test_edge_case_e02_a_unit_without_events_is_left_out_and_named() -> None:
    found = overdispersion([100, 150, 180, 80, 120, 0], [108, 112, 165, 95, 100, 12], SHMI, fewest=2)
    assert np.isfinite(found.phi)
    assert found.notes[5] == LEFT_OUT
    limits = overdispersed_limits(found, [12, 100, 200], OUTER)
    assert np.all(np.isfinite(limits.lower))
    assert np.all(limits.lower > 0)
    assert np.all(np.isfinite(limits.upper))


def test_fewer_than_ten_units_keep_the_plain_limits_and_say_so() -> None:
    found = overdispersion([10, 90, 50], [100, 100, 100], PROPORTION)
    assert not found.adjusts
    assert found.note.startswith("fewer than 10 units")
    assert np.isnan(found.tau2)
    assert np.isnan(overdispersed_limits(found, [100]).lower).all()


def test_chance_alone_is_seldom_taken_for_spread() -> None:
    part, whole = spread_counts(0.0)
    found = overdispersion(part, whole, PROPORTION)
    assert not found.adjusts
    assert found.note == NOT_WIDER


def test_spread_widens_limits_and_covers_the_units() -> None:
    part, whole = spread_counts(0.5)
    found = overdispersion(part, whole, PROPORTION)
    assert found.phi > 3
    wider = overdispersed_limits(found, whole, INNER)
    plain = proportion_limits(whole, float(part.sum() / whole.sum()), INNER)
    assert np.all(wider.upper > plain.upper)
    share = part / whole
    assert np.mean((share < wider.lower) | (share > wider.upper)) < 0.15
    assert np.mean((share < plain.lower) | (share > plain.upper)) > 0.5


@pytest.mark.parametrize("transform", ALL, ids=lambda transform: transform.name)
def test_limits_are_ordered_widen_with_the_level_and_narrow_with_size(transform: Transform) -> None:
    part, whole = spread_counts(0.6)
    expected = whole * part.sum() / whole.sum()
    found = overdispersion(part, expected if transform.needs_events or "root" in transform.name else whole, transform)
    assert found.adjusts
    sizes = np.array([1.0, 10.0, 100.0, 1000.0])
    inner, outer = (overdispersed_limits(found, sizes, level) for level in (INNER, OUTER))
    assert np.all(outer.lower <= inner.lower)
    assert np.all(inner.upper <= outer.upper)
    assert np.all(np.diff(inner.upper) <= 0)
    assert np.all(np.diff(inner.lower) >= 0)


def test_limits_of_proportions_stay_shares_where_the_arcsine_turns() -> None:
    part, whole = spread_counts(1.5)
    limits = overdispersed_limits(overdispersion(part, whole, PROPORTION), [1, 2, 3], OUTER)
    assert np.all(limits.lower == 0)
    assert np.all(limits.upper == 1)


def test_the_squared_form_is_the_square_of_the_linear_one() -> None:
    part, whole = spread_counts(0.3)
    expected = whole * part.sum() / whole.sum()
    linear = overdispersed_limits(overdispersion(part, expected, ROOT_RATIO), [50, 500])
    squared = overdispersed_limits(overdispersion(part, expected, ROOT_RATIO_SQUARED), [50, 500])
    np.testing.assert_allclose(squared.upper, linear.upper**2)


def test_a_missing_unit_is_named_and_moves_nothing() -> None:
    part, whole = (np.array(column, dtype=float) for column in spread_counts(0.5))
    alone = overdispersion(part, whole, PROPORTION)
    found = overdispersion([*part, np.nan, 5], [*whole, 10, 4], PROPORTION)
    assert list(found.notes[-2:]) == [NO_SCORE, NO_SCORE]
    assert found.tau2 == alone.tau2
    assert np.isnan(found.score[-1])


def test_ties_share_their_rank_so_that_order_does_not_matter() -> None:
    part, whole = np.array([10, 20, 20, 20, 30] * 4), np.full(20, 20.0)
    one = overdispersion(part, whole, SHMI)
    other = overdispersion(part[::-1], whole, SHMI)
    assert one.phi == pytest.approx(other.phi)
    assert one.units == other.units


def test_a_trim_must_leave_something() -> None:
    with pytest.raises(ValueError, match=r"0\.5"):
        overdispersion([1], [2], SHMI, trim=0.5)
