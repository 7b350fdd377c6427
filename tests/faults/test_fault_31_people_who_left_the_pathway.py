"""Fault 31: died, moved, declined, private care: left out with a reason code, never without a word."""

import pytest
from tests.clocks.cases import RULES, assessed, counted, day

from clearway.clocks import NotCounted


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"death_date": day(57)}, "DIED_BEFORE_TREATMENT"),
        ({"funding": "PRIVATE"}, "NOT_NHS_ENGLAND"),
        ({"funding": "NOT_ENGLISH_NHS"}, "NOT_NHS_ENGLAND"),
        ({"modality": "98"}, "TREATMENT_DECLINED"),
        ({"patient_status": "07"}, "STATUS_CLOSES_PATHWAY"),
        ({"closure_reason": "EMERGENCY_ADMISSION"}, "PATHWAY_CLOSED"),
    ],
)
def test_fault_31_the_62_day_clock_says_why_it_does_not_count(change: dict[str, object], reason: str) -> None:
    outcome = assessed(**change).sixty_two_day
    assert isinstance(outcome, NotCounted)
    assert outcome.reason == reason
    assert outcome.rule in RULES.book.rules


def test_fault_31_being_told_still_counts_for_someone_who_then_died_or_paid_privately() -> None:
    for change in ({"death_date": day(57)}, {"funding": "PRIVATE"}, {"modality": "98"}):
        assert counted(assessed(**change).faster_diagnosis).is_within


def test_fault_31_a_benign_outcome_after_an_upgrade_leaves_the_treatment_clocks_only() -> None:
    assessment = assessed(
        priority_type="1", consultant_upgrade_date=day(10), fds_end_reason="02", icd10="D069", ctp_start_date=day(20)
    )
    assert isinstance(assessment.sixty_two_day, NotCounted)
    assert assessment.sixty_two_day.reason == "OUT_OF_SCOPE_DIAGNOSIS"
