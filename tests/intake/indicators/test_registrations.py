"""CancerData files: what is read once, what is held against what, and what is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.intake.indicators.tables import found, refusal, value, write

from clearway.intake.indicators.cancer_sites import printed_sites, site_title
from clearway.intake.readers import read_here
from clearway.intake.reading import Reading

HEADINGS = (
    *("Year", "Gender", "Age_at_Diagnosis", "Geography_code", "Geography_name", "ICD10_code", "Site_description"),
    *("Count", "Type_of_rate", "Rate", "LCI", "UCI", "Flag"),
)
NAME = "Inc_made_up.csv"
Row = dict[str, Any]


def row(**changes: Any) -> Row:
    return {
        "Year": 2019, "Gender": "Persons", "Age_at_Diagnosis": "All ages", "Geography_code": "E92000001",
        "Geography_name": "England", "ICD10_code": "C34", "Count": 100,
        "Type_of_rate": "Non-standardised", "Rate": 50, "LCI": 40, "UCI": 60, "Flag": "",
        "Site_description": printed_sites().get(str(changes.get("ICD10_code", "C34")), "Somewhere"),
    } | changes  # fmt: skip


def both(**changes: Any) -> list[Row]:
    return [row(**changes), row(**{"Rate": 55, **changes, "Type_of_rate": "Age-standardised"})]


def band(age: str, count: int, **changes: Any) -> Row:
    return row(Age_at_Diagnosis=age, Count=count, Type_of_rate="Age-specific", **changes)


def read(folder: Path, *rows: Row, name: str = NAME, headings: tuple[str, ...] = HEADINGS) -> Reading:
    return read_here(write(folder / name, rows, headings))


def test_a_count_that_stands_beside_both_rates_is_read_once(tmp_path: Path) -> None:
    reading = read(tmp_path, *both())
    assert reading.findings == []
    assert reading.tables["observations"].num_rows == 3
    assert value(reading, "ndrs.incidence_count", category="C34")["value"] == 100
    crude = value(reading, "ndrs.incidence_crude", category="C34")
    assert (crude["value"], crude["lower"], crude["upper"], crude["numerator"]) == (50, 40, 60, 100)
    assert value(reading, "ndrs.incidence_standardised", category="C34")["value"] == 55


@pytest.mark.parametrize(
    ("flag", "meaning"), [("s", "suppressed"), ("u", "unreliable"), ("as", "too few to standardise")]
)
def test_a_flag_is_kept_in_words_and_a_rate_that_is_not_printed_stays_empty(
    tmp_path: Path, flag: str, meaning: str
) -> None:
    reading = read(tmp_path, *both(Rate="NA", LCI="NA", UCI="NA", Flag=flag))
    rate = value(reading, "ndrs.incidence_standardised", category="C34")
    assert (rate["value"], rate["flag"]) == (None, meaning)


def test_a_flag_that_nobody_knows_is_kept_and_named(tmp_path: Path) -> None:
    reading = read(tmp_path, *both(Flag="x"))
    assert "'x' is not known (first in row 2)" in found(reading)["FLAG_UNKNOWN"]
    assert value(reading, "ndrs.incidence_crude", category="C34")["flag"] == "x"


def test_counts_that_differ_beside_the_two_rates_are_left_out_and_named(tmp_path: Path) -> None:
    crude, standardised = both()
    reading = read(tmp_path, crude, standardised | {"Count": 101})
    assert "row 2 counts 100, row 3 counts 101" in found(reading)["COUNT_DIFFERS_BY_RATE"]
    count = value(reading, "ndrs.incidence_count", category="C34")
    assert (count["value"], count["flag"]) == (None, "two counts printed")


def test_a_lost_row_of_the_second_rate_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, *both(), row(Year=2018))
    assert "only the crude rate is in the file (row 4)" in found(reading)["RATE_MISSING"]


def test_age_groups_that_begin_above_0_say_how_many_people_they_leave_out(tmp_path: Path) -> None:
    reading = read(tmp_path, *both(), band("20 to 24", 10), band("25 and over", 80))
    assert "They are 10 of 100 (10.00%)" in found(reading)["YOUNGEST_MISSING"]
    assert value(reading, "ndrs.incidence_age_specific", age="25+", category="C34")["numerator"] == 80


def test_age_groups_that_hold_more_people_than_their_total_are_named(tmp_path: Path) -> None:
    reading = read(tmp_path, *both(), band("20 to 24", 10), band("25 and over", 95))
    assert "add up to 105, the total is 100" in found(reading)["AGES_ABOVE_TOTAL"]


def test_age_groups_of_all_ages_that_fall_short_of_their_total_are_named(tmp_path: Path) -> None:
    reading = read(tmp_path, *both(), band("0 to 24", 10), band("25 and over", 80))
    assert set(found(reading)) == {"AGES_BELOW_TOTAL"}


def test_an_age_group_that_one_year_lacks_is_named(tmp_path: Path) -> None:
    rows = [band(age, 10, Year=year) for year in (2018, 2019) for age in ("0 to 24", "25 to 49", "50 and over")]
    reading = read(tmp_path, *rows[:-2], rows[-1])
    assert found(reading)["AGE_GROUP_MISSING"] == "C34, 2019, persons, E92000001: the age group 25-49 is missing."


def test_women_and_men_that_do_not_add_up_to_all_are_named(tmp_path: Path) -> None:
    rows = [*both(), *both(Gender="Female", Count=60), *both(Gender="Male", Count=41)]
    assert "women and men add up to 101, all people are 100" in found(read(tmp_path, *rows))["SEXES_DIFFER_FROM_ALL"]


def test_a_cancer_of_one_sex_needs_no_row_for_all_people(tmp_path: Path) -> None:
    assert read(tmp_path, *both(Gender="Male", ICD10_code="C61")).findings == []


def test_limits_that_do_not_hold_their_rate_are_named(tmp_path: Path) -> None:
    assert set(found(read(tmp_path, *both(UCI=49)))) == {"LIMITS_NOT_AROUND"}


def test_whether_cases_or_deaths_are_counted_is_told_by_the_name_and_never_guessed(tmp_path: Path) -> None:
    assert value(read(tmp_path, *both(), name="Mort_x.csv"), "ndrs.mortality_count", category="C34")["value"] == 100
    for name in ("download.csv", "inc_and_mort.csv"):
        assert refusal(write(tmp_path / name, both(), HEADINGS)).code == "SUBJECT_UNCLEAR"


@pytest.mark.parametrize(("name", "rate"), [("Mort_all.csv", 577.7), ("Inc_all.csv", 256.9)])
def test_deaths_under_the_name_of_new_cases_are_refused_and_the_other_way_round(
    tmp_path: Path, name: str, rate: float
) -> None:
    rows = both(ICD10_code="C00-C97", Rate=rate, LCI=rate - 1, UCI=rate + 1)
    assert refusal(write(tmp_path / name, rows, HEADINGS)).code == "SUBJECT_DIFFERS"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"Count": -1}, "row 2, column COUNT: '-1' is no number of people"),
        ({"Count": 3.5}, "'3.5' is no number of people"),
        ({"Count": ""}, "'' is no number of people"),
        ({"Count": "many"}, "'many' is no number"),
        ({"Rate": -2, "LCI": -3}, "column RATE: '-2' is no rate"),
        ({"Year": "2019/20"}, "'2019/20' is no number"),
        ({"Year": 20190}, "column YEAR: '20190' is no year"),
        ({"Gender": "Unknown"}, "'Unknown' is no sex"),
        ({"Age_at_Diagnosis": "young"}, "'young' is no age group"),
        ({"Age_at_Diagnosis": "24 to 20"}, "'24 to 20' is no age group"),
        ({"Age_at_Diagnosis": "20 to 24"}, "'Non-standardised' cannot be the rate of 20 to 24"),
        ({"Geography_code": "RFF"}, "'RFF' is no ONS code of a place in England"),
        ({"Geography_code": "W92000004"}, "'W92000004' is no ONS code of a place in England"),
        ({"ICD10_code": "Lung"}, "'Lung' is no ICD-10 code"),
        ({"Type_of_rate": "Smoothed"}, "'Smoothed' is not one of AGE-SPECIFIC, AGE-STANDARDISED, NON-STANDARDISED"),
        ({"Rate": "", "LCI": "", "UCI": ""}, "its value is missing, and nothing says why"),
    ],
)
def test_a_cell_that_cannot_stand_refuses_the_file_by_row_and_column(tmp_path: Path, changes: Row, words: str) -> None:
    assert words in refusal(write(tmp_path / NAME, [row(**changes), row(Year=2018)], HEADINGS)).reason


def test_a_value_that_stands_twice_refuses_the_file(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / NAME, [*both(), row(Rate=51)], HEADINGS)).code == "VALUE_TWICE"


def test_columns_are_found_by_their_headings_in_any_order_and_unknown_ones_are_named(tmp_path: Path) -> None:
    headings = (*reversed(HEADINGS), "Completeness")
    reading = read(tmp_path, *[one | {"Completeness": 1} for one in both()], headings=headings)
    assert "COMPLETENESS" in found(reading)["COLUMN_NOT_READ"]
    assert value(reading, "ndrs.incidence_count", category="C34")["value"] == 100


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    rows = [{name: cell for name, cell in one.items() if name != "LCI"} for one in both()]
    headings = tuple(name for name in HEADINGS if name != "LCI")
    words = refusal(write(tmp_path / NAME, rows, headings))
    assert (words.code, "no column is headed LCI" in words.reason) == ("HEADING_MISSING", True)


@pytest.mark.parametrize("twist", [str.upper, str.lower])
def test_headings_are_known_in_any_case(tmp_path: Path, twist: Callable[[str], str]) -> None:
    rows = [{twist(name): cell for name, cell in one.items()} for one in both()]
    assert read(tmp_path, *rows, headings=tuple(map(twist, HEADINGS))).findings == []


def test_downloads_of_other_sites_stand_beside_each_other_in_a_store(tmp_path: Path) -> None:
    few = [read(tmp_path, *both(ICD10_code=site)).facts["table"] for site in ("C34", "C50")]
    many = [
        read(tmp_path, *[one for number in numbers for one in both(ICD10_code=f"C{number}")]).facts["table"]
        for numbers in (range(10, 15), range(11, 16))
    ]
    assert len({*few, *many}) == 4
    assert "5 sites (" in many[0]


def test_a_site_that_is_new_or_stands_under_other_words_is_kept_and_named(tmp_path: Path) -> None:
    reading = read(tmp_path, *both(Site_description="Lung and more"), *both(ICD10_code="C999"))
    assert "Row 2: the site C34 (Lung and more) was not seen before" in found(reading)["SITE_STRANGE"]
    assert [one.count for one in reading.findings] == [2]
    assert value(reading, "ndrs.incidence_count", category="C999")["value"] == 100


def test_a_site_has_short_words_for_people() -> None:
    codes = ("C33-C34", "C80", "C43", "C82-C86", "C00-C97", "C999")
    assert [site_title(code) for code in codes] == [
        "Trachea, bronchus and lung", "Without specification of site", "Malignant melanoma of skin",
        "Non-Hodgkin lymphoma", "All malignant cancers", "C999",
    ]  # fmt: skip
