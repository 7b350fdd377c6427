"""`clearway golden`: a folder of known answers from the terminal."""

import json
import shutil
from pathlib import Path

import pytest
from tests.shared import shared_path
from typer.testing import CliRunner, Result

from clearway.cli.app import gather


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gather(), ["golden", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("km_inputs.csv", "km_expected.csv"):
        shutil.copyfile(shared_path(f"golden/{name}"), tmp_path / name)
    return tmp_path


def test_all_right_ends_with_the_count_and_none_failed(folder: Path) -> None:
    ended = run(folder)
    assert ended.stdout.splitlines()[-1] == "18 passed, 0 failed"
    assert ended.exit_code == 0


def test_a_wrong_answer_and_a_file_that_nobody_reads_are_told_by_name(folder: Path) -> None:
    words = (folder / "km_expected.csv").read_text().replace("0.956140350877193", "0.957140350877193", 1)
    (folder / "km_expected.csv").write_text(words)
    (folder / "unknown.csv").write_text("a\n1\n")
    ended = run(folder)
    lines = ended.stdout.splitlines()
    assert "unknown.csv, the file: expected a checker that reads it; given nobody reads this file" in lines
    assert any(line.startswith("km_expected.csv, log-log 30 (row 2): expected survival 0.95714") for line in lines)
    assert lines[-1] == "17 passed, 2 failed"
    assert ended.exit_code == 1


def test_the_json_holds_counts_by_file_and_each_failure(folder: Path) -> None:
    (folder / "simulation").mkdir()
    (folder / "unknown.csv").write_text("a\n1\n")
    told = json.loads(run(folder, "--json").stdout)
    assert (told["passed"], told["failed"], told["not_looked_at"]) == (18, 1, ["simulation/"])
    assert told["files"][0] == {"file": "km_expected.csv", "passed": 18, "failed": 0}
    assert told["failures"][0]["file"] == "unknown.csv"


def test_a_folder_without_known_answers_is_refused_and_an_absent_one_is_wrong_use(tmp_path: Path) -> None:
    assert run(tmp_path).exit_code == 3
    assert run(tmp_path / "absent").exit_code == 2
