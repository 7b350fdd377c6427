"""The known part of a share in our template: what makes bounds possible, and what would make them wrong."""

from pathlib import Path
from typing import Any

import pytest
from tests.intake.indicators.tables import refusal, value, write

from clearway.intake.indicators.completeness import ROLES
from clearway.intake.indicators.series import series_table
from clearway.intake.indicators.templates import TEMPLATES
from clearway.intake.readers import read_here

HEADINGS = [heading.lower() for heading in ROLES]
BARNSLEY = ("stage.early", "E08000016", "Barnsley", 2018, 41, 50, "", "Made up")


def row(**changes: Any) -> dict[str, Any]:
    return dict(zip(HEADINGS, BARNSLEY, strict=True)) | changes


def test_the_template_that_is_shipped_is_read_with_counts_and_with_a_share_alone(tmp_path: Path) -> None:
    path = tmp_path / "completeness.csv"
    path.write_text(TEMPLATES["completeness"].text(), encoding="utf-8")
    reading = read_here(path)
    assert (reading.reader, reading.findings) == ("completeness_of_shares", [])
    barnsley = value(reading, "stage.completeness", "E08000016")
    assert (barnsley["value"], barnsley["numerator"], barnsley["denominator"]) == (0.82, 41, 50)
    rotherham = value(reading, "stage.completeness", "E08000018")
    assert (rotherham["value"], rotherham["numerator"], rotherham["area_type"]) == (0.794, None, "district")


def test_every_series_that_it_brings_stands_in_the_table_and_every_known_part_can_be_loaded() -> None:
    told = {one.known_part.series for one in series_table().values() if one.known_part}
    assert told == {"stage.completeness"}
    assert told <= set(series_table())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"known": 51}, "is more than all of them"),
        ({"known": 0, "all": 0}, "there are none at all"),
        ({"known_percent": 90}, "is not the share of the counts beside it, 82.0%"),
        ({"known": "", "all": ""}, "there are no counts instead"),
        ({"known": ""}, "is no number of people"),
        ({"known": "", "all": "", "known_percent": 120}, "is no percentage between 0 and 100"),
        ({"series": "ndrs.incidence_count"}, "is not one of STAGE.EARLY"),
        ({"area_code": "RHQ"}, "is no ONS code of a place"),
    ],
)
def test_what_cannot_be_the_known_part_of_a_share_is_refused_by_row_and_column(
    tmp_path: Path, changes: dict[str, Any], words: str
) -> None:
    refused = refusal(write(tmp_path / "c.csv", [row(), row(year=2017, **changes)], HEADINGS))
    assert words in refused.reason
    assert "row 3, column" in refused.reason


def test_a_file_of_two_publishers_or_of_none_is_refused(tmp_path: Path) -> None:
    rows = [row(), row(year=2017, publisher="Somebody else")]
    assert refusal(write(tmp_path / "two.csv", rows, HEADINGS)).code == "PUBLISHER_UNCLEAR"
    assert refusal(write(tmp_path / "none.csv", [row(publisher="")], HEADINGS)).code == "PUBLISHER_UNCLEAR"
    assert refusal(write(tmp_path / "empty.csv", [], HEADINGS)).code == "NO_VALUES"
