"""Populations: four layouts, the year that must be told, and totals held against their parts."""

from pathlib import Path
from typing import Any

import pytest
from tests.intake.indicators.tables import found, refusal, value, write

from clearway.intake.indicators.population_layouts import AGES
from clearway.intake.readers import read_here
from clearway.intake.reading import Declared, Reading

WIDE = ("code", "name", "all", *AGES)
LONG = ("sex", "Code", "Name", "Geography", "age", "count")
PROJECTED = ("C_AGE", "GENDER", "OBS_VALUE", "PROJECTED_YEAR_NAME", "GEOGRAPHY_CODE")
CENSUS = ("ltla21_code", "total_population", "total_females", "total_males")
Row = dict[str, Any]


def place(code: str = "E06000001", **changes: Any) -> Row:
    return {"code": code, "name": "Hartlepool", "all": 910} | dict.fromkeys(AGES, 10) | changes


def country(code: str, sex: str = "females", count: int = 10, **changes: Any) -> Row:
    return {"sex": sex, "Code": code, "Name": "ENGLAND", "Geography": "Country", "age": 0, "count": count} | changes


def projected(**changes: Any) -> Row:
    return dict(zip(PROJECTED, (90, 2, 5, 2030, "E92000001"), strict=True)) | changes


def read(folder: Path, rows: list[Row], headings: tuple[str, ...], name: str = "mid 2023.csv", **how: Any) -> Reading:
    return read_here(write(folder / name, rows, headings), Declared(**how))


def test_a_row_for_each_place_gives_its_total_and_every_single_age(tmp_path: Path) -> None:
    reading = read(tmp_path, [place()], WIDE)
    assert reading.findings == []
    assert reading.tables["observations"].num_rows == 92
    oldest = value(reading, "population.mid_year", "E06000001", age="90+")
    assert (oldest["value"], f"{oldest['period_start']}", oldest["period_end"]) == (
        10,
        "2023-06-30",
        oldest["period_start"],
    )


def test_other_places_than_districts_are_known_by_their_codes(tmp_path: Path) -> None:
    rows = [{"icb22_code" if name == "code" else name: cell for name, cell in place("E54000061").items()}]
    reading = read(tmp_path, rows, ("icb22_code", *WIDE[1:]))
    assert set(reading.tables["observations"]["area_type"].to_pylist()) == {"icb"}


def test_ages_that_do_not_add_up_to_the_total_are_named(tmp_path: Path) -> None:
    message = found(read(tmp_path, [place(all=911)], WIDE))["AGES_DIFFER_FROM_TOTAL"]
    assert message == "Hartlepool (row 2): the ages add up to 910 people, the printed total is 911."


def test_places_outside_england_are_left_out_and_counted(tmp_path: Path) -> None:
    reading = read(tmp_path, [place(), place("W06000015"), place("S12000033")], WIDE)
    assert found(reading)["OUTSIDE_ENGLAND"] == "Rows of places outside England were left out (2)."
    assert reading.tables["observations"].num_rows == 92


def test_an_age_that_has_no_column_makes_it_another_layout(tmp_path: Path) -> None:
    headings = tuple(name for name in WIDE if name != "47")
    rows = [{name: cell for name, cell in place().items() if name != "47"}]
    assert refusal(write(tmp_path / "mid 2023.csv", rows, headings)).code == "LAYOUT_UNKNOWN"


def test_the_year_comes_from_the_name_or_from_the_month_that_is_declared(tmp_path: Path) -> None:
    assert read(tmp_path, [place()], WIDE, "population20.csv").facts["first_month"] == "2020-06"
    assert read(tmp_path, [place()], WIDE, "people.csv", month="2022-06").facts["first_month"] == "2022-06"
    assert read(tmp_path, [place()], WIDE, "mid 2022.csv", month="2022-06").facts["first_month"] == "2022-06"


@pytest.mark.parametrize(
    ("name", "month", "code"),
    [
        ("people.csv", "", "YEAR_MISSING"),
        ("mid 2022 and 2023.csv", "", "YEAR_UNCLEAR"),
        ("mid 2022.csv", "2023-06", "YEAR_UNCLEAR"),
        ("people.csv", "2023-05", "MONTH_DIFFERS"),
    ],
)
def test_a_year_that_is_not_told_or_told_twice_refuses_the_file(
    tmp_path: Path, name: str, month: str, code: str
) -> None:
    assert refusal(write(tmp_path / name, [place()], WIDE), month=month).code == code


def test_small_areas_are_refused(tmp_path: Path) -> None:
    rows = [{"lsoa11_code" if name == "code" else name: cell for name, cell in place("E01011949").items()}]
    assert refusal(write(tmp_path / "mid 2020.csv", rows, ("lsoa11_code", *WIDE[1:]))).code == "SMALL_AREAS"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"47": -1}, "column 47: '-1' is no number of people"),
        ({"47": 10.5}, "is no number of people"),
        ({"47": ""}, "'' is no number of people"),
        ({"90+": "c"}, "column 90+: 'c' is no number"),
        ({"code": "X99"}, "'X99' is no ONS code of a place in England"),
    ],
)
def test_a_cell_that_cannot_stand_refuses_the_file(tmp_path: Path, changes: Row, words: str) -> None:
    assert words in refusal(write(tmp_path / "mid 2023.csv", [place() | changes], WIDE)).reason


def test_people_by_sex_and_age_are_kept_for_england_alone(tmp_path: Path) -> None:
    reading = read(tmp_path, [country("E92000001"), country("K03000001")], LONG)
    girls = value(reading, "population.mid_year", sex="Female", age="0")
    assert (girls["value"], girls["area_name"]) == (10, "England")


def test_four_countries_that_do_not_add_up_to_the_kingdom_are_named(tmp_path: Path) -> None:
    rows = [country(code) for code in ("E92000001", "N92000002", "S92000003", "W92000004")]
    assert (
        "add up to 40 people, the United Kingdom is 41"
        in found(read(tmp_path, [*rows, country("K02000001", count=41)], LONG))["COUNTRIES_DIFFER_FROM_KINGDOM"]
    )


def test_an_age_that_one_sex_lacks_is_named(tmp_path: Path) -> None:
    rows = [country("E92000001", "males"), country("E92000001", "males", age=1), country("E92000001")]
    assert found(read(tmp_path, rows, LONG))["AGE_GROUP_MISSING"] == "E92000001, 2023, Female: the ages 1 are missing."


def test_a_projection_is_kept_under_its_own_indicator_and_only_for_the_variant_that_is_known(tmp_path: Path) -> None:
    reading = read(tmp_path, [projected()], PROJECTED, "npp_hhh.csv")
    women = value(reading, "population.projection_2016_high", sex="Female", age="90+")
    assert (women["value"], f"{women['period_end']}") == (5, "2030-06-30")
    assert refusal(write(tmp_path / "npp_ppp.csv", [projected()], PROJECTED)).code == "VARIANT_UNKNOWN"


def test_a_projection_of_an_unknown_sex_or_age_is_refused(tmp_path: Path) -> None:
    assert "'3' is not one of 1, 2" in refusal(write(tmp_path / "hhh.csv", [projected(GENDER=3)], PROJECTED)).reason
    words = refusal(write(tmp_path / "hhh.csv", [projected(C_AGE=105)], PROJECTED)).reason
    assert "'105' is no single year of age" in words


def test_the_census_is_kept_by_sex_and_women_and_men_must_be_all(tmp_path: Path) -> None:
    rows = [dict(zip(CENSUS, ("E06000001", 100, 51, 48), strict=True))]
    reading = read(tmp_path, rows, CENSUS, "census.csv")
    assert "women and men do not add up to all 100 people" in found(reading)["SEXES_DIFFER_FROM_ALL"]
    women = value(reading, "population.census_2021", "E06000001", sex="Female")
    assert (women["value"], f"{women['period_start']}") == (51, "2021-03-21")
