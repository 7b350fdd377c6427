"""Suggestions: score, the words that made it, and what a person's answer does to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.planning.crosswalk.answer import Answer
from clearway.planning.crosswalk.commitment import Commitment
from clearway.planning.crosswalk.features import piece_features, stem, word_features
from clearway.planning.crosswalk.strategies import strategies
from clearway.planning.crosswalk.suggestion import Verdict, likeness, suggest, undecided


def of(**texts: str) -> tuple[Commitment, ...]:
    """Commitments by id."""
    return tuple(Commitment(name, "test", text) for name, text in texts.items())


PLAN = of(
    P1="Bowel screening uptake in deprived areas",
    P2="Radiotherapy equipment replaced",
    P3="Named key worker for everybody",
)


def test_the_likeliest_stands_first_with_the_words_that_made_it() -> None:
    first = suggest(of(A="Raise the uptake of bowel screening"), PLAN)[0]
    assert first.answering.id == "P1"
    assert {"bowel", "uptake", "screening"} <= set(first.words)
    assert 0 < first.score <= 1


def test_words_of_the_field_that_mean_the_same_match_though_no_letter_is_shared() -> None:
    first = suggest(of(A="CNS posts"), PLAN)[0]
    assert (first.answering.id, first.words[0]) == ("P3", "cns")


def test_what_shares_nothing_is_not_suggested() -> None:
    assert suggest(of(A="Parking"), PLAN) == ()
    assert suggest((), PLAN) == ()
    assert suggest(PLAN, ()) == ()


def test_the_same_text_scores_one_and_order_does_not_matter() -> None:
    alike = likeness(PLAN, PLAN)
    assert alike.scores.diagonal() == pytest.approx([1, 1, 1])
    assert alike.scores == pytest.approx(alike.scores.T)


def test_words_of_the_context_count_less_than_those_of_the_commitment() -> None:
    asked = of(A="Prehabilitation before surgery")
    plan = (
        Commitment("own", "p", "Prehabilitation offer", "dashboard"),
        Commitment("beside", "p", "Dashboard offer", "prehabilitation"),
    )
    assert [one.answering.id for one in suggest(asked, plan)] == ["own", "beside"]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5), st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_whatever_the_words_every_score_lies_between_0_and_1(asked: list[str], answering: list[str]) -> None:
    first, second = (
        tuple(Commitment(str(at), "t", text) for at, text in enumerate(side)) for side in (asked, answering)
    )
    scores = likeness(first, second).scores
    assert scores.shape == (len(asked), len(answering))
    assert ((scores >= 0) & (scores <= 1)).all()


def test_a_suggestion_that_somebody_answered_is_not_made_again() -> None:
    made = suggest(of(A="Raise the uptake of bowel screening", B="Radiotherapy machines"), PLAN)
    verdicts = [Verdict("A", "P1", Answer.ACCEPTED), Verdict("B", "P2", Answer.REJECTED, "another region")]
    assert not {("A", "P1"), ("B", "P2")} & {(one.asked.id, one.answering.id) for one in undecided(made, verdicts)}


def test_endings_and_small_words_do_not_part_what_belongs_together() -> None:
    assert stem("screening") == stem("screened") == "screen"
    assert word_features("the patients of the alliance") == {}
    assert piece_features("screening") & piece_features("screens")


def test_the_four_strategies_that_are_shipped_each_hold_commitments() -> None:
    held = strategies()
    assert set(held) == {"norcom-2011", "taskforce-2016", "national-objectives-2025", "ncl-2025-26"}
    assert {name: len(ones) for name, ones in held.items()}["norcom-2011"] == 7
    for name, ones in held.items():
        assert len({one.id for one in ones}) == len(ones), name
        assert all(one.text and one.strategy == name for one in ones)
