"""Fault 12 in workbooks of indicators: errors are refused by their cell, dates are read in the system of the file."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from tests.intake.indicators.dm01_book import DiagnosticBook
from tests.intake.indicators.tables import refusal

from clearway.intake.readers import read_here

HEADINGS = ("Measure", "Organisation", "Month", "Target (%)")


def sheet_of_targets(path: Path, month: Any, target: Any, *, is_1904: bool = False) -> Path:
    """A filled sheet of agreed trajectories with one row."""
    book = xlsxwriter.Workbook(str(path), {"date_1904": is_1904})
    sheet = book.add_worksheet("Agreed")
    sheet.write_row(0, 0, HEADINGS)
    sheet.write_row(1, 0, ("CWT-62D", "RHQ"))
    if isinstance(month, dt.date):
        sheet.write_datetime(1, 2, dt.datetime.combine(month, dt.time()), book.add_format({"num_format": "mmm yy"}))
    else:
        sheet.write(1, 2, month)
    if str(target).startswith("="):
        sheet.write_formula(1, 3, target, None, 72.5)
    else:
        sheet.write(1, 3, target)
    book.close()
    return path


@pytest.mark.parametrize("is_1904", [False, True])
def test_fault_12_a_month_kept_as_a_date_is_the_same_month_in_both_date_systems(tmp_path: Path, is_1904: bool) -> None:
    path = sheet_of_targets(tmp_path / "agreed.xlsx", dt.date(2026, 4, 1), 72.5, is_1904=is_1904)
    (row,) = read_here(path).tables["observations"].to_pylist()
    assert (row["period_start"], row["period_end"]) == (dt.date(2026, 4, 1), dt.date(2026, 4, 30))


def test_fault_12_a_formula_is_read_as_the_value_that_it_showed(tmp_path: Path) -> None:
    path = sheet_of_targets(tmp_path / "agreed.xlsx", "2026-04", "=70+2.5")
    assert read_here(path).tables["observations"]["value"].to_pylist() == [0.725]


def test_fault_12_a_serial_number_without_a_date_format_is_no_month(tmp_path: Path) -> None:
    words = refusal(sheet_of_targets(tmp_path / "agreed.xlsx", 46113, 72.5))
    assert "row 2" in words.reason
    assert "46113" in words.reason


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_fault_12_an_error_instead_of_a_target_is_refused_by_its_cell(tmp_path: Path, error: str) -> None:
    path = tmp_path / "agreed.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Agreed")
    sheet.write_row(0, 0, HEADINGS)
    sheet.write_row(1, 0, ("CWT-62D", "RHQ", "2026-04"))
    sheet.write_formula(1, 3, "=A99", None, error)
    book.close()
    words = refusal(path)
    assert (words.code, "D2" in words.reason) == ("ERROR_CELLS", True)


def test_fault_12_text_instead_of_a_count_in_the_diagnostics_is_refused_by_its_row(tmp_path: Path) -> None:
    book = DiagnosticBook(cells={("Provider by Test", 17, 8): "01-Mar"})
    words = refusal(book.save(tmp_path / "Monthly-Diagnostics-Web-File-Provider-March-2025.xlsx"))
    assert "row 17" in words.reason
    assert "01-Mar" in words.reason
