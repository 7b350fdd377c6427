"""Fault 24: same-day events, the last day of each limit and the next, leap days, year ends."""

from datetime import date

import pytest
from tests.clocks.cases import assessed, counted, day


def test_fault_24_everything_on_one_day_is_day_0() -> None:
    assessment = assessed(
        date_first_seen=day(0), fds_end_date=day(0), ctp_start_date=day(0), treatment_start_date=day(0)
    )
    for wait in (assessment.faster_diagnosis, assessment.thirty_one_day, assessment.sixty_two_day):
        assert (counted(wait).days, counted(wait).is_within) == (0, True)
    assert assessment.flags == frozenset()


@pytest.mark.parametrize(("told", "is_within"), [(27, True), (28, True), (29, False)])
def test_fault_24_day_28_passes_and_day_29_does_not(told: int, is_within: bool) -> None:
    assert counted(assessed(fds_end_date=day(told)).faster_diagnosis).is_within is is_within


@pytest.mark.parametrize(("treated", "is_within"), [(65, True), (66, True), (67, False)])
def test_fault_24_day_31_passes_and_day_32_does_not(treated: int, is_within: bool) -> None:
    assert counted(assessed(treatment_start_date=day(treated)).thirty_one_day).is_within is is_within


@pytest.mark.parametrize(("treated", "is_within"), [(61, True), (62, True), (63, False)])
def test_fault_24_day_62_passes_and_day_63_does_not(treated: int, is_within: bool) -> None:
    assert counted(assessed(treatment_start_date=day(treated)).sixty_two_day).is_within is is_within


@pytest.mark.parametrize(
    ("start", "stop"), [(date(2023, 12, 29), date(2024, 2, 29)), (date(2024, 12, 29), date(2025, 3, 1))]
)
def test_fault_24_a_leap_day_and_a_year_end_count_as_any_other_day(start: date, stop: date) -> None:
    wait = counted(assessed(crtp_start=start, ctp_start_date=start, treatment_start_date=stop).sixty_two_day)
    assert (wait.days, wait.is_within, wait.month) == (62, True, f"{stop:%Y-%m}")
