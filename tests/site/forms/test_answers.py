"""Answers: conditions, repeats, sums, and what is wrong with an answer."""

from datetime import date
from decimal import Decimal

import pytest

from clearway.site.forms.questionnaire.answers import Answered, Place
from clearway.site.forms.questionnaire.item import Coding
from clearway.site.forms.questionnaire.judging import problems
from clearway.site.forms.questionnaire.problems import FormProblem
from clearway.site.forms.questionnaire.reader import form_of_yaml
from clearway.site.forms.questionnaire.response import answers_of, response

FORM = form_of_yaml(
    """
id: judged
version: "1"
title: Judged
parties: [{id: trust, title: Trust}]
sections:
  - id: one
    title: One
    party: trust
    items:
      - {id: A, text: A, type: choice, required: true, options: [{code: "yes", text: "Yes"}, {code: "no", text: "No"}]}
      - id: B
        text: B
        type: text
        required: true
        max_length: 5
        all_of: [{question: A, operator: "=", answer: "yes"}]
      - {id: C, text: C, type: string, all_of: [{question: B, operator: exists, answer: true}]}
      - {id: N, text: N, type: integer, least: 0, most: 4}
      - {id: D, text: D, type: date, most: 2026-01-01}
      - id: G
        text: G
        type: group
        repeats: true
        items:
          - {id: G1, text: G1, type: decimal}
          - {id: G2, text: G2, type: string, required: true, all_of: [{question: G1, operator: ">", answer: 1}]}
      - {id: S, text: S, type: decimal, calculate: {sum: [N, G1]}}
"""
)
YES, NO = (one.coding for one in FORM.item("A").options)


def answered(**given) -> Answered:
    places = {}
    for key, value in given.items():
        question, _, turn = key.partition("_")
        places[Place(question, int(turn or 0))] = (value,)
    return Answered(FORM, places)


def wrong(given: Answered, *, is_final: bool = True) -> dict[Place, str]:
    return {one.place: one.words for one in problems(given, party="trust", is_final=is_final)}


def test_what_is_required_is_asked_for_only_when_it_is_asked_at_all_and_only_at_the_end():
    assert wrong(answered(A=NO)) == {}
    assert set(wrong(answered(A=YES))) == {Place("B")}
    assert set(wrong(answered())) == {Place("A")}
    assert wrong(answered(), is_final=False) == {}


def test_an_answer_to_what_is_not_asked_does_not_count_nor_what_hangs_on_it():
    given = answered(A=NO, B="why", C="more")
    assert set(given.counted()) == {Place("A")}
    assert set(answered(A=YES, B="why", C="more").counted()) == {Place("A"), Place("B"), Place("C")}
    told = response(given, status="completed", parties=["trust"])
    assert "why" not in str(told)
    kept = response(given, status="in-progress", parties=["trust"], all_given=True)
    assert answers_of(kept, FORM) == given.given


def test_conditions_in_a_repeating_group_look_at_their_own_turn():
    given = answered(A=NO, G1_0=Decimal(1), G1_1=Decimal(5))
    assert set(wrong(given)) == {Place("G2", 1)}


def test_sums_are_worked_out_over_all_turns_whatever_was_sent():
    given = answered(N=2, G1_0=Decimal("1.5"), G1_1=Decimal(5), S=Decimal(1000))
    assert given.values("S") == (Decimal("8.5"),)
    assert answered(A=NO).values("S") == ()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"B": "too long"}, "5 characters"),
        ({"N": 5}, "4 or less"),
        ({"N": -1}, "0 or more"),
        ({"N": True}, "does not take"),
        ({"D": date(2026, 1, 2)}, "1 January 2026 or less"),
        ({"A": Coding("maybe")}, "does not take"),
    ],
)
def test_an_answer_that_does_not_fit_is_told_in_words_without_repeating_it(given, words):
    found = wrong(answered(**{"A": YES, "B": "why", **given}))
    assert len(found) == 1
    assert words in next(iter(found.values()))
    assert "too long" not in str(found)


@pytest.mark.parametrize(
    "items",
    [
        [{"linkId": "Z"}],
        [{"linkId": "one", "item": [{"linkId": "A", "answer": [{"valueString": "yes"}]}]}],
        [{"linkId": "one", "item": [{"linkId": "A", "answer": []}, {"linkId": "A", "answer": []}]}],
        [{"linkId": "one", "answer": []}],
        [{"linkId": "one", "item": [{"linkId": "N", "answer": [{"valueInteger": 1}], "item": []}]}],
        "no list",
    ],
)
def test_a_response_that_is_not_of_this_form_is_refused(items):
    with pytest.raises(FormProblem):
        answers_of({"resourceType": "QuestionnaireResponse", "status": "completed", "item": items}, FORM)
