"""Survey results in the shipped template: scores, adjusted scores, expected ranges; what is checked and refused."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from clearway.intake.indicators.survey_row import HEADINGS
from clearway.intake.indicators.templates import TEMPLATES
from clearway.intake.readers import read_here
from clearway.intake.reading import Reading
from clearway.records.findings import Refused

ENGLAND, TRUST_A, TRUST_B, HELD_BACK, MEAN = list(csv.DictReader(io.StringIO(TEMPLATES["survey"].text())))


def read(tmp_path: Path, *rows: dict[str, str], headings: tuple[str, ...] = tuple(HEADINGS)) -> Reading:
    path = tmp_path / "survey.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, headings, restval="", extrasaction="ignore")
        out.writeheader()
        out.writerows(rows)
    return read_here(path)


def value(reading: Reading, indicator: str, code: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = reading.tables["observations"].to_pylist()
    (row,) = [one for one in rows if one["indicator"] == indicator and one["area_code"] == code]
    return row


def found(reading: Reading) -> dict[str, str]:
    return {one.id: one.message for one in reading.findings}


def test_the_shipped_template_reads_as_it_is_without_a_finding(tmp_path: Path) -> None:
    reading = read(tmp_path, ENGLAND, TRUST_A, TRUST_B, HELD_BACK, MEAN)
    assert reading.findings == []
    assert list(ENGLAND) == list(HEADINGS)
    score = value(reading, "example.score", "RZB")
    assert (score["value"], score["lower"], score["upper"], score["denominator"]) == (0.9, 0.873, 0.921, 600)
    assert (score["category"], score["area_type"], score["publisher"]) == (
        "Q17",
        "provider",
        "EXAMPLE: made-up numbers",
    )
    assert value(reading, "example.adjusted_score", "RZB")["value"] == 0.903
    assert value(reading, "example.expected_lower", "RZB")["value"] == 0.889
    assert value(reading, "example.expected_upper", "RZB")["lower"] is None
    assert value(reading, "example.mean_score", "RZA")["value"] == 8.9
    assert value(reading, "example.mean_expected_upper", "RZA")["value"] == 9.1


def test_a_suppressed_score_is_missing_and_says_why(tmp_path: Path) -> None:
    row = value(read(tmp_path, ENGLAND, HELD_BACK), "example.score", "RZC")
    assert (row["value"], row["denominator"], row["flag"]) == (None, None, "suppressed")


def test_a_fraction_is_read_as_its_unit_says(tmp_path: Path) -> None:
    score = {"Unit": "fraction", "Score": "0.93", "Score lower 95%": "0.9", "Score upper 95%": "0.95"}
    adjusted = {"Adjusted score": "0.926", "Expected range lower": "0.884", "Expected range upper": "0.94"}
    assert value(read(tmp_path, TRUST_A | score | adjusted), "example.score", "RZA")["value"] == 0.93


def test_tumour_groups_and_groups_of_people_are_values_of_their_own(tmp_path: Path) -> None:
    rows = [TRUST_A, TRUST_A | {"Tumour group": "Breast"}, TRUST_A | {"Sex": "Female", "Age": "65 to 74"}]
    reading = read(tmp_path, *rows)
    held = reading.tables["observations"].to_pylist()
    told = {(row["category"], row["sex"], row["age"]) for row in held}
    assert told == {("Q17", "ALL", "ALL"), ("Q17, Breast", "ALL", "ALL"), ("Q17", "Female", "65-74")}


def test_trusts_are_held_against_england(tmp_path: Path) -> None:
    reading = read(tmp_path, ENGLAND, TRUST_A, TRUST_B | {"Score": "88"})
    assert "that of all its trusts' answers 0.9000" in found(reading)["SCORES_NOT_ENGLAND"]
    reading = read(tmp_path, ENGLAND | {"Responses": "900"}, TRUST_A, TRUST_B)
    assert "England has 900 answers to Q17, its trusts together 1,000" in found(reading)["PARTS_OVER_WHOLE"]


def test_a_score_of_few_answers_is_named(tmp_path: Path) -> None:
    assert "row 2: a score of 9 answers" in found(read(tmp_path, TRUST_A | {"Responses": "9"}))["FEW_ANSWERS"]


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"Score": ""}, "SCORE", "is missing, and the row is not marked as suppressed"),
        ({"Suppressed": "yes"}, "SCORE", "is given, though the row is marked as suppressed"),
        ({"Score": "930"}, "SCORE", "is not between 0 and 100, though the unit is %"),
        ({"Unit": "fraction"}, "SCORE", "is not between 0 and 1, though the unit is fraction"),
        ({"Unit": "per cent"}, "UNIT", "is not one of: %, fraction, mean 0 to 10"),
        ({"Expected range lower": ""}, "EXPECTED RANGE LOWER", "is missing: a range has two ends"),
        ({"Expected range lower": "95"}, "EXPECTED RANGE LOWER", "is above the other end of its range"),
        ({"Adjusted score": ""}, "ADJUSTED SCORE", "is missing: the expected range is that of the adjusted score"),
        ({"Responses": "40.5"}, "RESPONSES", "is no number of people"),
        ({"Organisation code": "E56000005"}, "ORGANISATION CODE", "is no code of the kind Trust"),
        ({"Organisation type": "Hospital"}, "ORGANISATION TYPE", "is not one of"),
        ({"Survey": "CPES 2023!"}, "SURVEY", "is no short name"),
        ({"Period start": "April 2023"}, "PERIOD START", "is no day such as 2023-04-01"),
        ({"Question": ""}, "QUESTION", "is empty"),
        ({"Suppressed": ""}, "SUPPRESSED", "is not one of: yes, no"),
    ],
)
def test_a_cell_that_cannot_be_right_is_refused_by_row_and_column(
    tmp_path: Path, change: dict[str, str], column: str, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, ENGLAND, TRUST_A | change)
    assert f"row 3, column {column}: " in refused.value.reason
    assert said in refused.value.reason


def test_scores_headed_as_per_cent_that_are_fractions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, ENGLAND | {"Score": "0.912", "Score lower 95%": "0.8", "Score upper 95%": "0.95"})
    assert refused.value.code == "UNIT_CONTRADICTED"


def test_two_surveys_in_one_file_and_one_score_given_twice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is of another survey or publisher than row 2"):
        read(tmp_path, ENGLAND, TRUST_A | {"Survey": "another"})
    with pytest.raises(Refused, match="give the same value twice"):
        read(tmp_path, TRUST_A, TRUST_A)


def test_a_template_without_a_needed_column_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no column is headed UNIT"):
        read(tmp_path, ENGLAND, headings=tuple(one for one in HEADINGS if one != "Unit"))


def test_the_templates_are_the_ones_that_the_documentation_shows() -> None:
    page = Path(__file__).parents[3] / "docs/templates/age-specific-counts.csv"
    assert TEMPLATES["age-specific-counts"].text() == page.read_text(encoding="utf-8")
