"""Quorum: counted by item, to the person, with words for what is missing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.planning.groups.kinds import InterestEffect, Presence, SeatKind
from clearway.planning.groups.quorum import Member, Need, QuorumRule, ShareOf, count_quorum, rule_words

CLINICIAN, PATIENT, OFFICER = SeatKind.CLINICAL, SeatKind.PATIENT, SeatKind.OFFICER
MEMBERS = [
    Member(1, "Clinical Director", CLINICIAN),
    Member(2, "Executive lead", SeatKind.EXECUTIVE),
    Member(3, "Executive lead", SeatKind.EXECUTIVE),
    Member(4, "Patient representative", PATIENT),
    Member(5, "Secretary", OFFICER, votes=False),
]
HERE = dict.fromkeys((1, 2, 3, 4, 5), Presence.PRESENT)
RULE = QuorumRule(
    least_number=3, needs=(Need(1, (CLINICIAN, SeatKind.PRIMARY_CARE)), Need(1, (PATIENT,))), is_provisional=False
)


def counted(rule, presence=HERE, interests=None, seats=6):
    return count_quorum(rule, seats=seats, members=MEMBERS, presence=presence, interests=interests or {})


def test_enough_of_the_right_people_make_a_quorum_and_officers_without_a_vote_do_not_count():
    found = counted(RULE)
    assert (found.counted, found.needed, found.is_met, found.missing) == (4, 3, True, ())
    assert found.words == "4 people counted, 3 needed: quorum."


def test_exactly_the_number_is_enough_and_one_fewer_is_not():
    three = HERE | {2: Presence.APOLOGIES}
    assert counted(RULE, three).is_met
    two = three | {3: Presence.ABSENT}
    assert counted(RULE, two).missing == ("1 person more",)


def test_without_a_kind_that_must_be_there_there_is_no_quorum_however_many_came():
    found = counted(RULE, HERE | {4: Presence.APOLOGIES})
    assert found.is_met is False
    assert found.missing == ("at least 1 of: patient or carer",)


def test_a_named_seat_that_must_be_there_is_asked_for_by_name():
    rule = QuorumRule(needs=(Need(1, seat="Clinical Director"),))
    assert counted(rule).is_met
    assert counted(rule, HERE | {1: Presence.APOLOGIES}).missing == ("at least 1 of: “Clinical Director”",)


@pytest.mark.parametrize(
    ("effect", "is_met"),
    [(InterestEffect.TAKES_PART, True), (InterestEffect.DOES_NOT_DECIDE, False), (InterestEffect.LEAVES, False)],
)
def test_an_interest_takes_somebody_out_of_the_count_of_that_item_unless_they_take_part(effect, is_met):
    found = counted(RULE, interests={4: [effect]})
    assert found.is_met is is_met
    assert found.left_out == (() if is_met else (4,))


def test_the_interest_of_somebody_who_did_not_come_changes_nothing():
    absent = HERE | {2: Presence.ABSENT}
    assert counted(RULE, absent, {2: [InterestEffect.LEAVES]}).left_out == ()


def test_a_share_is_rounded_up_to_a_whole_person_and_taken_of_what_the_rule_says():
    half = QuorumRule(least_share=Fraction(1, 2))
    assert counted(half).needed == 2
    assert counted(QuorumRule(least_share=Fraction(1, 2), share_of=ShareOf.SEATS), seats=7).needed == 4
    assert counted(QuorumRule(least_share=Fraction(1, 3))).needed == 2


def test_a_third_of_three_is_one_not_two_by_a_rounding_of_the_computer():
    assert QuorumRule(least_share=Fraction(1, 3)).number_needed(seats=3, holders=3) == 1


def test_a_deputy_counts_only_where_the_rule_says_so():
    deputies = {1: Presence.DEPUTY, 2: Presence.DEPUTY, 4: Presence.DEPUTY}
    assert counted(RULE, deputies).is_met
    strict = QuorumRule(least_number=3, deputies_count=False)
    assert counted(strict, deputies).counted == 0


def test_without_a_rule_nobody_can_say_and_a_provisional_rule_says_that_it_is():
    assert counted(None).is_met is None
    assert "no rule of quorum" in counted(None).words
    assert counted(QuorumRule(least_number=1)).words.endswith("the group has not agreed it.")
    assert rule_words(None) == ("No rule of quorum is set.",)


def test_a_rule_reads_as_sentences():
    rule = QuorumRule(least_number=3, least_share=Fraction(1, 3), needs=RULE.needs, deputies_count=False)
    assert rule_words(rule) == (
        "At least 3 people",
        "At least 33.33% of everybody who holds a seat with a vote",
        "At least 1 of: hospital clinician or primary care clinician",
        "At least 1 of: patient or carer",
        "A deputy does not count.",
    )


@given(st.sets(st.integers(1, 5)), st.sets(st.integers(1, 5)), st.integers(0, 6))
def test_more_people_never_lose_a_quorum_and_interests_never_win_one(came, interested, least):
    rule = QuorumRule(least_number=least, needs=RULE.needs)
    presence = dict.fromkeys(came, Presence.PRESENT)
    plain = counted(rule, presence)
    barred = counted(rule, presence, {one: [InterestEffect.LEAVES] for one in interested})
    assert counted(rule).is_met or not plain.is_met
    assert plain.is_met or not barred.is_met
    assert barred.counted + len(barred.left_out) == plain.counted
