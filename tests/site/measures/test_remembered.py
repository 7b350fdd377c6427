"""Answers are remembered, the oldest forgotten first, and never more values than memory is meant to hold."""

import pytest

from clearway.site.measures.remembered import Remembered


def made_anew(held: Remembered, name: str, values: int) -> bool:
    """Whether a question had to be answered again, by so many values."""
    made = []
    held.answer(name, lambda: made.append(name) or [None] * values, len)
    return bool(made)


def test_the_oldest_answers_are_forgotten_when_all_together_grow_too_large():
    held = Remembered(most_values=100)
    assert [made_anew(held, name, 40) for name in "abc"] == [True, True, True]
    assert [made_anew(held, name, 40) for name in "bc"] == [False, False]
    assert made_anew(held, "a", 40), "the oldest was forgotten for the third"
    assert made_anew(held, "b", 40), "what nobody asked for lately goes first"
    assert not made_anew(held, "a", 40)


def test_one_answer_is_remembered_however_large_it_is():
    held = Remembered(most_values=100)
    made_anew(held, "a", 10)
    assert made_anew(held, "b", 1_000)
    assert not made_anew(held, "b", 1_000)
    assert made_anew(held, "a", 10)


def test_no_more_questions_are_remembered_than_are_meant_to_be():
    held = Remembered(most_answers=2)
    assert [made_anew(held, name, 1) for name in "abca"] == [True, True, True, True]
    assert len(held) == 2


def test_what_could_not_be_answered_is_asked_again():
    held = Remembered()
    with pytest.raises(ZeroDivisionError):
        held.answer("a", lambda: 1 / 0, lambda _: 1)
    assert made_anew(held, "a", 1)
