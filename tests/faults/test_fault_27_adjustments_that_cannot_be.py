"""Fault 27: an adjustment longer than the wait, refused, or without a reason. (Negative ones stop at intake.)"""

from datetime import date

from tests.clocks.cases import assessed, counted, day


def test_fault_27_an_adjustment_longer_than_the_wait_is_counted_flagged_and_no_pass() -> None:
    assessment = assessed(
        ctp_start_date=day(50), treatment_start_date=day(58), wta_treatment=9, wta_treatment_reason="MEDICAL"
    )
    wait = counted(assessment.thirty_one_day)
    assert (wait.raw_days, wait.days, wait.is_within) == (8, -1, False)
    assert "ADJ_EXCEEDS_WAIT" in assessment.flags
    assert counted(assessment.sixty_two_day).is_within


def test_fault_27_two_adjustments_are_added_and_never_counted_twice() -> None:
    assessment = assessed(
        treatment_start_date=day(73), wta_first_seen=5, wta_treatment=6, wta_treatment_reason="EGG_HARVESTING"
    )
    assert counted(assessment.sixty_two_day).days == 62
    assert counted(assessment.faster_diagnosis).days == 20
    assert counted(assessment.thirty_one_day).days == 32


def test_fault_27_an_adjustment_that_the_rules_refuse_is_taken_off_nowhere() -> None:
    assessment = assessed(
        crtp_start=date(2020, 1, 6),
        ctp_start_date=date(2020, 2, 17),
        treatment_start_date=date(2020, 3, 20),
        care_setting="03",
        wta_treatment=10,
        wta_treatment_reason="PATIENT_CHOICE",
    )
    assert counted(assessment.thirty_one_day).days == 32
    assert counted(assessment.sixty_two_day).days == 74
    assert "ADJ_NOT_ALLOWED" in assessment.flags


def test_fault_27_an_adjustment_without_a_reason_is_flagged() -> None:
    assessment = assessed(wta_treatment=2)
    assert counted(assessment.thirty_one_day).days == 21
    assert assessment.flags == {"ADJ_WITHOUT_REASON"}


def test_fault_27_a_reason_that_is_not_in_the_list_is_flagged_as_none() -> None:
    assessment = assessed(wta_treatment=2, wta_treatment_reason="8")
    assert assessment.flags == {"ADJ_WITHOUT_REASON"}
