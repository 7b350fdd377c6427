"""What a new tracker is told of a record: the story, the working, what would have changed it, who could have acted."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.clocks.cases import HANDED_OVER_LATE

from clearway.clocks import ClockRules, assess_record
from clearway.clocks.explanation import Explanation, as_json, as_text, explain_clock, explain_record
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations


@pytest.fixture(scope="module")
def rules() -> ClockRules:
    return ClockRules(load_rule_book(), load_organisations())


def explained(rules: ClockRules, **changes: object) -> Explanation:
    return explain_record(replace(HANDED_OVER_LATE, **changes), rules, carried=frozenset())


def test_the_story_runs_from_the_start_of_the_clock_to_who_answers_for_the_breach(rules: ClockRules) -> None:
    story = explained(rules).clock("62")
    assert story.verdict == "Breach: day 70, 8 days over the 62."
    assert [step.day for step in story.steps if step.day is not None] == [0, 8, 24, 49, 56, 70]
    assert story.steps[0].rules == ("START-1", "D62-2", "D62-3")
    assert "scenario 5" in story.steps[-1].words


def test_both_trusts_see_the_same_working_with_their_shares(rules: ClockRules) -> None:
    working = explained(rules).clock("62").working
    assert working is not None
    assert (working.phase_1_days, working.phase_2_days, working.scenario) == (49, 21, 5)
    assert [(share.code, share.breach) for share in working.shares] == [("RHQ", Decimal(1)), ("RFR", Decimal(0))]
    assert sum(share.total for share in working.shares) == 1


def test_the_smallest_change_lists_every_step_that_alone_was_long_enough(rules: ClockRules) -> None:
    change = explained(rules).clock("62").smallest_change
    assert change is not None
    assert change.days == 8
    assert [(step.ends, step.controllable_days) for step in change.intervals] == [
        ("first seen", 8),
        ("told", 16),
        ("transfer", 25),
        ("stop", 14),
    ]


def test_the_smallest_change_really_turns_the_breach(rules: ClockRules) -> None:
    turned = replace(HANDED_OVER_LATE, treatment_start_date=date(2025, 5, 4))
    assert assess_record(turned, rules).sixty_two_day.is_within
    one_day_short = replace(HANDED_OVER_LATE, treatment_start_date=date(2025, 5, 5))
    assert not assess_record(one_day_short, rules).sixty_two_day.is_within


def test_a_step_spent_in_an_allowed_pause_could_not_have_been_shortened(rules: ClockRules) -> None:
    story = explained(
        rules,
        treatment_start_date=date(2025, 5, 23),
        wta_treatment=14,
        wta_treatment_reason="PATIENT_CHOICE",
    ).clock("62")
    last = story.intervals[-1]
    assert (last.days, last.controllable_days) == (25, 11)


def test_when_no_single_step_was_long_enough_that_is_said(rules: ClockRules) -> None:
    change = explained(rules, treatment_start_date=date(2025, 7, 12)).clock("62").smallest_change
    assert change is not None
    assert change.days == 69
    assert [step.ends for step in change.intervals] == ["stop"]
    none = explained(rules, crtp_start=date(2025, 1, 2), treatment_start_date=date(2025, 6, 12)).clock("62")
    assert none.smallest_change is not None
    assert none.smallest_change.intervals == ()
    assert "No single step" in none.smallest_change.words


def test_the_first_day_to_act_is_the_day_after_the_first_stated_limit_had_passed(rules: ClockRules) -> None:
    act = explained(rules).clock("62").first_action
    assert act is not None
    assert act.on == date(2025, 4, 11)
    assert act.rule == "IPT-2"
    assert act.held_by.startswith("Sheffield Teaching Hospitals")


def test_being_told_late_comes_before_the_late_hand_over(rules: ClockRules) -> None:
    act = explained(rules, fds_end_date=date(2025, 4, 10)).clock("62").first_action
    assert act is not None
    assert (act.on, act.rule) == (date(2025, 4, 1), "FDS-2")


def test_a_record_whose_dates_show_no_passed_limit_says_that_it_cannot_tell(rules: ClockRules) -> None:
    act = explained(rules, accountable_investigating_org=None, transfer_date=None).clock("62").first_action
    assert act is not None
    assert act.on is None
    assert "cannot tell" in act.words


def test_a_wait_within_its_limit_needs_no_change_and_no_action(rules: ClockRules) -> None:
    story = explained(rules).clock("fds")
    assert not story.is_breach
    assert story.smallest_change is None
    assert story.first_action is None


def test_a_record_outside_a_standard_is_told_why_in_words(rules: ClockRules) -> None:
    story = explained(rules, event_type="02").clock("62")
    assert not story.is_counted
    assert story.steps == ()
    assert story.verdict.startswith("Not counted: ")
    assert "SUBSEQUENT_TREATMENT" not in story.verdict
    assert story.rules == ("D62-1",)


def test_a_refused_pause_is_told_with_the_rule_that_refuses_it(rules: ClockRules) -> None:
    story = explained(
        rules,
        crtp_start=date(2020, 1, 6),
        date_first_seen=date(2020, 1, 14),
        fds_end_date=date(2020, 2, 3),
        ctp_start_date=date(2020, 2, 17),
        transfer_date=date(2020, 2, 10),
        treatment_start_date=date(2020, 3, 20),
        care_setting="03",
        wta_treatment=10,
        wta_treatment_reason="PATIENT_CHOICE",
    ).clock("62")
    refused = next(step for step in story.steps if "not taken off" in step.words)
    assert refused.rules == ("ADJ-3", "ADJ-5")
    assert story.days == story.raw_days == 74


def test_every_rule_named_in_a_step_is_described_with_source_and_trust(rules: ClockRules) -> None:
    explanation = explained(rules)
    described = {note.id: note for note in explanation.rules}
    named = {rule for story in explanation.clocks for step in story.steps for rule in step.rules}
    assert named <= set(described)
    assert all(note.source and note.trust and note.title for note in described.values())
    assert described["IPT-3"].trust == "from running code"


def test_the_json_holds_the_same_story_with_plain_dates_and_exact_shares(rules: ClockRules) -> None:
    written = json.loads(json.dumps(as_json(explained(rules))))
    sixty_two = next(story for story in written["clocks"] if story["clock"] == "62")
    assert sixty_two["start"] == "2025-03-03"
    assert sixty_two["working"]["shares"][0]["total"] == "1"
    assert sixty_two["first_action"]["on"] == "2025-04-11"


def test_the_text_ends_with_the_rules_and_how_sure_we_are_of_each(rules: ClockRules) -> None:
    text = as_text(explained(rules))
    assert "What would have changed it: 8 days less" in text
    assert "[from running code;" in text.split("Rules used")[1]


def test_what_is_odd_is_said_with_how_to_mend_it(rules: ClockRules) -> None:
    flags = explained(rules, transfer_date=None).flags
    assert [flag.code for flag in flags] == ["BAD_TRANSFER_DATE"]
    assert flags[0].mend


def test_the_trust_of_an_upgrade_that_is_ignored_has_no_part_in_the_story(rules: ClockRules) -> None:
    story = explained(
        rules, source_of_referral="17", priority_type="2", consultant_upgrade_date=date(2025, 3, 20), org_upgrade="RP5"
    ).clock("62")
    assert story.milestones[0].trust.startswith("Sheffield Teaching")
    assert not any("Doncaster" in step.words for step in story.steps)


def test_where_a_decision_was_made_is_never_guessed(rules: ClockRules) -> None:
    decided = next(one for one in explained(rules).clock("62").milestones if one.kind == "decision to treat")
    assert decided.trust == ""


def test_transfers_written_one_by_one_are_told_and_each_holder_is_named(rules: ClockRules) -> None:
    explanation = explained(
        rules,
        accountable_investigating_org=None,
        transfer_date=None,
        ipt_1_referring="RHQ",
        ipt_1_receiving="RP5",
        ipt_1_received=date(2025, 3, 20),
        ipt_2_referring="RP5",
        ipt_2_receiving="RFR",
        ipt_2_received=date(2025, 4, 21),
    )
    story = explanation.clock("62")
    assert [one.trust for one in story.milestones if one.kind == "transfer"] == [
        "Doncaster and Bassetlaw Teaching Hospitals NHS Foundation Trust",
        "The Rotherham NHS Foundation Trust",
    ]
    assert story.working is not None
    assert [share.code for share in story.working.shares] == ["RP5", "RFR"]
    assert story.first_action is not None
    assert story.first_action.held_by.startswith("Doncaster")


def test_a_decision_that_stops_the_28_days_is_not_called_being_told(rules: ClockRules) -> None:
    story = explained(rules, fds_end_date=date(2025, 4, 20), ctp_start_date=date(2025, 4, 10)).clock("fds")
    assert story.days == 38
    assert story.intervals[-1].ends == "decision to treat"


def test_days_that_an_upgrade_leaves_behind_are_mentioned(rules: ClockRules) -> None:
    story = explained(
        rules, priority_type="1", consultant_upgrade_date=date(2025, 3, 20), org_upgrade="RHQ", wta_first_seen=5
    ).clock("62")
    assert any("not taken off" in step.words and step.rules == ("D62-5",) for step in story.steps)


def test_an_upgrade_on_an_urgent_record_is_told_both_ways(rules: ClockRules) -> None:
    story = explained(rules, consultant_upgrade_date=date(2025, 3, 24), org_upgrade="RHQ").clock("62")
    assert story.days == 49
    assert "Read the other way: breach: day 70, 8 days over the 62." in story.steps[-1].words


def test_a_phase_shorter_than_its_pause_is_not_told_as_negative_days(rules: ClockRules) -> None:
    story = explained(
        rules, treatment_start_date=date(2025, 4, 24), wta_treatment=10, wta_treatment_reason="MEDICAL"
    ).clock("62")
    assert story.working is not None
    assert "-7" not in story.working.words


@pytest.mark.parametrize("clock", ["2ww", "fds", "31", "62"])
@pytest.mark.parametrize("changes", [{}, {"fds_end_date": None}, {"treatment_start_date": None}, {"icd10": "D100"}])
def test_one_clock_alone_is_told_as_it_is_among_all(rules: ClockRules, clock: str, changes: dict[str, object]) -> None:
    record = replace(HANDED_OVER_LATE, **changes)
    assert explain_clock(record, rules, clock) == explain_record(record, rules).clock(clock)
