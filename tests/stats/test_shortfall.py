"""How many people short of the target: exact at the edge, in halves or in whole people."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.stats import WHOLE_PERSON, short_of_target


def test_meeting_the_threshold_exactly_is_enough() -> None:
    assert list(short_of_target([60, 25, 100, 20], [51, 24, 93, 15], [0.85, 0.96, 0.93, 0.75])) == [0, 0, 0, 0]


def test_half_a_person_more_can_be_enough_where_trusts_share() -> None:
    assert short_of_target(10, 8, 0.85) == 0.5


def test_whole_people_are_counted_where_nobody_is_shared() -> None:
    assert short_of_target(10, 8, 0.85, step=WHOLE_PERSON) == 1


def test_a_shortfall_rounds_up_never_down() -> None:
    assert short_of_target(100, 84, Decimal("0.8410")) == 0.5
    assert short_of_target(100, 84, Decimal("0.8450")) == 0.5
    assert short_of_target(100, 84, Decimal("0.8451")) == 1


def test_england_in_march_2025_was_short_of_85_per_cent_by_3737_and_a_half() -> None:
    assert short_of_target(Decimal("27537.5"), Decimal("19669.5"), Decimal("0.85")) == 3737.5


def test_a_met_target_is_never_a_negative_shortfall() -> None:
    assert short_of_target(10, 10, 0.75) == 0


def test_nobody_and_nonsense_have_no_shortfall() -> None:
    assert np.isnan(short_of_target([0, None, 4, 4], [0, 1, 5, -1], 0.85)).all()


def test_it_is_never_more_than_the_people_who_waited_too_long() -> None:
    assert short_of_target(0.5, 0, 0.85, step=WHOLE_PERSON) == 0.5


@pytest.mark.parametrize("threshold", [85, -0.1])
def test_a_threshold_given_as_a_percentage_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        short_of_target(10, 8, threshold)


def test_a_step_that_no_count_has_is_refused() -> None:
    with pytest.raises(ValueError, match="half a person or by one"):
        short_of_target(10, 8, 0.85, step=0.25)


@given(
    st.integers(1, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))),
    st.integers(0, 1000),
)
def test_it_is_the_least_that_suffices(halves: tuple[int, int], thousandths: int) -> None:
    within, total = halves
    threshold = Fraction(thousandths, 1000)
    needed = round(float(short_of_target(total / 2, within / 2, thousandths / 1000)) * 2)
    assert within + needed >= threshold * total
    assert needed == 0 or within + needed - 1 < threshold * total
