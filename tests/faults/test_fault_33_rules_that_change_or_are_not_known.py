"""Fault 33: guidance changes in mid-month; no rule is known for a date."""

from datetime import date, timedelta

import pytest
from tests.clocks.cases import RULES, assessed, counted

from clearway.clocks import NotCounted
from clearway.standards import RuleNotKnown


def test_fault_33_each_standard_follows_its_own_date_when_the_rules_change() -> None:
    """Referred and told under the old rules, treated under the new ones."""
    assessment = assessed(
        referral_type="16",
        icd10="C504",
        crtp_start=date(2023, 8, 7),
        date_first_seen=date(2023, 8, 22),
        fds_end_date=date(2023, 9, 4),
        ctp_start_date=date(2023, 9, 15),
        treatment_start_date=date(2023, 10, 9),
    )
    assert counted(assessment.two_week).standard == "2WW_BREAST"
    assert counted(assessment.sixty_two_day).standard == "62_COMBINED"


def test_fault_33_the_rule_file_says_which_date_picks_the_value() -> None:
    assert RULES.book.parameters["breast_symptomatic_in_62"].picked_by == "treatment_start_date"
    assert RULES.book.parameters["fds_in_force"].picked_by == "crtp_start"


def test_fault_33_asking_before_the_first_known_date_names_rule_and_date() -> None:
    with pytest.raises(RuleNotKnown, match=r"D62-1|D62-4|DAY-2|STD-1|HIST") as refused:
        RULES.book.value("d62_days", date(1999, 5, 4))
    assert "1999" in str(refused.value)
    assert "d62_days" in str(refused.value)


def test_fault_33_a_record_older_than_every_rule_is_left_out_by_name_never_guessed() -> None:
    start = date(2008, 11, 3)
    assessment = assessed(
        crtp_start=start,
        date_first_seen=start + timedelta(days=9),
        fds_end_date=None,
        ctp_start_date=start + timedelta(days=30),
        treatment_start_date=date(2008, 12, 31),
    )
    for outcome in (assessment.two_week, assessment.thirty_one_day, assessment.sixty_two_day):
        assert isinstance(outcome, NotCounted)
        assert outcome.reason == "RULE_NOT_KNOWN"
