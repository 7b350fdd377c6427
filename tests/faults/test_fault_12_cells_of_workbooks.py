"""Fault 12: formulas are read by their values, error cells are named, and a workbook's own date system is honoured."""

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from tests.intake.builders import EXTRACT_HEADINGS, MonthlyWorkbook, extract_file

from clearway.intake.readers import read_here

SHEET = "28-DAY FDS (ALL ROUTES)"
NAME = "MARCH-2025-CWT-CRS-PROVIDER-WORKBOOK-FINAL.xlsx"
ROW = ["2024/25", "MAR", "28-day FDS", "RHQ", "URGENT SUSPECTED CANCER", "", "Suspected lung cancer", 3, 2, 1]
MARCH = datetime(2025, 3, 1)  # noqa: DTZ001 - a workbook's cells know no time zone


def test_fault_12_an_error_cell_is_named_and_its_row_left_out(tmp_path: Path) -> None:
    book = MonthlyWorkbook()
    row, _ = book.find(SHEET, "RAA")
    column = book.find(SHEET, "TOTAL")[1]
    book.cells[SHEET][row, column] = "=SUM(Missing!A1)"
    reading = read_here(book.save(tmp_path / NAME))
    found = [finding for finding in reading.findings if finding.id == "CELL_ERROR"]
    assert len(found) == 1
    assert f"cell E{row + 1} (TOTAL) holds an Excel error" in found[0].message
    assert found[0].is_rejection
    assert "TOTAL_NOT_SUM" in {finding.id for finding in reading.findings}
    assert ("RAA", "ALL ROUTES") not in {
        (one["org_code"], one["stage_route"]) for one in reading.tables["figures"].to_pylist() if one["sheet"] == SHEET
    }


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("*", "COUNT_NOT_A_NUMBER"),
        ("", "COUNT_EMPTY"),
        (-1, "COUNT_NOT_A_NUMBER"),
        (1.3, "COUNT_NOT_A_NUMBER"),
        (True, "COUNT_NOT_A_NUMBER"),
        ("1", "COUNT_NOT_A_NUMBER"),
        (MARCH, "COUNT_NOT_A_NUMBER"),
    ],
)
def test_fault_12_a_cell_that_is_no_count_is_named(tmp_path: Path, value: object, fault: str) -> None:
    book = MonthlyWorkbook()
    row, _ = book.find(SHEET, "RBB")
    column = book.find(SHEET, "TOTAL")[1]
    book.cells[SHEET][row, column + 2] = value
    found = read_here(book.save(tmp_path / NAME)).findings
    assert fault in {finding.id for finding in found}
    assert f"cell G{row + 1} (AFTER 28 DAYS)" in next(finding.message for finding in found if finding.id == fault)


def test_fault_12_a_formula_is_read_by_the_value_that_was_saved(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "Data-Extract-Provider-Final.xlsx"))
    sheet = book.add_worksheet("CWT CRS Provider Extract")
    sheet.write_row(0, 0, EXTRACT_HEADINGS)
    sheet.write_datetime(1, 0, MARCH, book.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write_row(1, 1, ROW[:-3])
    for column, value in enumerate((3, 2, 1), start=8):
        sheet.write_formula(1, column, "=1+1", None, value)
    book.close()
    (figure,) = read_here(tmp_path / "Data-Extract-Provider-Final.xlsx").tables["figures"].to_pylist()
    assert (figure["total"], figure["within"], figure["breaches"]) == (3, 2, 1)


@pytest.mark.parametrize("is_1904", [False, True])
def test_fault_12_both_date_systems_give_the_same_month(tmp_path: Path, is_1904: bool) -> None:
    path = extract_file(tmp_path / "Data-Extract-Provider-Final.xlsx", [[MARCH, *ROW]], date_1904=is_1904)
    reading = read_here(path)
    assert reading.findings == []
    assert reading.facts["month"] == "2025-03"


def test_fault_12_a_date_saved_as_a_bare_number_is_not_guessed(tmp_path: Path) -> None:
    path = extract_file(tmp_path / "Data-Extract-Provider-Final.xlsx", [[MARCH, *ROW], [45717, *ROW]])
    reading = read_here(path)
    assert [(finding.id, finding.row) for finding in reading.findings] == [("ROW_NOT_READ", 3)]
    assert "which is no month" in reading.findings[0].message
