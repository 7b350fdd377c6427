"""What a share could be when a part of the people is not known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.stats import bounds_when_incomplete, bounds_when_missing
from clearway.stats.estimate import MISSING, NOBODY
from clearway.stats.missing import NOT_A_SHARE, NOTHING_KNOWN
from clearway.stats.proportion import IMPOSSIBLE

halves = st.integers(0, 4_000).map(lambda twice: twice / 2)
shares = st.floats(0, 1)


def test_of_1000_cancers_820_have_a_stage_and_540_of_them_an_early_one() -> None:
    """The example of the documentation, by hand: 540 / 820, 540 / 1000 and (540 + 180) / 1000."""
    found = bounds_when_missing(540, 820, 180)
    assert found.value == pytest.approx(540 / 820)
    assert (found.lower, found.upper, found.completeness) == (0.54, 0.72, 0.82)


def test_nobody_missing_leaves_the_share_as_it_is() -> None:
    found = bounds_when_missing([1, 0, 3], [3, 3, 3], 0)
    assert found.lower.tolist() == found.value.tolist() == found.upper.tolist()
    assert found.completeness.tolist() == [1, 1, 1]


def test_nobody_known_leaves_every_share_possible() -> None:
    found = bounds_when_missing(0, 0, 12)
    assert np.isnan(found.value)
    assert (found.lower, found.upper, found.completeness) == (0, 1, 0)
    assert str(found.note) == NOTHING_KNOWN


def test_nobody_at_all_missing_numbers_and_nonsense_have_no_bounds() -> None:
    found = bounds_when_missing([0, None, 5, 1, 1], [0, 3, 4, 3, 3], [0, 1, 1, -1, None])
    assert np.isnan(found.lower).all()
    assert np.isnan(found.upper).all()
    assert found.note.tolist() == [NOBODY, MISSING, IMPOSSIBLE, IMPOSSIBLE, MISSING]


def test_a_percentage_is_no_share() -> None:
    found = bounds_when_incomplete([54, 0.54, 0.54], [0.9, 90, None])
    assert np.isnan(found.lower).all()
    assert found.note.tolist() == [NOT_A_SHARE, NOT_A_SHARE, MISSING]


def test_a_share_that_nobody_could_print_may_be_anything_where_nothing_is_known() -> None:
    found = bounds_when_incomplete(None, 0)
    assert (found.lower, found.upper, str(found.note)) == (0, 1, NOTHING_KNOWN)


@given(halves, halves, halves, st.floats(0, 1))
def test_whatever_the_missing_hold_the_share_of_all_lies_within(
    part: float, rest: float, missing: float, yes: float
) -> None:
    whole = part + rest
    if whole + missing == 0:
        return
    found = bounds_when_missing(part, whole, missing)
    truth = (part + yes * missing) / (whole + missing)
    assert found.lower - 1e-12 <= truth <= found.upper + 1e-12
    if whole:
        assert 0 <= found.lower <= found.value <= found.upper <= 1


@given(halves, halves, halves)
def test_the_bounds_are_reached_and_as_wide_as_the_part_that_is_missing(
    part: float, rest: float, missing: float
) -> None:
    everybody = part + rest + missing
    if everybody == 0:
        return
    found = bounds_when_missing(part, part + rest, missing)
    assert found.upper - found.lower == pytest.approx(missing / everybody)
    assert found.lower == pytest.approx(part / everybody)


@given(halves, halves, halves)
def test_counts_and_printed_shares_give_the_same_bounds(part: float, rest: float, missing: float) -> None:
    whole = part + rest
    if whole == 0:
        return
    counts = bounds_when_missing(part, whole, missing)
    printed = bounds_when_incomplete(part / whole, whole / (whole + missing))
    assert printed.lower == pytest.approx(counts.lower)
    assert printed.upper == pytest.approx(counts.upper)


@given(shares, shares, shares)
def test_the_more_is_known_the_narrower_the_bounds(share: float, one: float, other: float) -> None:
    less, more = sorted((one, other))
    wide, narrow = bounds_when_incomplete(share, less), bounds_when_incomplete(share, more)
    assert wide.lower <= narrow.lower + 1e-12
    assert narrow.upper <= wide.upper + 1e-12
