"""Fault 11: title rows, stacked parts, footnotes, total rows and hidden sheets of the official tables are understood,
and every total must equal the sum of its rows."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from tests.intake.builders import MonthlyWorkbook

from clearway.intake.readers import read_file, read_here
from clearway.intake.reading import Reading
from clearway.records.findings import FindingKind, Refused

SHEET = "62-DAY (ALL CANCER)"
NAME = "MARCH-2025-CWT-CRS-PROVIDER-WORKBOOK-FINAL.xlsx"


def read(tmp_path: Path, change: Callable[[MonthlyWorkbook], None]) -> Reading:
    """The reading of a changed workbook."""
    book = MonthlyWorkbook()
    change(book)
    return read_here(book.save(tmp_path / NAME))


def drop_rows(book: MonthlyWorkbook, sheet: str, unwanted: Callable[[int], bool]) -> None:
    """Remove the rows of a sheet that are not wanted."""
    book.cells[sheet] = {place: value for place, value in book.cells[sheet].items() if not unwanted(place[0])}


def test_fault_11_title_rows_banners_and_footnotes_are_no_figures(tmp_path: Path) -> None:
    def add(book: MonthlyWorkbook) -> None:
        last = max(row for row, _ in book.cells[SHEET])
        book.put(SHEET, 7, ["NUMBER OF PEOPLE RECEIVING TREATMENT FOR CANCER"], column=5)
        book.put(SHEET, last + 3, ["(1) - ODS CODE is the unique code to identify the provider"])
        book.put(SHEET, last + 4, ["", "", "Source: NHS England"])

    assert read(tmp_path, add).findings == []


def test_fault_11_a_total_that_is_not_the_sum_is_told_with_the_difference(tmp_path: Path) -> None:
    def change(book: MonthlyWorkbook) -> None:
        for (row, column), value in list(book.cells[SHEET].items()):
            if value == "ALL ENGLISH PROVIDERS" and row < 15:
                for number in (3, 4, 8):
                    book.cells[SHEET][row, column + number] += 0.5

    found = [finding for finding in read(tmp_path, change).findings if finding.id == "TOTAL_NOT_SUM"]
    assert len(found) == 1
    assert found[0].kind is FindingKind.LOGICAL
    assert "PART A: ALL ROUTES" in found[0].message
    assert "a difference of -0.5" in found[0].message
    assert found[0].row == 13


def test_fault_11_a_row_left_out_of_a_sheet_is_noticed_by_its_total(tmp_path: Path) -> None:
    def cut(book: MonthlyWorkbook) -> None:
        gone = book.find("USC referral to FOA", "RBB")[0]
        drop_rows(book, "USC referral to FOA", lambda row: row == gone)

    assert [finding.id for finding in read(tmp_path, cut).findings] == ["TOTAL_NOT_SUM"]


def test_fault_11_a_sheet_without_its_england_row_is_a_loud_structural_finding(tmp_path: Path) -> None:
    def cut(book: MonthlyWorkbook) -> None:
        gone = book.find("UBS referral to FHA", "ALL ENGLISH PROVIDERS")[0]
        drop_rows(book, "UBS referral to FHA", lambda row: row == gone)

    (finding,) = read(tmp_path, cut).findings
    assert (finding.id, finding.kind) == ("ENGLAND_ROW_MISSING", FindingKind.STRUCTURAL)
    assert "Sheet UBS referral to FHA" in finding.message


def test_fault_11_one_part_without_its_england_row_is_named_by_part(tmp_path: Path) -> None:
    def cut(book: MonthlyWorkbook) -> None:
        rows = [row for (row, _), value in sorted(book.cells[SHEET].items()) if value == "ALL ENGLISH PROVIDERS"]
        drop_rows(book, SHEET, lambda row: row == rows[2])

    (finding,) = read(tmp_path, cut).findings
    assert finding.id == "ENGLAND_ROW_MISSING"
    assert "PART C: Breast Symptomatic" in finding.message


def test_fault_11_one_cancer_type_without_its_england_row_is_named(tmp_path: Path) -> None:
    def cut(book: MonthlyWorkbook) -> None:
        name = "62-DAY (BY CANCER)"
        row = next(row for (row, _), value in sorted(book.cells[name].items()) if value == "ALL ENGLISH PROVIDERS")
        drop_rows(book, name, lambda one: one == row)

    found = read(tmp_path, cut).findings
    assert "ENGLAND_ROW_MISSING" in {finding.id for finding in found}
    assert "ALL ROUTES, ALL MODALITIES, Lung has no England total row" in found[0].message


@pytest.mark.parametrize("dimension", ["A1", "A1:C3"])
def test_fault_11_a_wrong_declared_dimension_changes_nothing(tmp_path: Path, dimension: str) -> None:
    whole = MonthlyWorkbook().save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(whole) as sound, zipfile.ZipFile(tmp_path / NAME, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in sound.namelist():
            text = re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{dimension}"'.encode(), sound.read(name))
            changed.writestr(name, text)
    reading = read_here(tmp_path / NAME)
    assert reading.findings == []
    assert reading.tables["figures"].num_rows == read_here(whole).tables["figures"].num_rows


def test_fault_11_a_sheet_that_reads_as_empty_refuses_the_workbook(tmp_path: Path) -> None:
    def empty(book: MonthlyWorkbook) -> None:
        book.cells[SHEET] = {}

    with pytest.raises(Refused, match="reads as empty") as caught:
        read(tmp_path, empty)
    assert caught.value.code == "SHEET_EMPTY"


def test_fault_11_headings_without_rows_are_told(tmp_path: Path) -> None:
    def cut(book: MonthlyWorkbook) -> None:
        drop_rows(book, "28-DAY FDS (ALL ROUTES)", lambda row: row > 8)

    assert "ENGLAND_ROW_MISSING" in {finding.id for finding in read(tmp_path, cut).findings}


def test_fault_11_a_hidden_sheet_is_named(tmp_path: Path) -> None:
    path = MonthlyWorkbook().save(tmp_path / "whole.xlsx")
    book = openpyxl.load_workbook(path)
    book[SHEET].sheet_state = "hidden"
    book.create_sheet("Working notes").sheet_state = "veryHidden"
    book.save(tmp_path / NAME)
    found = {finding.id: finding.message for finding in read_here(tmp_path / NAME).findings}
    assert SHEET in found["SHEET_HIDDEN"]
    assert "Working notes" in found["SHEET_UNKNOWN"]


def test_fault_11_merged_headings_are_read_by_their_first_cell(tmp_path: Path) -> None:
    path = MonthlyWorkbook().save(tmp_path / "whole.xlsx")
    book = openpyxl.load_workbook(path)
    book[SHEET].merge_cells("A1:R1")
    book[SHEET].merge_cells("F8:H8")
    book.save(tmp_path / NAME)
    assert read_here(tmp_path / NAME).findings == []


def test_fault_11_the_reading_is_the_same_in_a_process_of_its_own(tmp_path: Path) -> None:
    path = MonthlyWorkbook().save(tmp_path / NAME)
    assert read_file(path).tables["figures"].equals(read_here(path).tables["figures"])


def test_fault_11_a_workbook_of_another_publication_is_not_forced_into_this_one(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "dm01.xlsx"))
    book.add_worksheet("Provider by Test").write(13, 1, "Waiting list")
    book.close()
    with pytest.raises(Refused, match="Provider by Test"):
        read_here(tmp_path / "dm01.xlsx")
