"""`clearway explain`: one record of a file told in words or as JSON, and an honest end when it is not there."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from clearway.cli.app import gather
from clearway.standards.examples import FOLDER

EXAMPLES = FOLDER / "given.csv"
LOCAL_POLICY = FOLDER / "local_policy"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gather(), ["explain", *map(str, arguments)])


def test_a_breach_is_told_with_its_rules_what_would_have_changed_it_and_the_first_day_to_act() -> None:
    told = run(EXAMPLES, "--record", "E28")
    assert told.exit_code == 0
    assert "Breach: day 70, 8 days over the 62." in told.stdout
    assert "What would have changed it: 8 days less" in told.stdout
    assert "First day somebody could have acted: 11 April 2025" in told.stdout
    assert "[IPT-1, IPT-2, IPT-3, IPT-7]" in told.stdout


def test_the_json_is_all_that_stands_on_standard_output() -> None:
    told = run(EXAMPLES, "--record", "E28", "--json")
    clocks = {clock["clock"]: clock for clock in json.loads(told.stdout)["clocks"]}
    assert clocks["62"]["is_breach"]
    assert clocks["62"]["first_action"]["on"] == "2025-04-11"


def test_a_record_that_is_not_in_the_file_ends_with_1_and_says_how_ids_are_compared() -> None:
    missing = run(EXAMPLES, "--record", "e28", "--json")
    assert missing.exit_code == 1
    assert json.loads(missing.stdout)["found"] is False
    assert "letter by letter" in missing.stderr


def written(folder: Path, **changes: str) -> Path:
    """A file of two worked examples, E28 with some items changed."""
    with EXAMPLES.open(newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["example_id"] in ("E28", "E02")]
    file = folder / "march.csv"
    with file.open("w", newline="") as lines:
        out = csv.DictWriter(lines, rows[0].keys())
        out.writeheader()
        out.writerows(row | changes if row["example_id"] == "E28" else row for row in rows)
    return file


def test_a_record_whose_row_was_rejected_ends_with_1_and_the_reason(tmp_path: Path) -> None:
    ended = run(written(tmp_path, crtp_start="2025-02-31"), "--record", "E28")
    assert ended.exit_code == 1
    assert "crtp_start: '2025-02-31'" in ended.stderr


def test_a_local_policy_is_told_beside_the_national_sharing(tmp_path: Path) -> None:
    handed_over_on_day_35 = written(tmp_path, icd10="C61", transfer_date="2025-04-07")
    told = run(handed_over_on_day_35, "--record", "E28", "--policies", LOCAL_POLICY).stdout
    assert "Breach counted: 0 to RZA and 1 to RZB" in told
    assert "Under the local policy: Handed over within 35 days (limit 31, late)" in told
    assert "0.5 to RZA and 0.5 to RZB" in told


def test_what_if_rules_of_another_year_tell_another_story() -> None:
    told = run(EXAMPLES, "--record", "E28", "--rules", "v9").stdout
    assert "rules: v9" in told
    assert "Within the limit: day 8, limit 14." in told
    assert run(EXAMPLES, "--record", "E28", "--rules", "v99").exit_code == 2


def test_dates_and_separators_of_other_files_are_declared(tmp_path: Path) -> None:
    dates = {"crtp_start", "date_first_seen", "fds_end_date", "ctp_start_date", "treatment_start_date", "transfer_date"}
    with EXAMPLES.open(newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["example_id"] == "E28"]
    turned = [
        {name: "/".join(reversed(text.split("-"))) if name in dates else text for name, text in row.items()}
        for row in rows
    ]
    file = tmp_path / "semicolons.csv"
    with file.open("w", newline="") as lines:
        out = csv.DictWriter(lines, turned[0].keys(), delimiter=";")
        out.writeheader()
        out.writerows(turned)
    told = run(file, "--record", "E28", "--date-format", "DD/MM/YYYY", "--separator", ";")
    assert "Breach: day 70" in told.stdout
    assert run(file, "--record", "E28").exit_code == 3


def test_a_file_that_is_not_there_is_wrong_use() -> None:
    assert run("nothing.csv", "--record", "1").exit_code == 2


def test_the_help_shows_an_example_that_works() -> None:
    assert "Example: clearway explain" in run("--help").stdout


@pytest.mark.parametrize("record", ["E01", "E13", "E41"])
def test_any_worked_example_can_be_told(record: str) -> None:
    assert run(EXAMPLES, "--record", record).stdout.startswith(f"Record {record}")
