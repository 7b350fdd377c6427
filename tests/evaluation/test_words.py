"""What is said of an evaluation: plain, with its numbers, and never more than they say."""

from dataclasses import replace

import numpy as np
import pytest

from clearway.evaluation import Asked, Conditions, Pandemic, Question, Verdict, evaluate, evaluate_together, said
from clearway.evaluation.series import MonthlySeries, monthly_series
from clearway.measures.months import months_between

MONTHS = months_between("2021-04", "2025-03")
QUESTION = Question("62-day", "Ashford", "2023-10", 0.05, "a second theatre list")


def shares(step: float, people: int = 600, months: tuple[str, ...] = MONTHS, seed: int = 3) -> MonthlySeries:
    chance = np.random.default_rng(seed)
    eta = 0.8 + step * np.array([month >= "2023-10" for month in months])
    within = chance.binomial(people, 1 / (1 + np.exp(-eta)))
    return monthly_series("62-day", months, within, of=[people] * len(months), kind="share")


def test_as_hoped_is_said_with_how_much_how_sure_and_that_smaller_ones_fit_too() -> None:
    words = said(evaluate(replace(QUESTION, hoped=0.09), shares(0.5)))
    assert words.heading == "Moved as hoped"
    assert words.verdict.startswith("In the 18 months counted since October 2023, 62-day at Ashford was on average ")
    assert "percentage points higher than the path before would have brought (95% interval +" in words.verdict
    assert words.verdict.endswith(
        "The hoped rise of 9.0 percentage points is within what the figures allow, and so are smaller ones."
    )


def test_less_than_hoped_and_the_other_way_are_said_plainly() -> None:
    less = said(evaluate(replace(QUESTION, hoped=0.2), shares(0.5)))
    assert less.heading == "Moved, but less than hoped"
    assert "the hoped rise of 20.0 percentage points is more than the figures allow" in less.verdict
    other = said(evaluate(replace(QUESTION, hoped=-0.05), shares(0.5)))
    assert other.heading == "Moved the other way"
    assert other.verdict.endswith("That is the opposite of the hoped fall of 5.0 percentage points.")
    fell = said(evaluate(QUESTION, shares(-0.5)))
    assert fell.heading == "Moved the other way"
    assert "percentage points lower than" in fell.verdict


def test_no_change_says_what_could_be_there_unseen() -> None:
    words = said(evaluate(replace(QUESTION, hoped=0.1), shares(0, people=3_000)))
    assert words.heading == "No change that we could have seen"
    assert "cannot be told from chance, and the hoped rise of 10.0 percentage points would have shown" in words.verdict
    assert "could be there unseen." in words.verdict


def test_cannot_tell_says_when_or_that_more_months_will_not_do() -> None:
    ahead = evaluate(replace(QUESTION, hoped=0.08), shares(0.5, months=MONTHS[:32]))
    assert "There are 2 months with figures since October 2023 that count; 8 are the fewest" in said(ahead).verdict
    assert "It may be told when the figures of May 2024 are there." in said(ahead).verdict
    assert "There are no months" in said(evaluate(QUESTION, shares(0.5, months=MONTHS[:30]))).verdict
    small = said(evaluate(replace(QUESTION, hoped=0.01), shares(0, people=60)))
    assert "cannot be ruled out either. More months of this series alone are not likely to settle it" in small.verdict
    assert "a larger place, a longer history or a control series may help" in small.detectable


def test_enough_months_that_did_not_settle_it_are_said_to_have_been_enough() -> None:
    found = evaluate(replace(QUESTION, hoped=0.08), shares(0.2))
    assert found.effect is not None
    undecided = replace(found, verdict=Verdict.NOT_YET)
    assert (
        "So many months would have told a change of that size 8 times in 10; here they did not"
        in said(undecided).verdict
    )


def test_what_could_be_seen_is_said_from_before_the_change_alone() -> None:
    words = said(evaluate(replace(QUESTION, hoped=0.08), shares(0.5))).detectable
    assert words.startswith("From the 30 months before the change alone: with 12 months after it, a rise of ")
    assert "would be told 8 times in 10" in words
    assert words.endswith("needs 8 months after the change.")
    near = monthly_series("x", MONTHS, np.random.default_rng(1).binomial(60, 0.95, 48), of=[60] * 48, kind="share")
    assert "no rise that is possible would be told" in said(evaluate(replace(QUESTION, hoped=0.03), near)).detectable


def test_it_never_says_why_and_names_the_control() -> None:
    plain = said(evaluate(QUESTION, shares(0.5))).mind[0]
    assert plain == "This says whether the number moved, not why. Whatever else happened at the time looks the same."
    question = replace(QUESTION, control="the other trusts", mechanism="")
    words = said(evaluate(question, shares(0.5), shares(0, seed=9)))
    assert words.mind[0].endswith("unless it also happened to the control series (the other trusts).")
    assert any("No mechanism was written down" in one for one in words.mind)
    assert "than the path before and the control series would have brought" in words.verdict
    assert "difference from the control series" in words.method


@pytest.mark.parametrize("pandemic", list(Pandemic))
def test_thin_figures_settling_and_the_pandemic_are_said(pandemic: Pandemic) -> None:
    months = months_between("2018-01", "2022-03")
    series = shares(0, people=15, months=months)
    series.values[5] = np.nan
    question = replace(QUESTION, from_month="2021-04" if pandemic is Pandemic.LEFT_OUT else "2020-12")
    minded = " ".join(said(evaluate(question, series, conditions=Conditions(pandemic=pandemic, settling=2))).mind)
    assert ("fewer than 12 months on a side" in minded) == (pandemic is Pandemic.LEFT_OUT)
    assert "The first 2 months from the change are left out" in minded
    assert "1 of 51 months have no figure" in minded
    assert "fewer than 20 people as a rule" in minded
    assert "what they did lastingly cannot be told from it" in minded
    assert ("are left out of the model" in minded) == (pandemic is Pandemic.LEFT_OUT)


def test_a_measure_keeps_its_unit_and_several_questions_say_their_level() -> None:
    values = 50 + np.random.default_rng(2).normal(0, 1, 48) - 9 * np.array([month >= "2023-10" for month in MONTHS])
    days = monthly_series("wait", MONTHS, values, unit="days")
    question = Question("median wait", "", "2023-10", -5.0)
    words = said(evaluate(question, days))
    assert "the hoped fall of 5 days" in words.verdict.lower()
    assert "October 2023, median wait was on average" in words.verdict
    both = [said(one) for one in evaluate_together([Asked(question, days), Asked(QUESTION, shares(0.5))])]
    assert "2 questions were judged together (Holm), so the interval is drawn at 97.50%" in both[0].method
    assert "judged together" not in words.method


def test_a_claim_is_only_said_when_the_interval_leaves_out_nothing() -> None:
    for seed in range(12):
        for hoped in (0.03, -0.03):
            found = evaluate(replace(QUESTION, hoped=hoped), shares(0.1, seed=seed))
            effect, words = found.effect, said(found)
            assert effect is not None
            is_clear = effect.lower > 0 or effect.upper < 0
            assert ("cannot be told from chance" in words.verdict) != is_clear
            assert (words.heading in ("No change that we could have seen", "Cannot tell yet")) != is_clear
