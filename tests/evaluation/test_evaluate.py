"""Did the number move: what is answered, what is refused, and what must hold."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.evaluation import (
    Asked,
    Conditions,
    MonthlySeries,
    Pandemic,
    Question,
    Verdict,
    evaluate,
    evaluate_together,
    monthly_series,
    verdict_of,
)
from clearway.measures.months import months_between
from clearway.records.findings import Refused

MONTHS = months_between("2021-04", "2025-03")
FROM = "2023-10"
QUESTION = Question("62-day", "Ashford", FROM, 0.05, "a second theatre list: fewer people wait for surgery")


def shares(step: float = 0.5, *, months: tuple[str, ...] = MONTHS, people: int = 600, seed: int = 3) -> MonthlySeries:
    chance = np.random.default_rng(seed)
    size = chance.poisson(people, len(months))
    eta = 0.8 - 0.003 * np.arange(len(months)) + step * np.array([month >= FROM for month in months])
    return monthly_series("62-day", months, chance.binomial(size, 1 / (1 + np.exp(-eta))), of=size, kind="share")


def measure(values: Any, months: tuple[str, ...] = MONTHS) -> MonthlySeries:
    return monthly_series("days", months, values, unit="days")


@pytest.mark.parametrize(
    ("lower", "upper", "hoped", "verdict"),
    [
        (1, 5, 3, Verdict.AS_HOPED),
        (4, 9, 3, Verdict.AS_HOPED),
        (1, 3, 3, Verdict.AS_HOPED),
        (1, 2.9, 3, Verdict.LESS),
        (-1, 2.9, 3, Verdict.NO_CHANGE),
        (0, 2.9, 3, Verdict.NO_CHANGE),
        (-1, 3, 3, Verdict.NOT_YET),
        (-9, -1, 3, Verdict.OTHER_WAY),
        (-5, -1, -3, Verdict.AS_HOPED),
        (-2.9, -1, -3, Verdict.LESS),
        (-2.9, 1, -3, Verdict.NO_CHANGE),
        (-3, 1, -3, Verdict.NOT_YET),
        (1, 9, -3, Verdict.OTHER_WAY),
    ],
)
def test_the_verdict_follows_from_the_limits_and_the_hope(
    lower: float, upper: float, hoped: float, verdict: Verdict
) -> None:
    assert verdict_of(lower, upper, hoped) is verdict


@given(st.floats(-10, 10, allow_nan=False), st.floats(0, 10, allow_nan=False), st.sampled_from([0.5, 3.0, 8.0]))
def test_a_fall_hoped_is_a_rise_hoped_in_the_mirror(lower: float, width: float, hoped: float) -> None:
    assert verdict_of(lower, lower + width, hoped) is verdict_of(-lower - width, -lower, -hoped)


def test_a_large_step_is_told_as_hoped_as_less_and_as_the_other_way() -> None:
    series = shares()
    found = evaluate(QUESTION, series)
    assert found.verdict is Verdict.AS_HOPED
    assert found.effect is not None
    assert found.effect.lower < 0.08 < found.effect.upper
    assert (found.layout.before, found.layout.after) == (30, 18)
    assert evaluate(replace(QUESTION, hoped=0.15), series).verdict is Verdict.LESS
    assert evaluate(replace(QUESTION, hoped=-0.05), series).verdict is Verdict.OTHER_WAY


def test_nothing_in_a_large_series_is_no_change_and_in_a_small_one_cannot_be_told() -> None:
    assert evaluate(replace(QUESTION, hoped=0.1), shares(0, people=3_000)).verdict is Verdict.NO_CHANGE
    assert evaluate(replace(QUESTION, hoped=0.01), shares(0, people=60)).verdict is Verdict.NOT_YET


def test_without_noise_the_average_change_and_the_changes_after_months_are_exact() -> None:
    t = np.arange(48.0)
    since = np.maximum(t - 29, 0)
    found = evaluate(replace(QUESTION, hoped=2.0), measure(50 + 0.1 * t + (2 + 0.5 * since) * (since > 0)))
    assert found.effect is not None
    assert found.effect.value == pytest.approx(2 + 0.5 * 9.5)
    assert [one.value for one in found.effects] == pytest.approx([2 + 0.5 * 6, 2 + 0.5 * 12])
    assert found.path is not None
    np.testing.assert_allclose(found.path.counterfactual, 50 + 0.1 * t)


def test_what_could_be_seen_rests_on_the_months_before_alone() -> None:
    plain, moved = evaluate(QUESTION, shares(0.1)), evaluate(QUESTION, shares(1.5))
    np.testing.assert_array_equal(plain.detectable.smallest, moved.detectable.smallest)
    ahead = evaluate(QUESTION, shares().between("2021-04", "2023-09"))
    np.testing.assert_array_equal(plain.detectable.smallest, ahead.detectable.smallest)
    assert ahead.verdict is Verdict.NOT_YET
    assert ahead.effect is None


def test_more_people_let_a_smaller_change_be_seen_and_a_fall_is_signed() -> None:
    few, many = (evaluate(QUESTION, shares(people=people)).detectable.at(12) for people in (150, 1_500))
    assert 0 < many < few
    assert evaluate(replace(QUESTION, hoped=-0.05), shares()).detectable.at(12) < 0
    assert np.isnan(evaluate(QUESTION, shares()).detectable.at(7))


def test_before_its_date_it_is_told_when_it_can_be_told() -> None:
    ahead = evaluate(replace(QUESTION, hoped=0.08), shares().between("2021-04", "2023-05"))
    assert ahead.detectable.enough == 8
    assert ahead.when == "2024-05"
    settling = evaluate(
        replace(QUESTION, hoped=0.08), shares().between("2021-04", "2023-05"), conditions=Conditions(settling=3)
    )
    assert settling.when == "2024-08"
    assert evaluate(replace(QUESTION, hoped=0.005), shares().between("2021-04", "2023-05")).when is None


def test_what_struck_the_control_too_is_not_an_effect() -> None:
    shock = np.random.default_rng(5).normal(0, 0.3, 48)
    since = np.array([month >= FROM for month in MONTHS])

    def of(step: float, seed: int) -> MonthlySeries:
        people = np.full(48, 2_000)
        chance = np.random.default_rng(seed)
        share = 1 / (1 + np.exp(-(0.8 + shock + step * since)))
        return monthly_series("62-day", MONTHS, chance.binomial(people, share), of=people, kind="share")

    ours, control = of(0.6, 1), of(0.6, 2)
    beside = evaluate(QUESTION, ours, control)
    assert beside.effect is not None
    assert beside.effect.lower < 0 < beside.effect.upper
    assert beside.verdict is Verdict.NO_CHANGE
    moved = evaluate(QUESTION, of(1.0, 3), control)
    assert moved.verdict is Verdict.AS_HOPED
    assert moved.detectable.at(12) < evaluate(QUESTION, of(1.0, 3)).detectable.at(12)
    with pytest.raises(Refused, match="control a measure"):
        evaluate(QUESTION, ours, measure(np.arange(48.0)))


def test_months_of_the_pandemic_are_left_out_or_have_levels_of_their_own() -> None:
    months = months_between("2018-04", "2024-03")
    question = Question("days", "Ashford", "2022-10", 2.0)
    t = np.arange(72.0)
    is_in = np.array(["2020-03" <= month <= "2021-03" for month in months])
    is_after = np.array([month > "2021-03" for month in months])
    step = 3 * np.array([month >= "2022-10" for month in months])
    dipped = measure(np.where(is_in, 0, 50 + 0.1 * t + step), months)
    left_out = evaluate(question, dipped)
    assert left_out.effect is not None
    assert left_out.effect.value == pytest.approx(3)
    assert left_out.layout.used.sum() == 72 - 13
    for_good = measure(50 + 0.1 * t + step - 20 * is_in - 10 * is_after, months)
    modelled = evaluate(question, for_good, conditions=Conditions(pandemic=Pandemic.MODELLED))
    assert modelled.effect is not None
    assert modelled.effect.value == pytest.approx(3)
    assert modelled.layout.used.all()
    later = evaluate(question, for_good, conditions=Conditions(pandemic=Pandemic.MODELLED, since="2021-04"))
    assert later.layout.terms[-1] != "after the pandemic"
    assert later.layout.before == 18


def test_counts_are_told_a_person_at_risk_and_their_months_may_have_levels_of_their_own() -> None:
    chance = np.random.default_rng(8)
    at_risk = np.full(48, 20_000.0)
    since = np.array([month >= FROM for month in MONTHS])
    events = chance.poisson(at_risk * 0.01 * np.where(since, 1.5, 1.0))
    series = monthly_series("referrals", MONTHS, events, of=at_risk, kind="count")
    for seasons in ("wave", "months"):
        found = evaluate(replace(QUESTION, hoped=0.004), series, conditions=Conditions(seasons=seasons))  # type: ignore[arg-type]
        assert found.verdict is Verdict.AS_HOPED
        assert found.effect is not None
        assert found.effect.lower < 0.005 < found.effect.upper
    assert len(found.layout.terms) == 15


def test_missing_months_and_months_of_settling_are_not_rested_on() -> None:
    series = shares()
    gone = replace_at(series, [3, 10, 40])
    assert (evaluate(QUESTION, gone).layout.before, evaluate(QUESTION, gone).layout.after) == (28, 17)
    settling = evaluate(QUESTION, series, conditions=Conditions(settling=4))
    assert settling.layout.after == 14
    assert not settling.layout.used[30:34].any()


def replace_at(series: MonthlySeries, places: list[int]) -> MonthlySeries:
    values = series.values.copy()
    values[places] = np.nan
    return replace(series, values=values)


@pytest.mark.parametrize(
    ("question", "code", "words"),
    [
        (replace(QUESTION, hoped=0.0), "NO_HOPE", "No hoped change is named"),
        (replace(QUESTION, from_month="2021-11"), "TOO_FEW_BEFORE", "has 7 months with figures before 2021-11"),
        (replace(QUESTION, from_month="2020-01"), "TOO_FEW_BEFORE", "has 0 months"),
        (replace(QUESTION, hoped=0.4), "HOPE_IMPOSSIBLE", "a change of 40.0% cannot be"),
        (replace(QUESTION, hoped=-0.9), "HOPE_IMPOSSIBLE", "cannot be"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_in_words(question: Question, code: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        evaluate(question, shares())
    assert refused.value.code == code


def test_figures_that_no_model_fits_are_refused_and_so_is_no_series_at_all() -> None:
    whole = monthly_series("62-day", MONTHS, [0] * 30 + [50] * 18, of=[50] * 48, kind="share")
    with pytest.raises(Refused, match="No model fits 62-day at Ashford"):
        evaluate(QUESTION, whole)
    months = months_between("2018-04", "2024-03")
    with pytest.raises(Refused, match="say the same twice"):
        evaluate(
            replace(QUESTION, from_month="2021-04"),
            measure(np.random.default_rng(1).normal(50, 1, 72), months),
            conditions=Conditions(pandemic=Pandemic.MODELLED),
        )
    with pytest.raises(Refused, match="There are no figures from 2030-01 on"):
        evaluate(QUESTION, shares(), conditions=Conditions(since="2030-01"))
    with pytest.raises(Refused, match="twice"):
        monthly_series("x", ["2024-01", "2024-01"], [1, 2])
    with pytest.raises(Refused, match="2 months and 1 values"):
        monthly_series("x", ["2024-01", "2024-02"], [1])


def test_a_series_is_put_in_order_and_its_gaps_are_missing_months() -> None:
    series = monthly_series("x", ["2024-04", "2024-01"], [4, 1])
    assert series.months == ("2024-01", "2024-02", "2024-03", "2024-04")
    np.testing.assert_array_equal(series.values, [1, np.nan, np.nan, 4])


def test_questions_judged_together_are_held_to_more_and_claims_agree_with_their_intervals() -> None:
    alone = evaluate(QUESTION, shares(0.2, people=400, seed=1))
    assert alone.effect is not None
    many = [Asked(QUESTION, shares(0.2 if seed == 1 else 0.0, people=400, seed=seed)) for seed in range(1, 9)]
    together = evaluate_together(many)
    assert {one.together for one in together} == {8}
    first = together[0].effect
    assert first is not None
    assert first.upper - first.lower > alone.effect.upper - alone.effect.lower
    assert first.level == pytest.approx(1 - 0.05 / 8)
    ordered = sorted((one.effect for one in together if one.effect), key=lambda effect: effect.p_value)
    assert all(earlier.level >= later.level for earlier, later in pairwise(ordered))


def test_a_question_without_months_is_not_counted_among_those_judged_together() -> None:
    early = Asked(QUESTION, shares().between("2021-04", "2023-12"))
    answers = evaluate_together([Asked(QUESTION, shares()), early])
    assert [one.together for one in answers] == [1, 1]
    assert answers[0].effect is not None
    assert answers[0].effect.level == pytest.approx(0.95)
    assert answers[1].verdict is Verdict.NOT_YET


def test_the_control_chart_keeps_the_limits_of_before_and_says_what_lies_beyond_them() -> None:
    found = evaluate(QUESTION, shares())
    phases = found.phases
    assert (phases.since, phases.lower) == (18, 0)
    assert phases.higher >= 7
    assert phases.mean_before < phases.mean_since
    assert set(phases.chart.phase.tolist()) == {0, 1}
    np.testing.assert_allclose(phases.judged.upper, phases.judged.upper[0])


def test_how_alike_neighbours_are_is_told_with_durbin_and_watson_and_the_usual_errors() -> None:
    found = evaluate(QUESTION, shares())
    assert found.alike is not None
    assert found.newey_west is not None
    assert found.alike[1] <= found.alike[0] <= found.alike[2]
    assert 1 < found.newey_west.durbin_watson < 3
    assert found.newey_west.effects[0].difference == pytest.approx(found.effects[0].value, abs=0.01)


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 1_000), st.sampled_from([2.0, 10.0]))
def test_a_stretched_measure_has_a_stretched_answer_and_the_same_verdict(seed: int, times: float) -> None:
    chance = np.random.default_rng(seed)
    values = 50 + chance.normal(0, 2, 48) + 2 * (np.arange(48) >= 30)
    plain = evaluate(replace(QUESTION, hoped=2.0), measure(values))
    stretched = evaluate(replace(QUESTION, hoped=2.0 * times), measure(values * times))
    assert plain.verdict is stretched.verdict
    np.testing.assert_allclose(stretched.detectable.smallest, plain.detectable.smallest * times, rtol=1e-6)
