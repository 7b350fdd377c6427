"""Stage 1 and 2 by place: levels, borrowed and missing values, and what is refused."""

from pathlib import Path
from typing import Any

import pytest
from tests.intake.indicators.tables import found, refusal, value, write

from clearway.intake.readers import read_here
from clearway.intake.reading import Reading

LOWER, UPPER = "Lower Confidence Interval (95%)", "Upper Confidence Interval (95%)"
HEADINGS = (
    *("AREACD", "AREANM", "Geography", "Variable Name", "Indicator", "Mission", "Category", "Period", "Value"),
    *("Measure", "Unit", LOWER, UPPER, "Observation Status", "Polarity", "Notes"),
)
STAGE = "Cancer diagnosis at stage 1 and 2"
Row = dict[str, Any]


def row(code: str = "E08000018", level: str = "Local Authority District", **changes: Any) -> Row:
    held = {"AREACD": code, "AREANM": "Rotherham ", "Geography": level, "Indicator": STAGE, "Period": 2018}
    return held | {"Value": 50, "Unit": "%", LOWER: 45, UPPER: 55} | changes


def read(folder: Path, *rows: Row) -> Reading:
    return read_here(write(folder / "stage.csv", rows, HEADINGS))


def test_a_share_is_kept_with_its_limits_and_a_name_without_its_trailing_space(tmp_path: Path) -> None:
    reading = read(tmp_path, row())
    assert reading.findings == []
    held = value(reading, "stage.early", "E08000018")
    assert (held["value"], held["lower"], held["upper"], held["area_name"]) == (0.5, 0.45, 0.55, "Rotherham")
    assert held["area_type"] == "district"


def test_one_name_at_two_levels_is_two_places(tmp_path: Path) -> None:
    region = row("E12000001", "Region", AREANM="North East")
    mayoral = row("E47000010", "Combined Authority or City Region", AREANM="North East")
    types = read(tmp_path, region, mayoral).tables["observations"]["area_type"].to_pylist()
    assert types == ["region", "combined_authority"]


def test_a_unitary_authority_stands_with_the_districts_under_either_level(tmp_path: Path) -> None:
    level = "County or Unitary Authority"
    reading = read(tmp_path, row("E06000066", level), row("E06000001"), row("E10000027", level))
    assert reading.tables["observations"]["area_type"].to_pylist() == ["district", "district", "county"]


def test_a_missing_value_and_a_borrowed_one_keep_the_publishers_word(tmp_path: Path) -> None:
    missing = row(Value="", **{LOWER: "", UPPER: "", "Observation Status": "u"})
    borrowed = row(Period=2017, **{"Observation Status": "Value of the county"})
    reading = read(tmp_path, missing, borrowed)
    flags = reading.tables["observations"].select(["value", "flag"]).to_pylist()
    assert flags == [{"value": None, "flag": "unreliable"}, {"value": 0.5, "flag": "Value of the county"}]


def test_rows_of_other_indicators_are_left_out_and_named(tmp_path: Path) -> None:
    reading = read(tmp_path, row(), row(Indicator="Healthy life expectancy", Unit="years"))
    assert "rows of other indicators were left out (1): Healthy life expectancy" in found(reading)["INDICATOR_NOT_READ"]


def test_england_outside_all_its_regions_is_named(tmp_path: Path) -> None:
    england = row("E92000001", "Nation", Value=70, **{LOWER: 69, UPPER: 71})
    reading = read(tmp_path, england, row("E12000001", "Region"), row("E12000002", "Region", Value=52))
    assert "2018: England's share 70.0% (row 2)" in found(reading)["ENGLAND_OUTSIDE_REGIONS"]


def test_a_place_that_lacks_a_year_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, row(), row(Period=2017), row("E08000019", AREANM="Sheffield"))
    assert found(reading)["YEAR_MISSING"] == "Sheffield (E08000019) has no row for 2017."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"Value": 101}, "column VALUE: '101' is no percentage"),
        ({LOWER: -1}, "'-1' is no percentage"),
        ({"Value": "n/a"}, "'n/a' is no number"),
        ({"Unit": "people"}, "'people' is not the unit of this series"),
        ({"Geography": "Region"}, "'Region' is not the level of E08000018"),
        ({"AREACD": "S12000033"}, "is no ONS code of a place in England"),
        ({"Period": "2013-15"}, "'2013-15' is no number"),
        ({"Value": "", LOWER: "", UPPER: ""}, "its value is missing, and nothing says why"),
    ],
)
def test_a_cell_that_cannot_stand_refuses_the_file(tmp_path: Path, changes: Row, words: str) -> None:
    assert words in refusal(write(tmp_path / "stage.csv", [row() | changes], HEADINGS)).reason


def test_a_file_of_other_indicators_alone_is_refused_and_says_what_it_holds(tmp_path: Path) -> None:
    words = refusal(write(tmp_path / "other.csv", [row(Indicator="Life expectancy")], HEADINGS))
    assert (words.code, "it holds Life expectancy" in words.reason) == ("INDICATOR_MISSING", True)


def test_a_place_that_stands_twice_refuses_the_file(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "stage.csv", [row(), row()], HEADINGS)).code == "VALUE_TWICE"
