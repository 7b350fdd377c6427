"""Fault 23: treatment before referral, decision after treatment, stop before start."""

from tests.clocks.cases import assessed, counted, day


def test_fault_23_treatment_before_referral_stays_in_the_total_and_never_passes() -> None:
    assessment = assessed(ctp_start_date=day(-12), treatment_start_date=day(-10))
    wait = counted(assessment.sixty_two_day)
    assert (wait.days, wait.is_within) == (-10, False)
    assert "NEGATIVE_WAIT" in assessment.flags
    assert wait.allocation is not None
    assert wait.allocation.treating.total == 1
    assert wait.allocation.treating.within == 0


def test_fault_23_a_decision_after_treatment_counts_as_day_0_with_its_own_flag_alone() -> None:
    assessment = assessed(ctp_start_date=day(60), treatment_start_date=day(58))
    wait = counted(assessment.thirty_one_day)
    assert (wait.days, wait.is_within, wait.pauses) == (0, True, ())
    assert assessment.flags == {"DTT_AFTER_TREATMENT"}


def test_fault_23_told_before_the_referral_is_shown_to_the_owner() -> None:
    assessment = assessed(fds_end_date=day(-3), ctp_start_date=None, treatment_start_date=None)
    wait = counted(assessment.faster_diagnosis)
    assert (wait.days, wait.is_within) == (-3, False)
    assert assessment.flags == {"NEGATIVE_WAIT", "TOLD_BEFORE_REFERRAL"}


def test_fault_23_seen_before_the_referral_is_flagged_and_the_other_clocks_run_on() -> None:
    assessment = assessed(date_first_seen=day(-1))
    assert assessment.flags == {"FIRST_SEEN_BEFORE_REFERRAL"}
    assert counted(assessment.sixty_two_day).is_within
