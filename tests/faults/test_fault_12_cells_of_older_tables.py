"""Fault 12: what Excel leaves in tables saved as CSV: serial dates, errors of formulas, thousands with commas."""

from pathlib import Path

import pytest
from tests.intake.published.former_table import rows, save

from clearway.intake.readers import read_here
from clearway.records.findings import Refused


def test_fault_12_a_serial_number_is_a_month_only_where_the_period_stands(tmp_path: Path) -> None:
    assert read_here(save(tmp_path, rows(period="42614"), "table.csv")).facts["month"] == "2016-09"
    with pytest.raises(Refused):
        read_here(save(tmp_path, rows(period="42625"), "table.csv"))


def test_fault_12_errors_of_formulas_in_headings_and_empty_rows_are_no_figures(tmp_path: Path) -> None:
    lines = rows()
    for number, line in enumerate(lines):
        if line[5] == "TOTAL":
            line[8] = "#VALUE!"
        elif number > 10 and not any(line):
            line[8] = "#DIV/0!"
    assert {one.id for one in read_here(save(tmp_path, lines)).findings} == {"RELEASE_NOT_STATED"}


def test_fault_12_an_error_among_the_counts_leaves_its_row_out_by_name(tmp_path: Path) -> None:
    lines = rows()
    lines[10][5] = "#REF!"
    found = [one for one in read_here(save(tmp_path, lines)).findings if one.is_rejection]
    assert [(one.id, one.row) for one in found] == [("COUNT_NOT_A_NUMBER", 11)]


def test_fault_12_a_count_with_a_comma_is_one_number(tmp_path: Path) -> None:
    lines = rows(standard="31_first")
    for line in lines:
        if line[3]:
            people = [value if not value.isdigit() else f"{int(value) * 1000:,}" for value in line[5:]]
            line[5:] = people
    reading = read_here(save(tmp_path, lines))
    assert {one.id for one in reading.findings} == {"RELEASE_NOT_STATED"}
    assert max(reading.tables["figures"]["total"].to_pylist()) == 21000
