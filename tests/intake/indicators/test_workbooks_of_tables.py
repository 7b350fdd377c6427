"""Tables of publishers that somebody saved as a workbook, or with another separator, are read all the same."""

import csv
from pathlib import Path

import pytest
import xlsxwriter
from tests.intake.indicators.tables import found, refusal
from tests.intake.indicators.test_place_counts import TEMPLATE

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared


def workbook(path: Path, **more: str) -> Path:
    """The template on a sheet of a workbook, beside an empty sheet and sheets with one cell each."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": True})
    sheet = book.add_worksheet("Counts")
    with TEMPLATE.open(encoding="utf-8") as stream:
        for number, row in enumerate(csv.reader(stream)):
            sheet.write_row(number, 0, row)
    book.add_worksheet("Sheet2")
    for name, words in more.items():
        book.add_worksheet(name).write(0, 0, words)
    book.close()
    return path


def test_a_table_saved_as_a_workbook_reads_as_the_text_does(tmp_path: Path) -> None:
    kept = ("indicator", "area_code", "age", "value")
    reading = read_here(workbook(tmp_path / "counts.xlsx"))
    assert reading.findings == []
    assert reading.tables["observations"].select(kept).equals(read_here(TEMPLATE).tables["observations"].select(kept))


def test_further_sheets_that_hold_something_are_named(tmp_path: Path) -> None:
    reading = read_here(workbook(tmp_path / "counts.xlsx", Notes="Made on Monday"))
    assert found(reading)["SHEET_NOT_READ"] == "Only the sheet Counts holds the table; not read: Notes."


def test_two_sheets_with_the_same_table_are_refused(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "two.xlsx"))
    with TEMPLATE.open(encoding="utf-8") as stream:
        headings = next(csv.reader(stream))
    for name in ("One", "Two"):
        book.add_worksheet(name).write_row(0, 0, headings)
    book.close()
    assert refusal(tmp_path / "two.xlsx").code == "LAYOUT_UNKNOWN"


@pytest.mark.parametrize(("separator", "mark"), [(";", ""), ("\t", ""), (",", "\ufeff")])
def test_separators_are_declared_and_a_byte_order_mark_does_not_matter(
    tmp_path: Path, separator: str, mark: str
) -> None:
    path = tmp_path / "counts.csv"
    text = mark + TEMPLATE.read_text(encoding="utf-8").replace(",", separator)
    path.write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert read_here(path, Declared(separator=separator)).tables["observations"].num_rows == 20
