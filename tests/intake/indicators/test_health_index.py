"""The Health Index: values by district, scores by ICB, and which of them are one measurement."""

from pathlib import Path
from typing import Any

import pytest
from tests.intake.indicators.tables import found, refusal, value, write

from clearway.intake.indicators.health_index import slug
from clearway.intake.readers import read_here
from clearway.intake.reading import Reading

DISTRICTS = ("ltla21_code", "year", "indicator", "value")
BOARDS = ("icb22_code", "icb22_name", "year", "indicator", "value")
Row = dict[str, Any]


def district(code: str = "E06000001", year: int = 2019, **changes: Any) -> Row:
    return {"ltla21_code": code, "year": year, "indicator": "Smoking", "value": 20.5} | changes


def board(**changes: Any) -> Row:
    return {"icb22_code": "E54000061", "icb22_name": "NHS South Yorkshire", "year": 2019, "indicator": "smoking"} | {
        "value": 95.2
    } | changes  # fmt: skip


def read(folder: Path, *rows: Row, headings: tuple[str, ...] = DISTRICTS) -> Reading:
    return read_here(write(folder / "index.csv", rows, headings))


def test_a_percentage_becomes_a_share_and_other_units_stay_as_published(tmp_path: Path) -> None:
    reading = read(tmp_path, district(), district(indicator="Alcohol misuse", value=566.5))
    assert reading.findings == []
    assert value(reading, "health_index.smoking", "E06000001")["value"] == 0.205
    assert value(reading, "health_index.alcohol_misuse", "E06000001")["value"] == 566.5


def test_scores_by_board_are_another_indicator(tmp_path: Path) -> None:
    reading = read(tmp_path, board(), headings=BOARDS)
    assert value(reading, "health_index_score.smoking", "E54000061")["value"] == 95.2
    assert reading.facts["table"] == "index scores by ICB, health_index_score.smoking, E54000061"


def test_names_with_commas_apostrophes_and_hyphens_become_keys() -> None:
    assert slug("Children\u2019s social, emotional and mental health") == "childrens_social_emotional_and_mental_health"
    assert slug("Self-harm") == "self_harm"


def test_an_indicator_that_nobody_knows_is_left_out_and_named(tmp_path: Path) -> None:
    reading = read(tmp_path, district(), district(indicator="Tree cover"))
    assert "'Tree cover' is not known (first in row 3)" in found(reading)["INDICATOR_UNKNOWN"]
    assert reading.tables["observations"].num_rows == 1


def test_years_in_which_every_place_repeats_itself_are_named(tmp_path: Path) -> None:
    rows = [district(code, year, value=10) for code in ("E06000001", "E06000002") for year in (2017, 2018)]
    moved = [district(code, 2019, value=11) for code in ("E06000001", "E06000002")]
    message = found(read(tmp_path, *rows, *moved))["VALUES_REPEATED"]
    assert message == "Every place has the value of the year before: health_index.smoking in 2018."


def test_one_place_that_repeats_itself_says_nothing(tmp_path: Path) -> None:
    rows = [district("E06000001", 2018), district("E06000001", 2019), district("E06000002", 2018, value=9)]
    assert read(tmp_path, *rows, district("E06000002", 2019)).findings == []


def test_a_place_that_lacks_an_indicator_in_a_year_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, district(), district("E06000002"), district("E06000002", 2020))
    assert found(reading)["PLACES_MISSING"] == "health_index.smoking, 2020: 1 of 2 places have no row."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": 101}, "column VALUE: '101' is no percentage"),
        ({"value": "NA"}, "'NA' is no number"),
        ({"ltla21_code": "E54000061"}, "'E54000061' is no code of a district"),
        ({"ltla21_code": "E06"}, "is no ONS code of a place in England"),
        ({"year": 15}, "'15' is no year"),
    ],
)
def test_a_cell_that_cannot_stand_refuses_the_file(tmp_path: Path, changes: Row, words: str) -> None:
    assert words in refusal(write(tmp_path / "index.csv", [district() | changes], DISTRICTS)).reason


def test_a_score_beyond_the_scale_refuses_the_file(tmp_path: Path) -> None:
    assert "is no index score" in refusal(write(tmp_path / "index.csv", [board(value=2019)], BOARDS)).reason


def test_an_empty_value_is_kept_as_unavailable(tmp_path: Path) -> None:
    held = value(read(tmp_path, district(value="")), "health_index.smoking", "E06000001")
    assert (held["value"], held["flag"]) == (None, "unavailable")


def test_a_file_of_unknown_indicators_alone_is_refused(tmp_path: Path) -> None:
    words = refusal(write(tmp_path / "index.csv", [district(indicator="Tree cover")], DISTRICTS))
    assert words.code == "INDICATOR_MISSING"


def test_a_value_that_stands_twice_refuses_the_file(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "index.csv", [district(), district(value=9)], DISTRICTS)).code == "VALUE_TWICE"
