"""Retention periods: ours are shown as our own choice; a store's own come first; each is dated."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.standards.dated import Trust
from clearway.standards.errors import StandardsError
from clearway.standards.retention import load_retention

TODAY = date(2026, 11, 22)
OWN = """periods:
  - {data_set: waiting_time_records, applies_from: 2026-06-01, years: 3, reason: agreed, agreed_by: the IG lead}
  - {data_set: waiting_time_records, applies_from: 2027-01-01, years: 2, reason: agreed, agreed_by: the IG lead}
"""


def test_our_own_periods_are_never_shown_as_national():
    assert {one.trust for one in load_retention().periods} == {Trust.DESIGN}


def test_a_file_is_kept_to_the_same_day_some_years_on():
    kept = load_retention()
    assert kept.kept_until("waiting_time_records", date(2018, 11, 21), TODAY) == date(2026, 11, 21)
    assert kept.kept_until("waiting_time_records", date(2020, 2, 29), TODAY) == date(2028, 2, 29)
    assert kept.kept_until("published_figures", date(2018, 11, 21), TODAY) is None


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_first_day_that_is_kept_parts_what_is_kept_from_what_is_not(received: date, on: date):
    first = load_retention().first_kept("waiting_time_records", on)
    assert (received >= first) == (load_retention().kept_until("waiting_time_records", received, on) >= on)
    assert load_retention().first_kept("published_figures", on) is None


def test_a_stores_own_period_comes_first_from_its_day_on(tmp_path: Path):
    (tmp_path / "retention.yaml").write_text(OWN)
    kept = load_retention(tmp_path / "retention.yaml")
    until = {on: kept.kept_until("waiting_time_records", date(2024, 2, 29), on) for on in (
        date(2026, 5, 31), date(2026, 6, 1), date(2027, 1, 1)
    )}  # fmt: skip
    assert list(until.values()) == [date(2032, 2, 29), date(2027, 2, 28), date(2026, 2, 28)]
    assert kept.period("published_figures", TODAY).agreed_by == ""


@pytest.mark.parametrize(("years", "words"), [("0", "not a number of years"), ("forever", "not a number of years")])
def test_a_period_that_does_not_read_is_refused_with_its_file_and_key(tmp_path: Path, years: str, words: str):
    (tmp_path / "retention.yaml").write_text(OWN.replace("years: 3", f"years: {years}"))
    with pytest.raises(StandardsError, match=words) as refusal:
        load_retention(tmp_path / "retention.yaml")
    assert "periods[0].years" in str(refusal.value)
