"""Fault 66: a cell that starts with = + - @ tab or NUL is written as text; negative numbers stay numbers."""

import csv
import io

import openpyxl
import pytest

from clearway.publications.tables import Column, Kind, Notes, Table, comma_separated, workbook

STARTS = ["=1+1", "+44 20", "-2+3", "@SUM(A1)", "\t=1+1", "\x00=1+1", "  =1+1", '=HYPERLINK("http://example.com")']
NOTES = Notes("d", "=s", "a", "-n", "l", mark="@m")


def table(text: str) -> Table:
    return Table("=T", (Column("t", "=Text"), Column("n", "Number", Kind.COUNT)), ((text, -7),), NOTES)


@pytest.mark.parametrize("text", STARTS)
def test_fault_66_a_csv_cell_that_starts_like_a_formula_is_text(text: str) -> None:
    row = next(csv.DictReader(io.StringIO(comma_separated(table(text)).decode("utf-8-sig"))))
    assert row["t"].startswith("'")
    assert row["n"] == "-7"
    assert row["source"] == "'=s"


@pytest.mark.parametrize("text", STARTS)
def test_fault_66_a_workbook_cell_that_starts_like_a_formula_is_text(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(table(text))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    assert [cell.value for cell in cells if cell.data_type == "n"] == [-7]
