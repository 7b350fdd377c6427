"""Next year's layouts: what they can prove is read, what is new is named, and nothing falls away in silence."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.intake.builders import MonthlyWorkbook
from tests.shared import shared_path

from clearway.intake.readers import read_here
from clearway.intake.reading import Reading
from clearway.records.findings import Refused

REAL = "data/cwt/commissioner_workbooks/MARCH-2025-CWT-CRS-COMMISSIONER-WORKBOOK-FINAL.xlsx"
SHEET = "62-DAY (ALL CANCER)"
NAME = "MARCH-2026-PROVIDER-FINAL.xlsx"
COLUMNS = [
    "PERIOD",
    "STANDARD",
    "ORG CODE",
    "STAGE/ROUTE",
    "TREATMENT MODALITY",
    "CANCER TYPE",
    "TOTAL",
    "WITHIN STANDARD",
    "BREACHES",
]
ROWS = [
    ["2026-05-01", "28-day FDS", "RHQ", "URGENT SUSPECTED CANCER", "", "Suspected lung cancer", "10", "8", "2"],
    ["2026-05-01", "62-day Combined", "RHQ", "Screening", "ALL MODALITIES", "Lung", "3.5", "2", "1.5"],
    ["2026-05-01", "62-day Combined", "RHQ", "Screening", "Surgery", "ALL CANCERS", "3.5", "2", "1.5"],
]


Rows = list[list[Any]]


def changed(tmp_path: Path, change: Callable[[dict[str, Rows]], object]) -> Reading:
    """A real workbook read after a change that its publisher might make, its cells written anew."""
    with CalamineWorkbook.from_path(str(shared_path(REAL))) as held:
        sheets = {name: held.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in held.sheet_names}
    change(sheets)
    path = tmp_path / "MARCH-2025-CWT-CRS-COMMISSIONER-WORKBOOK-FINAL.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
    book.close()
    return read_here(path)


def ids(reading: Reading) -> set[str]:
    """The ids of the findings."""
    return {finding.id for finding in reading.findings}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["62D (ALL CANCER)", "62 DAYS - ALL CANCERS", "Table 7"])
def test_a_renamed_sheet_is_known_by_its_name_or_title_and_that_is_said(tmp_path: Path, name: str) -> None:
    def rename(sheets: dict[str, Rows]) -> None:
        sheets[name] = sheets.pop(SHEET)

    reading = changed(tmp_path, rename)
    assert ids(reading) == {"SHEET_RENAMED"}
    assert reading.tables["figures"].num_rows == 7181


@pytest.mark.slow
def test_shifted_headings_spacer_columns_and_a_new_column_lose_nothing(tmp_path: Path) -> None:
    def change(sheets: dict[str, Rows]) -> None:
        rows = [[*row[:4], "", *row[4:], ""] for row in sheets[SHEET]]
        for row in rows:
            if any(str(cell).startswith("ODS CODE") for cell in row):
                row[-1] = "MEDIAN WAIT"
        rows[12][-1] = 41.0
        sheets[SHEET] = [*rows[:5], *([""] * len(rows[0]) for _ in range(3)), *rows[5:]]

    reading = changed(tmp_path, change)
    assert ids(reading) == {"COLUMN_UNKNOWN"}
    assert reading.tables["figures"].num_rows == 7181


def test_another_wait_band_is_read_and_everybody_after_day_104_still_counts(tmp_path: Path) -> None:
    book = MonthlyWorkbook()
    for name in (one for one in book.cells if one.startswith("62-DAY")):
        cells = book.cells[name]
        for (row, column), value in list(cells.items()):
            if value == "AFTER 104 DAYS":
                cells[row, column], cells[row, column + 1] = "IN 105 TO 120 DAYS", "AFTER 120 DAYS"
        last = max(column for _, column in cells)
        for row in {row for row, column in cells if column == last - 1 and not isinstance(cells[row, column], str)}:
            cells[row, last] = 0
    reading = read_here(book.save(tmp_path / NAME))
    assert ids(reading) == set()
    assert "31 38 48 62 76 90 104 120 +" in reading.tables["figures"]["band_edges"].to_pylist()


def test_an_extra_route_is_read_under_its_own_label_and_named(tmp_path: Path) -> None:
    book = MonthlyWorkbook()
    cells = book.cells[SHEET]
    last = max(row for row, _ in cells)
    part = {place: value for place, value in cells.items() if place[0] > last - 7}
    for (row, column), value in part.items():
        label = {"PART E: Consultant Upgrade": "PART F: Non-specific symptoms", "Consultant Upgrade": "Non-specific"}
        cells[row + 8, column] = label.get(value, value)
    reading = read_here(book.save(tmp_path / NAME))
    assert ids(reading) == {"PART_UNKNOWN", "SPLIT_NOT_WHOLE"}
    assert "Non-specific" in reading.tables["figures"]["stage_route"].to_pylist()


def test_a_second_sheet_of_one_table_is_named_and_not_mixed_in(tmp_path: Path) -> None:
    book = MonthlyWorkbook()
    book.cells["62D (ALL CANCER)"] = dict(book.cells[SHEET])
    reading = read_here(book.save(tmp_path / NAME))
    assert ids(reading) == {"SHEET_UNKNOWN"}
    assert "second" in reading.findings[0].message


def test_a_new_heading_over_the_names_is_found_by_the_england_row(tmp_path: Path) -> None:
    book = MonthlyWorkbook()
    row, column = book.find("UBS referral to FHA", "ACCOUNTABLE PROVIDER")
    book.cells["UBS referral to FHA"][row, column] = "NHS TRUST OR ISP"
    assert ids(read_here(book.save(tmp_path / NAME))) == set()


def test_a_workbook_that_nobody_can_read_is_refused_with_what_was_recognised(tmp_path: Path) -> None:
    book = MonthlyWorkbook()
    for name in list(book.cells):
        if not name.startswith("31-DAY (ALL"):
            book.cells[f"New {name}"[:31]] = {(0, 0): "something else"}
            del book.cells[name]
    with pytest.raises(Refused) as caught:
        read_here(book.save(tmp_path / NAME))
    assert caught.value.code == "LAYOUT_UNKNOWN"
    assert "Sheets recognised: 31-DAY (ALL CANCER); not recognised: New " in caught.value.reason


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(12)), above=st.integers(0, 5), spacer=st.integers(1, 12))
def test_columns_in_any_order_below_shifted_headings_give_the_same_figures(
    tmp_path: Path, order: list[int], above: int, spacer: int
) -> None:
    plain = read_here(MonthlyWorkbook().save(tmp_path / NAME)).tables["figures"]
    book = MonthlyWorkbook()
    places = {column: 1 + place + (1 + place >= spacer) for place, column in enumerate(one + 1 for one in order)}
    book.cells[SHEET] = {
        (
            row + (row > 4) * above,
            places.get(column, column) if row > 6 and column and column < 13 else column + (column > 12),
        ): value
        for (row, column), value in book.cells[SHEET].items()
    }
    reading = read_here(book.save(tmp_path / NAME))
    same = [
        "standard",
        "org_code",
        "stage_route",
        "cancer_type",
        "modality",
        "total",
        "within",
        "breaches",
        "band_people",
    ]
    assert reading.tables["figures"].select(same) == plain.select(same)


def extract(
    tmp_path: Path, rows: list[list[str]] = ROWS, columns: list[str] = COLUMNS, name: str = "CWT-Combined-May26.csv"
) -> Reading:
    """A long extract as CSV."""
    path = tmp_path / name
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([columns, *rows])
    return read_here(path)


def test_a_long_extract_as_csv_is_known_by_its_headings_and_its_basis_by_its_codes(tmp_path: Path) -> None:
    reading = extract(tmp_path)
    assert (reading.reader, reading.facts["basis"], reading.facts["month"]) == (
        "published_extract",
        "provider",
        "2026-05",
    )
    assert ids(reading) == {"RELEASE_NOT_STATED"}
    boards = [[*row[:2], "QF7", *row[3:]] for row in ROWS]
    assert extract(tmp_path, boards).facts["basis"] == "commissioner"
    with pytest.raises(Refused) as caught:
        extract(tmp_path, [*ROWS, *boards])
    assert caught.value.code == "BASIS_UNCLEAR"
    with pytest.raises(Refused) as caught:
        extract(tmp_path, boards, name="Data-Extract-Provider.csv")
    assert caught.value.code == "BASIS_UNCLEAR"


@pytest.mark.parametrize("period", ["01/05/2026", "May-26", "2026-05", "May 2026"])
def test_every_way_to_write_the_month_of_an_extract_is_read(tmp_path: Path, period: str) -> None:
    assert extract(tmp_path, [[period, *row[1:]] for row in ROWS]).facts["month"] == "2026-05"


def test_day_and_month_that_changed_places_are_not_guessed(tmp_path: Path) -> None:
    reading = extract(tmp_path, [*ROWS, ["05/01/2026", *ROWS[0][1:]]])
    assert "ROW_NOT_READ" in ids(reading)


def test_months_before_the_combined_standards_are_said_to_be_published_again(tmp_path: Path) -> None:
    reading = extract(
        tmp_path, [["2022-09-01", *row[1:]] for row in ROWS], name="CWT-CRS-2022-23-Data-Extract-Provider-Final.csv"
    )
    assert ids(reading) == {"BASIS_CHANGED_LATER"}
    assert date(2022, 9, 1).isoformat()[:7] == reading.facts["month"]


def test_a_new_column_of_an_extract_is_named_with_what_it_holds(tmp_path: Path) -> None:
    reading = extract(tmp_path, [[*row, "41"] for row in ROWS], [*COLUMNS, "MEDIAN WAIT"])
    (one,) = [finding for finding in reading.findings if finding.id == "COLUMN_UNKNOWN"]
    assert "MEDIAN WAIT" in one.message
    assert "figures" in one.message
