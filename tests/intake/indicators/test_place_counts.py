"""Counts by place and age in our template: what makes a rate of all ages possible, and what would make it wrong."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from tests.intake.indicators.tables import found, refusal, value, write

from clearway.intake.readers import read_here
from clearway.intake.reading import Reading
from clearway.records.observations import ALL
from clearway.stats.standard_population import ESP_2013

ROOT = Path(__file__).parents[3]
TEMPLATE = ROOT / "docs" / "templates" / "age-specific-counts.csv"
HEADINGS = ("kind", "area_code", "area_name", "year", "sex", "age_band", "site", "count", "flag", "publisher")
Row = dict[str, Any]


def row(age: str = "0-64", count: Any = 10, **changes: Any) -> Row:
    told = ("registrations", "E06000001", "Hartlepool", 2023, "Female", age, "C50", count, "", "Made up")
    return dict(zip(HEADINGS, told, strict=True)) | changes


def read(folder: Path, *rows: Row) -> Reading:
    return read_here(write(folder / "counts.csv", rows, HEADINGS))


def test_counts_in_the_groups_of_the_standard_population_are_kept_without_a_finding(tmp_path: Path) -> None:
    reading = read(tmp_path, *[row(band) for band in ESP_2013.bands], row("All ages", 190))
    assert reading.findings == []
    held = value(reading, "place_counts.registrations", "E06000001", sex="Female", age="65-69", category="C50")
    assert (held["value"], held["area_type"], held["publisher"]) == (10, "district", "Made up")


def test_other_age_groups_are_kept_and_it_is_said_that_no_rate_comes_of_them(tmp_path: Path) -> None:
    reading = read(tmp_path, row("0-64"), row("65+"))
    assert set(found(reading)) == {"AGE_GROUPS_OTHER"}
    assert "Row 2: the age group 0-64 is none of those" in found(reading)["AGE_GROUPS_OTHER"]
    assert reading.tables["observations"].num_rows == 2


def test_the_template_that_is_shipped_is_read(tmp_path: Path) -> None:
    reading = read_here(TEMPLATE)
    assert reading.findings == []
    assert reading.reader == "age_specific_counts"
    with TEMPLATE.open(encoding="utf-8") as stream:
        assert next(csv.reader(stream)) == list(HEADINGS)
    ages = set(reading.tables["observations"]["age"].to_pylist())
    assert ages == {*ESP_2013.bands, ALL}
    assert not re.search(r",\d+-\d+,", TEMPLATE.read_text(encoding="utf-8")), "Excel would make dates of these"


def test_age_groups_that_overlap_would_count_people_twice_and_are_refused(tmp_path: Path) -> None:
    words = refusal(write(tmp_path / "c.csv", [row("0-64"), row("60-89"), row("90+")], HEADINGS))
    assert words.code == "AGE_GROUPS_OVERLAP"
    assert "row 3: the age group 60-89 overlaps 0-64" in words.reason
    assert refusal(write(tmp_path / "d.csv", [row("85+"), row("90+")], HEADINGS)).code == "AGE_GROUPS_OVERLAP"


@pytest.mark.parametrize(
    ("ages", "what"),
    [
        (("20-64", "65+"), "nothing is counted before 20-64"),
        (("0-64", "70+"), "nothing is counted before 70+"),
        (("0-64", "65-89"), "nothing is counted after 65-89"),
    ],
)
def test_ages_that_are_left_out_are_named(tmp_path: Path, ages: tuple[str, ...], what: str) -> None:
    assert what in found(read(tmp_path, *[row(age) for age in ages]))["AGES_LEFT_OUT"]


def test_age_groups_that_do_not_add_up_to_all_ages_are_named(tmp_path: Path) -> None:
    message = found(read(tmp_path, row("0-64"), row("65+"), row("ALL", 21)))["AGES_DIFFER_FROM_TOTAL"]
    assert "the age groups add up to 20, the row of all ages says 21" in message


def test_a_count_that_is_held_back_says_why_and_may_be_missing_from_the_sum(tmp_path: Path) -> None:
    reading = read(tmp_path, row("0-64", "", flag="suppressed"), row("65+"), row("ALL", 13))
    assert "AGES_DIFFER_FROM_TOTAL" not in found(reading)
    held = value(reading, "place_counts.registrations", "E06000001", sex="Female", age="0-64", category="C50")
    assert (held["value"], held["flag"]) == (None, "suppressed")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"count": ""}, "is empty, and no flag says why"),
        ({"count": -3}, "'-3' is no number of people"),
        ({"kind": "cases"}, "'cases' is not one of DEATHS, REGISTRATIONS"),
        ({"area_code": "Hartlepool"}, "is no ONS code of a place in England"),
        ({"site": "Breast"}, "'Breast' is no ICD-10 code or range"),
        ({"age_band": "65 ish"}, "'65 ish' is no age group"),
        (
            {"age_band": "05-Sep"},
            "'05-Sep' is no age group (such as 20 to 24, or 90 and over; Excel makes a date of 5-9",
        ),
        ({"age_band": "Oct-14"}, "'Oct-14' is no age group"),
        ({"publisher": ""}, "every row must name the same publisher"),
        ({"publisher": "Somebody else"}, "the file names 2"),
    ],
)
def test_a_cell_that_cannot_stand_refuses_the_file(tmp_path: Path, changes: Row, words: str) -> None:
    rows = [row("0-64"), row("65+") | changes]
    assert words in refusal(write(tmp_path / "c.csv", rows, HEADINGS)).reason


def test_a_count_that_stands_twice_refuses_the_file(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "c.csv", [row("0-64"), row("0 to 64", 9)], HEADINGS)).code == "VALUE_TWICE"


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "c.csv", [], HEADINGS)).code == "NO_VALUES"


def test_files_of_other_places_sites_or_sexes_stand_beside_each_other(tmp_path: Path) -> None:
    """A later file of the same table takes the place of an earlier one: these are not the same table."""
    changes = ({}, {"area_code": "E06000002"}, {"site": "C61"}, {"sex": "Male"}, {"kind": "deaths"})
    tables = [read(tmp_path, row("90+") | change).facts["table"] for change in changes]
    assert len(set(tables)) == len(tables)
    again = read(tmp_path, row("90+", 11), row("85-89", 3)).facts["table"]
    assert again == tables[0]
