"""`clearway assess`: results of every record of a file, the same file whichever engine wrote it."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
from typer.testing import CliRunner, Result

from clearway.cli.app import gather
from clearway.clocks import RESULT_COLUMNS
from clearway.standards.examples import FOLDER

EXAMPLES = FOLDER / "given.csv"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gather(), ["assess", *map(str, arguments)])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_one_row_a_record_comes_out_in_the_order_of_the_file(tmp_path: Path) -> None:
    ended = run(EXAMPLES, "--out", tmp_path / "results.csv")
    assert ended.exit_code == 0
    rows = rows_of(tmp_path / "results.csv")
    assert tuple(rows[0]) == RESULT_COLUMNS
    assert [row["record_id"] for row in rows] == [row["example_id"] for row in rows_of(EXAMPLES)]
    assert "49 records assessed by duckdb under national rules" in ended.stdout


def test_the_plain_rules_write_the_same_bytes(tmp_path: Path) -> None:
    run(EXAMPLES, "--out", tmp_path / "sql.csv")
    run(EXAMPLES, "--out", tmp_path / "plain.csv", "--engine", "reference")
    assert (tmp_path / "sql.csv").read_bytes() == (tmp_path / "plain.csv").read_bytes()


def test_a_parquet_file_holds_the_same_rows(tmp_path: Path) -> None:
    run(EXAMPLES, "--out", tmp_path / "results.csv")
    run(EXAMPLES, "--out", tmp_path / "results.parquet")
    assert pq.read_table(tmp_path / "results.parquet").to_pylist() == rows_of(tmp_path / "results.csv")


def test_the_json_tells_how_many_counted_and_nothing_else_stands_on_standard_output(tmp_path: Path) -> None:
    told = json.loads(run(EXAMPLES, "--out", tmp_path / "results.csv", "--json").stdout)
    counted = {"2ww": 4, "fds": 41, "31": 40, "62": 36}
    assert (told["records"], told["rejected"], told["counted"]) == (49, 0, counted)


def test_a_what_if_set_changes_the_answers_and_is_named(tmp_path: Path) -> None:
    told = json.loads(run(EXAMPLES, "--out", tmp_path / "v11.csv", "--rules", "v11", "--json").stdout)
    assert told["rules"] == "v11"
    assert told["counted"]["2ww"] > 4
    assert {row["31_standard"] for row in rows_of(tmp_path / "v11.csv")} >= {"31_FIRST", "31_SUB_RADIO"}


def test_a_set_that_does_not_exist_is_wrong_use_and_the_sets_are_named(tmp_path: Path) -> None:
    ended = run(EXAMPLES, "--out", tmp_path / "results.csv", "--rules", "v13")
    assert ended.exit_code == 2
    assert "v12" in ended.stderr
    assert not (tmp_path / "results.csv").exists()


def test_a_result_file_of_another_kind_is_wrong_use(tmp_path: Path) -> None:
    assert run(EXAMPLES, "--out", tmp_path / "results.xlsx").exit_code == 2


def test_rejected_rows_have_no_result_are_told_and_end_with_1(tmp_path: Path) -> None:
    file = tmp_path / "march.csv"
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([lines[0], lines[1].replace("2025-04-30", "2025-02-31"), lines[2]]), encoding="utf-8")
    ended = run(file, "--out", tmp_path / "results.csv")
    assert ended.exit_code == 1
    assert [row["record_id"] for row in rows_of(tmp_path / "results.csv")] == ["E02"]
    assert "1 rows were rejected" in ended.stderr
    assert "2025-02-31" in ended.stderr


def test_a_file_of_figures_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("colour,count\nred,3\n", encoding="utf-8")
    assert run(file, "--out", tmp_path / "results.csv").exit_code == 3


def test_spark_without_its_client_is_refused_with_what_to_install(tmp_path: Path) -> None:
    ended = run(EXAMPLES, "--out", tmp_path / "results.csv", "--engine", "spark", "--spark-url", "sc://127.0.0.1:1")
    assert ended.exit_code == 3
    assert "clearway[spark]" in ended.stderr
    assert not (tmp_path / "results.csv").exists()
