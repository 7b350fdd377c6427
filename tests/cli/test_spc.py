"""`clearway spc`: a series of a file, its limits, special causes, icons and chart."""

import csv
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from clearway.cli.app import gather

LOW, HIGH = [0, 4, 0, 4, 0, 4, 0], [5, 9, 5, 9, 5, 9, 5]


def months(values: list[Any], first: int = 1) -> str:
    rows = [
        f"{2023 + (place + first - 1) // 12}-{(place + first - 1) % 12 + 1:02d},{value}"
        for place, value in enumerate(values)
    ]
    return "\n".join(["month,value", *rows, ""])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "series.csv"
    path.write_text(months([*LOW, *HIGH]), encoding="utf-8")
    return path


def run(file: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(gather(), ["spc", str(file), "--value", "value", "--date", "month", *map(str, arguments)])


def told(file: Path, *arguments: str | Path) -> dict[str, Any]:
    ended = run(file, "--json", *arguments)
    assert ended.exit_code == 0, ended.stderr
    return json.loads(ended.stdout)


def test_limits_causes_and_icons_come_as_json_alone(file: Path) -> None:
    found = told(file, "--target", "20", "--direction", "higher")
    assert (found["variation"], found["assurance"]) == ("improvement_high", "consistent_fail")
    assert [point["special_cause"] for point in found["points"]] == ["shift_low"] * 7 + ["shift_high"] * 7
    assert found["points"][0]["date"] == "2023-01"
    assert found["points"][0]["moving_range"] is None
    assert found["sentence"].startswith("The latest value, February 2024, is 5: part of a run above the mean")


def test_a_rebase_restarts_limits_and_keeps_its_reason(file: Path) -> None:
    found = told(file, "--rebase", "2023-08=New clinic; decided by A. Manager", "--direction", "higher")
    assert found["variation"] == "common_cause"
    assert found["rebased"] == [{"date": "2023-08-01", "reason": "New clinic; decided by A. Manager"}]
    assert {point["phase"] for point in found["points"]} == {1, 2}


def test_edge_e11_a_rebase_outside_the_series_is_refused_and_one_without_a_reason_is_wrong_use(file: Path) -> None:
    ended = run(file, "--rebase", "2025-01=New clinic")
    assert ended.exit_code == 3
    assert "2025-01-01 is not a point of the series" in ended.stderr
    assert run(file, "--rebase", "2023-08").exit_code == 2
    assert run(file, "--rebase", "August=New").exit_code == 2


def test_a_rebase_at_a_month_without_a_row_is_refused_too(file: Path) -> None:
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(row for row in rows if not row.startswith("2023-08")), encoding="utf-8")
    assert run(file, "--rebase", "2023-08=New clinic").exit_code == 3
    points = told(file)["points"]
    assert points[7] == points[7] | {"date": "2023-08", "value": None, "special_cause": "missing"}
    assert points[8]["moving_range"] is None
    assert told(file, "--pass-gaps")["points"][8]["moving_range"] == 9


def test_the_screen_and_the_lengths_of_the_rules_are_settings_that_are_told(file: Path) -> None:
    file.write_text(months([1, 2, 1, 2, 40, 1, 2, 1, 2, 1, 2, 1, 2, 1]), encoding="utf-8")
    screened, kept = told(file), told(file, "--unscreened")
    assert screened["points"][0]["upper"] < kept["points"][0]["upper"]
    assert "unscreened" in kept["settings"]
    assert "A shift is 8 points, a trend 6" in told(file, "--shift", "8", "--trend", "6")["settings"]


def test_the_chart_and_the_rows_are_written(file: Path, tmp_path: Path) -> None:
    svg, table = tmp_path / "chart.svg", tmp_path / "rows.csv"
    ended = run(file, "--svg", svg, "--csv", table, "--direction", "lower", "--note", "2023-03=Campaign began")
    assert ended.exit_code == 0
    words = " ".join(ElementTree.fromstring(svg.read_text(encoding="utf-8")).itertext())
    assert "A (1 March 2023): Campaign began" in words
    assert "XmR, screened moving ranges" in words
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["point"] for row in rows] == ["improvement_low"] * 7 + ["concern_high"] * 7
    assert "Variation: Special cause for concern: higher values" in ended.stdout


def test_shares_with_denominators_and_a_target_that_moves(tmp_path: Path) -> None:
    path = tmp_path / "shares.csv"
    rows = [f"2024-{month:02d},{month % 2 + 7},10,{0.2 if month < 12 else 0.99}" for month in range(1, 13)]
    path.write_text("\n".join(["month,value,people,wanted", *rows]) + "\n", encoding="utf-8")
    found = told(path, "--chart", "p", "--of", "people", "--target-column", "wanted", "--direction", "higher")
    assert found["points"][0]["denominator"] == 10
    assert found["points"][0]["value"] == 0.8
    assert found["assurance"] == "inconsistent"
    assert "limits on trial" in found["settings"]
    assert "75.0%" in run(path, "--chart", "p", "--of", "people").stdout or "70.0%" in found["sentence"]


def test_a_chart_that_needs_denominators_and_one_that_has_none_to_use_are_wrong_use(file: Path) -> None:
    assert run(file, "--chart", "p").exit_code == 2
    assert run(file, "--of", "value").exit_code == 2


def test_a_target_of_85_for_shares_is_wrong_use_and_says_how_to_write_it(file: Path) -> None:
    file.write_text("month,value\n2024-01,71%\n2024-02,72%\n2024-03,70%\n", encoding="utf-8")
    ended = run(file, "--target", "85")
    assert ended.exit_code == 2
    assert "0.85" in ended.stderr
    assert told(file, "--target", "0.85", "--direction", "higher")["assurance"] == "consistent_fail"
    assert "70.0%" in told(file)["sentence"]
    assert run(file, "--target", "0.85", "--target-column", "value").exit_code == 2


@pytest.mark.parametrize("chart", ["g", "t"])
def test_rare_events_have_charts_of_their_own(file: Path, chart: str) -> None:
    assert told(file, "--chart", chart)["chart"].startswith(chart)


def test_a_file_that_cannot_be_read_is_refused_by_row_and_column(file: Path) -> None:
    file.write_text("month,value\n2024-01,many\n", encoding="utf-8")
    ended = run(file)
    assert ended.exit_code == 3
    assert "Row 2, column value: 'many' is not a number." in ended.stderr
    assert run(file.with_name("none.csv")).exit_code == 2


def test_one_point_says_that_nothing_can_be_said(file: Path) -> None:
    file.write_text("month,value\n2024-01,3\n", encoding="utf-8")
    found = told(file)
    assert found["variation"] == "not_known"
    assert found["sentence"] == "There are too few points for limits, so nothing can be said of change."
    assert run(file).exit_code == 0
