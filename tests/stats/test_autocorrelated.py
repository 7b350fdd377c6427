"""Coefficients averaged over how alike neighbouring months are: known answers, and what must hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.stats.autocorrelated import Autocorrelated, autocorrelated, likeness, straightened
from clearway.stats.regression import Link, NoFit
from clearway.stats.segmented import segmented_design

MONTHS = np.arange(36)
DESIGN = segmented_design(36, 20)[1]


def found(y: np.ndarray, size: np.ndarray | None = None, periods: np.ndarray = MONTHS) -> Autocorrelated:
    return autocorrelated(DESIGN[periods], y, np.ones(y.size) if size is None else size, periods)


def spread(kind: int, size: np.ndarray) -> np.ndarray:
    """The covariance of 36 months by one kind of likeness, the long way."""
    apart, usual = np.abs(MONTHS[:, np.newaxis] - MONTHS), 36 / np.sum(1 / size)
    lasting = likeness().lasting[kind]
    return lasting * likeness().correlation[kind] ** apart / usual + np.diag((1 - lasting) / size)


def noisy(likeness: float, seed: int = 3, size: float = 1.0) -> np.ndarray:
    chance = np.random.default_rng(seed)
    error = [chance.normal()]
    for _ in MONTHS[1:]:
        error.append(likeness * error[-1] + np.sqrt(1 - likeness**2) * chance.normal())
    return 50 + 0.1 * MONTHS + 3 * (MONTHS >= 20) + size * np.array(error)


def test_a_series_without_error_is_found_exactly() -> None:
    answer = found(50 + 0.1 * (MONTHS + 1) + 3 * (MONTHS >= 20))
    np.testing.assert_allclose(answer.mean, [50, 0.1, 3, 0], atol=1e-8)


def test_each_kind_is_generalised_least_squares_worked_out_the_long_way() -> None:
    y, size = noisy(0.4), np.linspace(50, 150, 36)
    answer = found(y, size)
    for kind in (0, 9, 20):
        weight = np.linalg.inv(spread(kind, size))
        inverse = np.linalg.inv(DESIGN.T @ weight @ DESIGN)
        coefficient = inverse @ DESIGN.T @ weight @ y
        residual = y - DESIGN @ coefficient
        np.testing.assert_allclose(answer.coefficient[kind], coefficient)
        np.testing.assert_allclose(answer.covariance[kind], inverse * (residual @ weight @ residual) / 32)


def test_a_month_of_many_people_does_not_bend_the_line_when_months_are_alike() -> None:
    """What lasts is the same in a month of few people and of many, so a flat line stays where it is."""
    size = np.where(MONTHS % 2 == 0, 50.0, 200.0)
    answer = found(np.full(36, 70.0) + 0.01 * np.sin(MONTHS), size)
    np.testing.assert_allclose(answer.coefficient[:, 0], 70, atol=0.05)


def test_kinds_count_by_the_restricted_likelihood() -> None:
    y = noisy(0.4)
    answer = found(y)
    chances = []
    for kind in range(answer.weight.size):
        weight = np.linalg.inv(spread(kind, np.ones(36)))
        information = DESIGN.T @ weight @ DESIGN
        residual = y - DESIGN @ answer.coefficient[kind]
        likely = np.linalg.det(spread(kind, np.ones(36))) ** -0.5 * np.linalg.det(information) ** -0.5
        likely *= (residual @ weight @ residual) ** -16
        chances.append(likely / np.sqrt(1 - likeness().correlation[kind] ** 2))
    np.testing.assert_allclose(answer.weight, np.array(chances) / np.sum(chances), rtol=1e-6)


def test_the_more_alike_months_are_the_wider_the_limits() -> None:
    gradient = np.array([[0.0, 0.0, 1.0, 8.5]])

    def width(likeness: float) -> float:
        widths = []
        for seed in range(30):
            low, high = found(noisy(likeness, seed)).sums(gradient).interval(0.95)
            widths.append(float(high[0] - low[0]))
        return float(np.median(widths))

    assert width(0.0) < width(0.5)
    alike = [np.mean([found(noisy(r, seed)).alike()[0] for seed in range(30)]) for r in (0.0, 0.5, 0.8)]
    assert alike == sorted(alike)


def test_limits_leave_out_nothing_exactly_when_the_chance_is_below_what_they_allow() -> None:
    for seed in range(40):
        sums = found(noisy(0.3, seed, size=3)).sums(np.array([[0, 0, 1.0, 0], [0, 0, 1.0, 8.5]]))
        low, high = sums.interval(0.95)
        assert ((low > 0) | (high < 0)).tolist() == (sums.p_value < 0.05).tolist()
        assert np.all((low < sums.value) & (sums.value < high))
        assert np.all(sums.standard_error > 0)


def test_a_missing_month_is_a_gap_and_not_a_neighbour() -> None:
    y = noisy(0.5)
    kept = np.delete(MONTHS, [4, 5, 6])
    with_gap, closed_up = (
        found(y[kept], periods=kept),
        autocorrelated(DESIGN[kept], y[kept], np.ones(33), np.arange(33)),
    )
    assert not np.allclose(with_gap.weight, closed_up.weight)


def test_what_another_model_would_tell_is_told_as_often_as_stated_when_the_spread_is_well_known() -> None:
    """One kind of likeness, a long series: then the power is that of a plain t test."""
    long = np.arange(150)
    design = segmented_design(150, 75)[1]
    y = np.random.default_rng(1).normal(size=150)
    answer = autocorrelated(design, y, np.ones(150), long)
    gradient = np.array([0, 0, 1.0, 0])
    told = answer.told_elsewhere(design, np.ones(150), long, gradient, 0.95, 0.8)
    error = float(answer.sums(gradient[np.newaxis]).standard_error[0])
    assert told == pytest.approx((1.976 + 0.842) * error, rel=0.04)
    assert told < answer.told_elsewhere(design, np.ones(150), long, gradient, 0.95, 0.9)


def test_shares_are_straightened_as_the_last_round_of_their_fit_saw_them() -> None:
    people = np.full(36, 200.0)
    within = np.random.default_rng(2).binomial(200, 0.7, 36)
    straight = straightened(DESIGN, within / people, people, Link.LOGIT)
    weight = straight.size[:, np.newaxis]
    coefficient = np.linalg.solve(DESIGN.T @ (weight * DESIGN), DESIGN.T @ (straight.size * straight.value))
    np.testing.assert_allclose(DESIGN @ coefficient, straight.fitted, atol=1e-8)


def test_what_cannot_be_fitted_is_said() -> None:
    with pytest.raises(NoFit, match="4 months are too few for a model of 4 terms"):
        found(np.ones(4), periods=np.array([0, 1, 20, 21]))
    with pytest.raises(NoFit, match="say the same twice"):
        autocorrelated(np.ones((10, 2)), np.ones(10), np.ones(10), np.arange(10))


@settings(max_examples=20)
@given(st.integers(-100, 100), st.sampled_from([0.1, 2.0, 10.0]), st.integers(0, 1000))
def test_shifted_and_stretched_values_have_effects_stretched(by: int, times: float, seed: int) -> None:
    y, gradient = noisy(0.4, seed), np.array([[0, 0, 1.0, 3.0]])
    plain, moved = found(y).sums(gradient), found(y * times + by).sums(gradient)
    np.testing.assert_allclose(moved.value, plain.value * times, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(moved.interval(0.95), np.array(plain.interval(0.95)) * times, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(moved.p_value, plain.p_value, rtol=1e-6, atol=1e-12)
