"""`clearway examples`: worked examples pass, and one that does not is told by id and column."""

import csv
import json
from pathlib import Path

import pytest
from tests.shared import shared_path
from typer.testing import CliRunner, Result

from clearway.cli.app import gather
from clearway.standards.examples import FOLDER


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gather(), ["examples", *map(str, arguments)])


def last_line(ended: Result) -> str:
    return ended.stdout.splitlines()[-1]


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """The given examples with one expectation changed and one row that cannot be read."""
    text = (FOLDER / "given.csv").read_text(encoding="utf-8")
    text = text.replace(",Y,USC,62,58,Y,2025-04,", ",Y,USC,62,57,Y,2025-04,", 1)
    text = text.replace("v12,3,03,07,2025-01-06,,,2025-01-15,RZA,0,2025-02-03", "v12,3,03,07,2025-01-06,,,x,RZA,0,y", 1)
    file = tmp_path / "wrong.csv"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("engine", ["duckdb", "reference"])
def test_the_examples_of_the_specification_pass(engine: str) -> None:
    ended = run(shared_path("domain/cwt-examples.csv"), "--engine", engine)
    assert last_line(ended) == "49 passed, 0 failed"
    assert ended.exit_code == 0


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.csv")))
def test_every_example_that_travels_with_the_rules_passes(name: str) -> None:
    ended = run(FOLDER / name)
    assert last_line(ended).endswith(" passed, 0 failed")
    assert ended.exit_code == 0


def test_each_difference_is_told_by_id_and_column(wrong: Path) -> None:
    ended = run(wrong)
    assert "E01 62_days: expected 57, got 58" in ended.stdout
    assert "E02: the row was not accepted, so there is no result." in ended.stdout
    assert last_line(ended) == "47 passed, 2 failed"
    assert ended.exit_code == 1


def test_the_json_lists_the_differences(wrong: Path) -> None:
    told = json.loads(run(wrong, "--json").stdout)
    assert (told["passed"], told["failed"]) == (47, 2)
    assert told["differences"][0] == {"example_id": "E01", "column": "62_days", "expected": "57", "answered": "58"}


def test_flags_in_another_order_are_the_same_flags(tmp_path: Path) -> None:
    text = (FOLDER / "given.csv").read_text(encoding="utf-8")
    turned = text.replace("NEGATIVE_WAIT TOLD_BEFORE_REFERRAL", "TOLD_BEFORE_REFERRAL NEGATIVE_WAIT")
    assert turned != text
    file = tmp_path / "turned.csv"
    file.write_text(turned, encoding="utf-8")
    assert last_line(run(file)) == "49 passed, 0 failed"


def test_a_file_without_expectations_is_refused(tmp_path: Path) -> None:
    with (FOLDER / "given.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    kept = [place for place, heading in enumerate(rows[0]) if not heading.startswith("exp_")]
    file = tmp_path / "plain.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([[row[place] for place in kept] for row in rows])
    ended = run(file)
    assert ended.exit_code == 3
    assert "holds no worked examples" in ended.stderr
