"""Case-mix adjusted scores and expected ranges."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.stats.case_mix import SUPPRESSED, UNCERTAIN, case_mix, expected_range


def survey(size: int, seed: int = 4) -> tuple[np.ndarray, dict[str, np.ndarray], np.ndarray]:
    dice = np.random.default_rng(seed)
    age, sex = dice.choice(["16-54", "55-74", "75+"], size), dice.choice(["f", "m"], size)
    chance = 0.7 + 0.15 * (age == "75+") - 0.1 * (sex == "m")
    return (dice.random(size) < chance).astype(float), {"age": age, "sex": sex}, dice.choice(["A", "B", "C"], size)


def test_one_covariate_gives_the_log_odds_of_its_levels() -> None:
    model = case_mix([1, 1, 1, 0, 1, 0, 0, 0], {"sex": list("ffffmmmm")})
    assert model.coefficients["(Intercept)", ""] == pytest.approx(math.log(3))
    assert model.coefficients["sex", "m"] == pytest.approx(-2 * math.log(3))
    assert model.probability == pytest.approx([0.75] * 4 + [0.25] * 4)
    assert model.has_settled


def test_who_lacks_an_answer_or_a_covariate_is_left_out_and_listed() -> None:
    model = case_mix([1, None, 0, 1, 0], {"sex": ["f", "f", None, "f", "f"]})
    assert model.left_out.tolist() == [1, 2]
    assert np.isnan(model.probability[[1, 2]]).all()


def test_a_column_said_twice_changes_no_expectation() -> None:
    positive, covariates, _ = survey(300)
    twice = case_mix(positive, {**covariates, "sex again": covariates["sex"]})
    assert twice.probability == pytest.approx(case_mix(positive, covariates).probability)


def test_a_level_of_only_one_kind_of_answer_says_that_it_has_not_settled() -> None:
    model = case_mix([1, 1, 1, 0], {"sex": list("ffmm")})
    assert not model.has_settled
    assert model.probability == pytest.approx([1, 1, 0.5, 0.5], abs=1e-6)


def test_nobody_to_model_and_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing to model"):
        case_mix([None], {"sex": ["f"]})
    with pytest.raises(ValueError, match="2 answers but 1 values of sex"):
        case_mix([1, 0], {"sex": ["f"]})
    with pytest.raises(ValueError, match="2 people but 1 units"):
        expected_range(case_mix([1, 0], {}), ["A"])


def test_without_covariates_the_range_is_that_of_the_national_share() -> None:
    positive = np.array([1] * 30 + [0] * 10 + [1] * 20 + [0] * 20)
    found = expected_range(case_mix(positive, {}), ["A"] * 40 + ["B"] * 40)
    half = 1.959963984540054 * math.sqrt(0.625 * 0.375 / 40)
    assert found.lower == pytest.approx([0.625 - half] * 2)
    assert found.adjusted == pytest.approx(found.value)
    assert found.position.tolist() == ["within", "within"]


def test_a_score_exactly_on_the_limit_is_within() -> None:
    found = expected_range(case_mix([1] * 20, {}), ["A"] * 20)
    assert found.position.tolist() == ["within"]


def test_a_unit_far_from_expectation_is_outside_and_the_wider_level_is_kinder() -> None:
    positive = np.array([1] * 95 + [0] * 5 + [1] * 78 + [0] * 22 + [1] * 70 + [0] * 30)
    units = np.repeat(["high", "mid", "low"], 100)
    model = case_mix(positive, {})
    found, wide = expected_range(model, units), expected_range(model, units, level=0.998)
    assert dict(zip(found.unit, found.position, strict=True)) == {"high": "above", "low": "below", "mid": "within"}
    assert np.all(wide.lower < found.lower)
    assert np.all(wide.upper > found.upper)


def test_units_of_few_answers_are_suppressed_or_greyed() -> None:
    units = ["A"] * 9 + ["B"] * 10 + ["C"] * 30
    found = expected_range(case_mix([1, 0] * 24 + [1], {}), units)
    assert found.note.tolist() == [SUPPRESSED, UNCERTAIN, ""]
    assert np.isnan([found.value[0], found.lower[0], found.numerator[0], found.reliability[0]]).all()
    assert found.position[0] == ""


def test_the_spread_between_units_widens_the_range_and_makes_scores_more_reliable() -> None:
    dice = np.random.default_rng(1)
    units = np.repeat(np.arange(30), 100)
    shares = np.clip(dice.normal(0.7, 0.12, 30), 0.05, 0.95)
    model = case_mix((dice.random(3000) < shares[units]).astype(float), {})
    plain, spread = expected_range(model, units), expected_range(model, units, with_spread=True)
    assert spread.between > 0
    assert (spread.position == "within").sum() > (plain.position == "within").sum()
    assert plain.reliability.mean() > 0.7


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_expected_positives_sum_to_those_observed(seed: int) -> None:
    positive, covariates, units = survey(120, seed)
    found = expected_range(case_mix(positive, covariates), units)
    assert np.nansum(found.expected) == pytest.approx(positive.sum(), rel=1e-6)
    assert np.all((found.lower >= 0) & (found.upper <= 1) & (found.lower <= found.upper))
