"""Counts of several periods are added up; what cannot be added up is left as it is."""

from dataclasses import replace
from datetime import date

import pytest

from clearway.measures.comparison import pooled
from clearway.measures.values import MeasureValue

FEBRUARY = MeasureValue(
    measure="CWT-62D", area_type="provider", area="RFF", area_name="Barnsley", group={"sex": "Female"},
    period_start=date(2025, 2, 1), period_end=date(2025, 2, 28), numerator=30, denominator=40, value=0.75,
    basis="computed", release="final", publisher="us", source_files=("a",),
)  # fmt: skip
MARCH = replace(
    FEBRUARY, period_start=date(2025, 3, 1), period_end=date(2025, 3, 31), numerator=10, denominator=20, value=0.5,
    source_files=("b",),
)  # fmt: skip


def test_people_of_all_periods_are_added_up():
    (both,) = pooled([FEBRUARY, MARCH], 12)
    assert (both.numerator, both.denominator) == (40, 60)
    assert both.value == pytest.approx(2 / 3)
    assert both.lower is not None
    assert both.upper is not None
    assert both.lower < 2 / 3 < both.upper
    assert (both.period_start, both.period_end) == (date(2025, 2, 1), date(2025, 3, 31))
    assert both.source_files == ("a", "b")


def test_only_as_many_newest_periods_are_added_up_as_asked_for():
    (newest,) = pooled([FEBRUARY, MARCH], 1)
    assert newest.denominator == 20


def test_groups_are_kept_apart():
    men = replace(MARCH, group={"sex": "Male"})
    assert [one.group["sex"] for one in pooled([MARCH, men], 12)] == ["Female", "Male"]


def test_values_without_counts_are_never_averaged():
    bare = replace(MARCH, numerator=None, denominator=None)
    assert pooled([replace(FEBRUARY, numerator=None, denominator=None), bare], 12) == (bare,)


def test_a_group_of_nobody_is_left_out():
    assert pooled([replace(MARCH, numerator=0, denominator=0, value=None)], 12) == ()
