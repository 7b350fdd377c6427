"""The four principles as gates: what is missing is named, each with how to mend it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clearway.planning.engagement.gates import ConsultationFacts, Step, missing, time_words
from clearway.planning.engagement.reference import planner_of_2017, reference

OPENS, CLOSES = date(2026, 3, 2), date(2026, 5, 24)
ALL = {one.code for one in reference().principles}
READY = ConsultationFacts(OPENS, CLOSES, 12, "https://example.org/report", ALL)
AFTER = CLOSES + timedelta(days=1)


def test_nothing_holds_back_what_is_shown_and_over():
    assert missing(READY, Step.OPEN, today=OPENS) == ()
    assert missing(READY, Step.CLOSE, today=AFTER) == ()


@pytest.mark.parametrize("code", sorted(ALL))
def test_each_principle_without_evidence_holds_it_back_and_is_named(code):
    principle = next(one for one in reference().principles if one.code == code)
    facts = replace(READY, evidence=ALL - {code})
    found = missing(facts, Step.CLOSE, today=AFTER)
    assert [one.what.startswith(principle.title) for one in found] == [True]
    assert found[0].mend == principle.shows
    assert bool(missing(facts, Step.OPEN, today=OPENS)) == (principle.before == "open")


@pytest.mark.parametrize(
    ("changed", "step", "today", "words"),
    [
        ({"responses": None}, Step.CLOSE, AFTER, "how many responses"),
        ({"report": ""}, Step.CLOSE, AFTER, "no report"),
        ({}, Step.CLOSE, CLOSES, "can still answer"),
        ({"closes_on": OPENS}, Step.OPEN, OPENS, "not after its first"),
        ({"opens_on": None}, Step.OPEN, OPENS, "no first and last day"),
        ({}, Step.OPEN, CLOSES, "over already"),
    ],
)
def test_days_responses_and_report_are_looked_at(changed, step, today, words):
    found = missing(replace(READY, **changed), step, today=today)
    assert [words in one.what for one in found] == [True]


def test_nobody_responded_is_a_count_too():
    assert missing(replace(READY, responses=0), Step.CLOSE, today=AFTER) == ()


SHORT = "That is short. Say in the evidence why it is enough."
NEW_YEAR = "Christmas and New Year fall into it."


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        (OPENS, CLOSES, ("People have 12 weeks to answer.",)),
        (date(2026, 3, 2), date(2026, 3, 9), ("People have 1 week and 1 day to answer.", SHORT)),
        (date(2025, 12, 1), date(2026, 1, 31), ("People have 8 weeks and 6 days to answer.", NEW_YEAR)),
        (date(2026, 1, 3), date(2026, 3, 3), ("People have 8 weeks and 4 days to answer.", NEW_YEAR)),
        (date(2026, 1, 4), date(2026, 3, 3), ("People have 8 weeks and 3 days to answer.",)),
        (None, CLOSES, ()),
    ],
)
def test_the_time_is_told_in_words_with_what_falls_into_it(opens, closes, words):
    assert time_words(opens, closes) == words


def test_the_act_has_nine_characteristics_and_the_strategy_of_2016_eight_of_them():
    held = reference().characteristics
    assert len(held) == 9
    assert [one.title for one in held if one.trust == "memory"] == ["Marriage and civil partnership"]


def test_the_planner_of_2017_has_its_ten_rows_in_its_own_columns():
    rows = planner_of_2017().activities
    assert [one.line for one in rows] == [548, 549, 550, 551, 552, 555, 556, 557, 558, 559]
    assert [one.line for one in rows if not one.date] == [555]
    known = {one.code for one in reference().audiences}
    assert {code for one in rows for code in one.audiences} <= known
    assert {one.channel for one in rows if one.channel} <= {one.code for one in reference().channels}
