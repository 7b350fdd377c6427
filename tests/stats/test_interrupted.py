"""Interrupted time series: known answers, what is refused, and what must hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.golden import golden

from clearway.stats.interrupted import (
    Kind,
    TooFewPoints,
    difference_in_differences,
    interrupted,
    pandemic_months,
)
from clearway.stats.regression import NoFit

PEOPLE = [
    *[105, 103, 331, 229, 260, 264, 302, 69, 225, 110, 196, 375, 246, 83, 244, 104],
    *[316, 382, 393, 271, 355, 185, 109, 233, 210, 285, 398, 153, 350, 106],
]
WITHIN = [
    *[83, 73, 225, 166, 185, 179, 228, 52, 157, 77, 132, 275, 160, 61, 176, 66],
    *[236, 280, 307, 204, 282, 139, 93, 181, 161, 226, 290, 125, 270, 89],
]


def stepped(step: float = 5.0, slope: float = 0.5, size: int = 30, seed: int = 1) -> np.ndarray:
    t = np.arange(1.0, size + 1)
    since = np.maximum(t - 16, 0)
    return 60 - 0.2 * t + step * (since > 0) + slope * since + np.random.default_rng(seed).normal(0, 1, size)


def test_the_known_series_is_reproduced_with_newey_west_and_durbin_watson() -> None:
    known, series = golden("its_expected"), golden("its_inputs")
    changed_at = series.texts("level").index("1")
    found = interrupted(series.numbers("y"), changed_at, lag=3, small_sample=False)
    assert list(found.terms) == known.texts("term")
    np.testing.assert_allclose(found.coefficient, known.numbers("estimate"), rtol=1e-8)
    np.testing.assert_allclose(found.standard_error, known.numbers("se_newey_west_lag3"), rtol=1e-8)
    assert found.durbin_watson == pytest.approx(known.numbers("durbin_watson")[0], rel=1e-8)
    assert (found.points_before, found.points_after) == (18, 18)
    assert interrupted(series.numbers("y"), changed_at).lag == 3


def test_shares_and_counts_agree_with_another_program() -> None:
    """Coefficients and HAC errors (lag 3, no correction) of statsmodels 0.15 for the same numbers."""
    shares = interrupted(WITHIN, 16, of=PEOPLE, kind="share", lag=3, small_sample=False)
    expected = [0.9565056206507629, -0.008965479066161115, 0.30592454298822697, 0.02171030497791064]
    errors = [0.06821797454248758, 0.006372556560064526, 0.0663955582160007, 0.009953694212541046]
    np.testing.assert_allclose(shares.coefficient, expected, rtol=1e-8)
    np.testing.assert_allclose(shares.standard_error, errors, rtol=1e-7)
    counts = interrupted(WITHIN, 16, of=PEOPLE, kind="count", lag=3, small_sample=False)
    expected = [-0.32469552137474056, -0.002629117337504987, 0.08463789821160393, 0.005556340709167128]
    errors = [0.019549548800301256, 0.001854294253415986, 0.01771519508524824, 0.002562849426200127]
    np.testing.assert_allclose(counts.coefficient, expected, rtol=1e-8)
    np.testing.assert_allclose(counts.standard_error, errors, rtol=1e-7)
    assert counts.dispersion == pytest.approx(0.37129376403344916)


def test_the_effect_is_the_step_and_so_many_months_of_the_slope() -> None:
    found = interrupted(stepped(), 16)
    step, slope = found.of("level")[0], found.of("trend_after")[0]
    for effect in found.effects:
        assert effect.difference == pytest.approx(step + effect.months * slope)
        assert effect.lower < effect.difference < effect.upper
        place = 16 + effect.months - 1
        assert effect.value == pytest.approx(found.fitted[place])
        assert effect.counterfactual == pytest.approx(found.counterfactual[place])
    assert [effect.months for effect in found.effects] == [6, 12]


def test_an_effect_beyond_the_series_says_so() -> None:
    found = interrupted(stepped()[:25], 16, effects_at=(9, 12))
    assert [effect.is_beyond for effect in found.effects] == [False, True]
    step, slope = found.of("level")[0], found.of("trend_after")[0]
    assert found.effects[1].difference == pytest.approx(step + 12 * slope)


def test_before_the_change_nothing_differs_from_the_counterfactual() -> None:
    found = interrupted(WITHIN, 16, of=PEOPLE, kind=Kind.SHARE)
    np.testing.assert_allclose(found.fitted[:16], found.counterfactual[:16])
    assert np.all(found.fitted[16:] > found.counterfactual[16:])
    assert 0 < found.effects[0].difference < 1


@pytest.mark.parametrize(("size", "changed_at"), [(30, 7), (30, 23), (20, 20), (10, 0)])
def test_fewer_than_eight_points_on_a_side_are_refused_with_how_many_there_are(size: int, changed_at: int) -> None:
    with pytest.raises(
        TooFewPoints, match=rf"There are {changed_at} months before the change and {size - changed_at} "
    ):
        interrupted(np.arange(size), changed_at)


def test_missing_and_left_out_months_do_not_count_as_points() -> None:
    values = [*stepped()]
    values[3:12] = [np.nan] * 9
    with pytest.raises(TooFewPoints, match="There are 7 months before"):
        interrupted(values, 16)


def test_months_of_the_pandemic_can_be_left_out_and_change_nothing() -> None:
    months = [f"{2019 + place // 12}-{place % 12 + 1:02d}" for place in range(48)]
    flags = pandemic_months(months)
    assert [month for month, is_in in zip(months, flags, strict=True) if is_in][:: len(months)] == ["2020-03"]
    assert flags.sum() == 13
    t = np.arange(1.0, 49)
    line = 50 + 0.1 * t + 3 * (t > 30)
    found = interrupted(np.where(flags, 0, line), 30, left_out=flags)
    assert found.of("level")[0] == pytest.approx(3)
    np.testing.assert_allclose(found.fitted, line)


def test_a_yearly_wave_is_told_from_the_step_and_its_absence_is_noted() -> None:
    t = np.arange(1.0, 49)
    months = (np.arange(48) % 12) + 1
    wave = 4 * np.sin(2 * np.pi * months / 12)
    values = 50 + 0.1 * t + 3 * (t > 29) + wave
    found = interrupted(values, 29, seasons=list(months))
    assert found.of("level")[0] == pytest.approx(3)
    assert found.of("sine of the year")[0] == pytest.approx(4)
    assert found.note == ""
    assert interrupted(values, 29).note == "seasons are not in the model"
    with pytest.raises(ValueError, match="36 points or more"):
        interrupted(values[:35], 17, seasons=list(months[:35]))


def test_fewer_than_twelve_on_a_side_are_warned_of() -> None:
    assert "fewer than 12" in interrupted(stepped()[:25], 16).note
    assert interrupted(stepped(), 16).note == ""


def test_what_strikes_the_control_too_is_not_an_effect() -> None:
    shock = np.random.default_rng(5).normal(0, 2, 30)
    ours, control = stepped(step=5, slope=0) + shock, stepped(step=3, slope=0, seed=2) + shock
    found = difference_in_differences(ours, control, 16)
    alone, other = interrupted(ours, 16), interrupted(control, 16)
    for term in ("level", "trend_after"):
        assert found.of(term)[0] == pytest.approx(alone.of(term)[0] - other.of(term)[0])
        assert found.of(f"control {term}")[0] == pytest.approx(other.of(term)[0])
    narrow, wide = found.of("level"), alone.of("level")
    assert narrow[2] - narrow[1] < wide[2] - wide[1]
    assert found.effects[0].difference == pytest.approx(found.of("level")[0] + 6 * found.of("trend_after")[0])


def test_a_control_may_be_shares_and_must_have_the_same_months() -> None:
    found = difference_in_differences(WITHIN, WITHIN, 16, of=PEOPLE, control_of=PEOPLE, kind="share")
    assert found.of("level")[0] == pytest.approx(0, abs=1e-9)
    with pytest.raises(ValueError, match="30 points, its control 29"):
        difference_in_differences(WITHIN, WITHIN[:29], 16)


def test_what_cannot_be_fitted_is_said() -> None:
    with pytest.raises(NoFit, match="does not settle"):
        interrupted([0] * 15 + [10] * 15, 15, of=[10] * 30, kind="share")
    with pytest.raises(ValueError, match="need the number of people"):
        interrupted(WITHIN, 16, kind="share")
    with pytest.raises(ValueError, match="one value a month"):
        interrupted([WITHIN], 16)
    with pytest.raises(ValueError, match="no term season"):
        interrupted(stepped(), 16).of("season")


@given(st.integers(-100, 100), st.sampled_from([0.5, 2.0, 10.0]))
def test_shifted_and_stretched_values_have_effects_stretched(by: int, times: float) -> None:
    plain, moved = interrupted(stepped(), 16), interrupted(stepped() * times + by, 16)
    for one, other in zip(plain.effects, moved.effects, strict=True):
        assert other.difference == pytest.approx(one.difference * times, rel=1e-6)
        assert other.upper == pytest.approx(one.upper * times, rel=1e-6)


@settings(max_examples=20)
@given(st.integers(16, 24), st.integers(0, 10_000))
def test_a_step_and_slope_without_noise_are_found_exactly(changed_at: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    b0, b1, step, slope = rng.integers(-20, 20, 4).astype(float)
    t = np.arange(1.0, 41)
    since = np.maximum(t - changed_at, 0)
    found = interrupted(b0 + b1 * t + step * (since > 0) + slope * since, changed_at)
    np.testing.assert_allclose(found.coefficient, [b0, b1, step, slope], atol=1e-8)


@pytest.mark.parametrize(("small_sample", "least", "most"), [(True, 0.92, 0.98), (False, 0.7, 0.88)])
def test_a_corrected_interval_holds_the_truth_as_often_as_it_says_and_a_plain_one_does_not(
    small_sample: bool, least: float, most: float
) -> None:
    held = []
    for seed in range(300):
        effect = interrupted(stepped(seed=seed), 16, small_sample=small_sample).effects[0]
        held.append(effect.lower <= 5 + 6 * 0.5 <= effect.upper)
    assert least <= np.mean(held) <= most


def test_corrected_errors_are_never_smaller_than_plain_ones() -> None:
    for seed in range(20):
        plain, corrected = (interrupted(stepped(seed=seed), 16, small_sample=few) for few in (False, True))
        assert np.all(corrected.standard_error > plain.standard_error)
        assert np.all(corrected.p_value > plain.p_value)
        assert "corrected for few months" in corrected.method
