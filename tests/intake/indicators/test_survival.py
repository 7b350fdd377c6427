"""Survival trends: shares by cohort, the printed trend, and what is held against what."""

from pathlib import Path
from typing import Any

import pytest
from tests.intake.indicators.tables import found, refusal, value, write

from clearway.intake.readers import read_here
from clearway.intake.reading import Reading

COHORTS = ("2006 to 2010", "2007 to 2011", "2008 to 2012")
HEADINGS = ("Cancer_site", "Sex", "Length_of_FU", *COHORTS, "Trend Estimate", "Significance Level")
Row = dict[str, Any]


def row(one: float = 40, two: float = 41, three: float = 42, **changes: Any) -> Row:
    held = dict(zip(COHORTS, (one, two, three), strict=True))
    named = {"Cancer_site": "Lung", "Sex": "Persons", "Length_of_FU": 1, "Trend Estimate": 1}
    return named | {"Significance Level": "significance level 0.01"} | held | changes


def read(folder: Path, *rows: Row, headings: tuple[str, ...] = HEADINGS) -> Reading:
    return read_here(write(folder / "surv.csv", rows, headings))


def test_survival_is_kept_for_each_cohort_with_its_years(tmp_path: Path) -> None:
    reading = read(tmp_path, row())
    assert reading.findings == []
    rows = reading.tables["observations"].to_pylist()
    told = [(one["indicator"], f"{one['period_start']}", f"{one['period_end']}", one["value"]) for one in rows]
    assert told[:2] == [
        ("ndrs.survival_net_1_year", "2006-01-01", "2010-12-31", 0.4),
        ("ndrs.survival_net_1_year", "2007-01-01", "2011-12-31", 0.41),
    ]
    assert told[-1] == ("ndrs.survival_trend_1_year", "2006-01-01", "2012-12-31", 1.0)


def test_a_lost_sign_is_named_and_only_not_significant_is_kept(tmp_path: Path) -> None:
    odd = row(**{"Significance Level": "significance level ? 0.01"})
    flat = row(40, 40, 40, Sex="Male", **{"Significance Level": "not significant", "Trend Estimate": 0})
    reading = read(tmp_path, odd, flat)
    assert "in 1 of 2 rows (first in row 2" in found(reading)["SIGN_LOST"]
    trend = "ndrs.survival_trend_1_year"
    assert value(reading, trend, category="Lung")["flag"] == ""
    assert value(reading, trend, sex="Male", category="Lung")["flag"] == "not significant"


def test_more_people_alive_after_five_years_than_after_one_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, row(), row(39, 40.5, 43, Length_of_FU=5, **{"Trend Estimate": 2}))
    assert (
        "2008 to 2012: survival of 5 years 43.0% (row 3) is above that of 1 year 42.0% (row 2)"
        in (found(reading)["LATER_ABOVE_EARLIER"])
    )


def test_ten_years_are_held_against_the_next_shorter_time_that_is_there(tmp_path: Path) -> None:
    ten = row(39, 40.5, 43, Length_of_FU=10, **{"Trend Estimate": 2})
    reading = read(tmp_path, ten, row())
    assert set(found(reading)) == {"LATER_ABOVE_EARLIER"}
    assert value(reading, "ndrs.survival_trend_10_year", category="Lung")["value"] == 2


def test_survival_of_all_people_outside_that_of_women_and_men_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, row(45, 46, 47), row(Sex="Female"), row(42, 43, 44, Sex="Male"))
    assert "2006 to 2010: survival of all people, 45.0%" in found(reading)["SEXES_DIFFER_FROM_ALL"]


def test_a_trend_that_is_not_the_slope_of_its_cohorts_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, row(**{"Trend Estimate": -1}))
    assert "the printed trend is -1 points a cohort, the printed values rise by 1.00" in found(reading)["TREND_DIFFERS"]


def test_an_empty_cell_is_kept_as_unavailable(tmp_path: Path) -> None:
    reading = read(tmp_path, row() | {"2007 to 2011": ""})
    flags = reading.tables["observations"]["flag"].to_pylist()
    assert flags == ["", "unavailable", "", ""]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"2006 to 2010": 140}, "column 2006 TO 2010: '140' is no percentage between 0 and 100"),
        ({"2006 to 2010": "about half"}, "'about half' is no number"),
        ({"Sex": "People"}, "'People' is no sex"),
        ({"Length_of_FU": 3}, "'3' is not one of 1, 10, 5"),
    ],
)
def test_a_cell_that_cannot_stand_refuses_the_file(tmp_path: Path, changes: Row, words: str) -> None:
    assert words in refusal(write(tmp_path / "surv.csv", [row() | changes], HEADINGS)).reason


def test_a_row_that_stands_twice_refuses_the_file(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "surv.csv", [row(), row()], HEADINGS)).code == "VALUE_TWICE"


def test_a_file_without_cohorts_or_with_one_that_runs_backwards_is_refused(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "a.csv", [{"Cancer_site": "Lung"}], HEADINGS[:3])).code == "HEADING_MISSING"
    odd = (*HEADINGS[:3], "2010 to 2006")
    assert refusal(write(tmp_path / "b.csv", [{"Cancer_site": "Lung"}], odd)).code == "COHORT_BACKWARDS"


def test_a_column_that_is_no_cohort_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, row(Remark="x"), headings=(*HEADINGS, "Remark"))
    assert "REMARK" in found(reading)["COLUMN_NOT_READ"]
