"""Thresholds and ambitions by date: two tables that never overwrite one another."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clearway.standards import RuleNotKnown, load_rule_book

THRESHOLDS = [
    # key, days, first day, last day (None: open), share on the first day
    ("2WW", 14, date(2009, 1, 1), date(2023, 9, 30), "0.93"),
    ("2WW_BREAST", 14, date(2010, 1, 1), date(2023, 9, 30), "0.93"),
    ("FDS", 28, date(2021, 4, 1), None, "0.75"),
    ("31_FIRST", 31, date(2009, 1, 1), date(2023, 9, 30), "0.96"),
    ("31_SUB_SURGERY", 31, date(2009, 1, 1), date(2023, 9, 30), "0.94"),
    ("31_SUB_DRUG", 31, date(2009, 1, 1), date(2023, 9, 30), "0.98"),
    ("31_SUB_RADIO", 31, date(2011, 1, 1), date(2023, 9, 30), "0.94"),
    ("31_COMBINED", 31, date(2023, 10, 1), None, "0.96"),
    ("62_GP", 62, date(2009, 1, 1), date(2023, 9, 30), "0.85"),
    ("62_SCREENING", 62, date(2009, 1, 1), date(2023, 9, 30), "0.90"),
    ("62_UPGRADE", 62, date(2009, 1, 1), date(2023, 9, 30), None),
    ("62_COMBINED", 62, date(2023, 10, 1), None, "0.85"),
]


@pytest.mark.parametrize(("key", "days", "first_day", "last_day", "share"), THRESHOLDS)
def test_a_standard_holds_from_its_first_to_its_last_day(
    key: str, days: int, first_day: date, last_day: date | None, share: str | None
) -> None:
    book = load_rule_book()
    standard = book.standards[key]
    expected = Decimal(share) if share else None
    assert (standard.days, standard.applies_from, standard.applies_to) == (days, first_day, last_day)
    assert book.threshold(key, first_day) == expected
    with pytest.raises(RuleNotKnown, match=f"STD-1 .*{key}"):
        book.threshold(key, first_day - timedelta(days=1))
    if last_day:
        assert book.threshold(key, last_day) == expected
        assert book.threshold(key, last_day + timedelta(days=1)) is None
        assert not standard.holds_on(last_day + timedelta(days=1))


def test_there_are_no_other_standards() -> None:
    assert list(load_rule_book().standards) == [key for key, *_ in THRESHOLDS]


def test_faster_diagnosis_goes_from_75_to_80_percent_in_april_2026() -> None:
    book = load_rule_book()
    assert book.threshold("FDS", date(2026, 3, 31)) == Decimal("0.75")
    assert book.threshold("FDS", date(2026, 4, 1)) == Decimal("0.80")
    assert book.standards["FDS"].threshold == Decimal("0.80")


AMBITIONS = [
    ("62_COMBINED", date(2025, 3, 31), "0.70", "verified"),
    ("62_COMBINED", date(2026, 3, 31), "0.75", "provisional (from memory)"),
    ("62_COMBINED", date(2027, 3, 31), "0.80", "provisional (from memory)"),
    ("62_COMBINED", date(2029, 3, 31), "0.85", "verified"),
    ("FDS", date(2025, 3, 31), "0.77", "verified"),
    ("FDS", date(2026, 3, 31), "0.80", "verified"),
    ("31_COMBINED", date(2027, 3, 31), "0.94", "provisional (from memory)"),
    ("31_COMBINED", date(2029, 3, 31), "0.96", "verified"),
]


@pytest.mark.parametrize(("standard", "by", "share", "trust"), AMBITIONS)
def test_an_ambition_is_the_one_to_look_at_until_it_is_due(standard: str, by: date, share: str, trust: str) -> None:
    book = load_rule_book()
    ambition = book.ambition(standard, by)
    assert ambition is not None
    assert (ambition.value, ambition.by, ambition.trust.words) == (Decimal(share), by, trust)
    the_day_after = book.ambition(standard, by + timedelta(days=1))
    assert the_day_after is None or the_day_after.by > by


def test_there_are_no_other_ambitions() -> None:
    held = [(one.standard, one.by) for one in load_rule_book().ambitions]
    assert sorted(held) == sorted((standard, by) for standard, by, _, _ in AMBITIONS)


def test_an_ambition_never_changes_the_standard() -> None:
    book = load_rule_book()
    march_2025 = date(2025, 3, 1)
    ambition = book.ambition("62_COMBINED", march_2025)
    assert ambition is not None
    assert ambition.value == Decimal("0.70")
    assert book.threshold("62_COMBINED", march_2025) == Decimal("0.85")


def test_before_planning_guidance_named_one_there_is_no_ambition() -> None:
    assert load_rule_book().ambition("62_COMBINED", date(2024, 3, 31)) is None
    first = load_rule_book().ambition("62_COMBINED", date(2024, 4, 1))
    assert first is not None
    assert first.value == Decimal("0.70")
