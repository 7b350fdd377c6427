"""Fault 35: few points, equal points and a step: no limits where there can be none, none that begin by themselves."""

from datetime import date

import numpy as np
import pytest
from tests.measures.comparison.conftest import Make, share

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.comparison import Line, lines_of
from clearway.measures.comparison.sentences import of_history
from clearway.measures.months import months_between
from clearway.stats.spc import Assurance, Variation

__all__ = ["share"]

MEASURE = load_catalogue()["CWT-62D"]
MONTHS = months_between("2023-04", "2025-03")
STEP_AT = 12


def line(share: Make, numbers: list[int], **told: object) -> Line:
    """The line of one trust, a value a month, each of 100 people."""
    values = [share("RHQ", number, 100, month) for number, month in zip(numbers, MONTHS, strict=False)]
    (found,) = lines_of(values, MEASURE, **told)  # type: ignore[arg-type]
    return found


def test_fault_35_one_point_has_no_limits_no_icon_and_a_reason(share: Make) -> None:
    found = line(share, [60], targets={"RHQ": 0.85})
    assert np.isnan(found.chart.lower).all()
    assert (found.variation, found.assurance) == (Variation.NOT_KNOWN, Assurance.NONE)
    assert of_history(found, MEASURE) == "1 period of Trust RHQ is held: too few to tell a change from chance."


@pytest.mark.parametrize(("points", "is_trial"), [(2, True), (12, True), (13, False)])
def test_fault_35_limits_on_fewer_than_13_points_are_on_trial_and_say_so(
    share: Make, points: int, is_trial: bool
) -> None:
    found = line(share, ([60, 62, 58, 61, 63] * 3)[:points])
    assert found.is_trial is is_trial
    assert ("on trial" in of_history(found, MEASURE)) is is_trial


def test_fault_35_points_that_are_all_equal_have_limits_on_their_mean_and_no_alarm(share: Make) -> None:
    found = line(share, [60] * 24, targets={"RHQ": 0.85})
    assert found.limits(23) == pytest.approx((0.6, 0.6, 0.6))
    assert (found.variation, found.assurance) == (Variation.COMMON_CAUSE, Assurance.FAILS)


def test_fault_35_a_step_is_a_special_cause_and_no_phase_begins_by_itself(share: Make) -> None:
    numbers = [60 + number % 3 for number in range(STEP_AT)] + [80 + number % 3 for number in range(12)]
    found = line(share, numbers)
    assert {point.phase for point in found.points} == {0}
    assert found.variation is Variation.IMPROVEMENT_HIGH
    assert found.suggestions == ()
    decided = line(share, numbers, rebased_at={"RHQ": [date(2024, 4, 30)]})
    assert [point.phase for point in decided.points] == [0] * STEP_AT + [1] * STEP_AT
    assert decided.variation is Variation.COMMON_CAUSE
