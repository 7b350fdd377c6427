"""Fault 49: engines that disagree fail the build, and each output names the engine that made it."""

import csv
from pathlib import Path

import pyarrow as pa
import pytest
from tests.clocks.cases import PLAIN
from tests.intake.builders import csv_file, records
from tests.parity.differences import differences

from clearway.clocks.assess import assess_record
from clearway.clocks.row import result_row
from clearway.clocks.rules import ClockRules
from clearway.clocks.table import RESULT_SCHEMA
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations


@pytest.mark.parametrize(
    ("column", "other"), [("fds_days", "24"), ("62_within", "N"), ("62_treat_total", "0.5"), ("31_rules", "")]
)
def test_fault_49_the_comparison_that_guards_the_build_names_one_differing_cell(column: str, other: str) -> None:
    row = result_row(assess_record(PLAIN, ClockRules(load_rule_book(), load_organisations())))
    assert row[column] != other
    ours = pa.Table.from_pylist([row], schema=RESULT_SCHEMA)
    theirs = pa.Table.from_pylist([{**row, column: other}], schema=RESULT_SCHEMA)
    assert differences(ours, ours) == []
    (found,) = differences(ours, theirs)
    assert column in found
    assert repr(other) in found


@pytest.mark.slow
def test_fault_49_every_output_of_computed_figures_names_the_engine(run, tmp_path: Path) -> None:
    path, store = csv_file(tmp_path, records({})), tmp_path / "demo"
    assert run("load", path, "--store", store, "--kind", "demo").code == 0
    asked = ("waits", "--store", store, "--basis", "computed", "--month", "2025-04")
    assert run(*asked, "--json").json["engine"] == "duckdb"
    assert "computed, by duckdb" in run(*asked).err
    assert run(*asked, "--csv", tmp_path / "waits.csv").code == 0
    with (tmp_path / "waits.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert any("computed, by duckdb" in cell for row in csv.reader(lines) for cell in row)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["duckdb", "reference"])
def test_fault_49_assessing_says_by_which_engine(run, tmp_path: Path, engine: str) -> None:
    path = csv_file(tmp_path, records({}))
    ended = run("assess", path, "--out", tmp_path / "out.csv", "--engine", engine)
    assert ended.code == 0
    assert f"assessed by {engine}" in ended.out
    assert run("assess", path, "--out", tmp_path / "out.csv", "--engine", engine, "--json").json["engine"] == engine
