"""The national and the commissioners' time series, in the layout that the specification describes."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from clearway.intake.readers import read_here
from clearway.intake.reading import Reading
from clearway.records.findings import Refused

NATIONAL = "CWT-CRS-National-Time-Series-Oct-2009-Oct-2023-with-Revisions.xlsx"
COMMISSIONER = "CWT-CRS-Commissioner-Time-Series-Jul-2022-Oct-2023-with-Revisions.xlsx"
THREE = ["Total", "Within Standard", "Outside Standard"]
ANCHORS = [
    [date(2021, 4, 1), 211835, 154535, 57300, "", "", "", "", "", ""],
    [date(2022, 4, 1), 200000, 150000, 50000, 45336, 41965, 3371, 12000, 8000, 4000],
    [date(2023, 10, 1), 271402, 192880, 78522, 54000, 48000, 6000, 25000, 16000, 9000],
]


def save(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook of plain sheets; dates are written as date cells."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "mmm-yy"})
    for name, lines in sheets.items():
        sheet = book.add_worksheet(name)
        for row, line in enumerate(lines):
            for column, value in enumerate(line):
                if value != "":
                    sheet.write(row, column, value)
    book.close()
    return path


def national(named: bool = True, rows: Sequence[Sequence[Any]] = ANCHORS) -> list[list[Any]]:
    """The sheet of the national series: three lines above the headings, the last of them naming the standards."""
    above = ["", "28-day FDS", "", "", "31-day combined", "", "", "62-day combined", "", ""] if named else [""]
    return [["Cancer Waiting Times"], ["England"], above, ["Monthly", *THREE, *THREE, *THREE], *map(list, rows)]


def wide(third: str = "Outside Standard") -> list[list[Any]]:
    """A sheet of the commissioner series: months above, headings one row below, three columns a month."""
    months = ["", "", "", date(2022, 7, 1), "", "", date(2022, 8, 1), "", ""]
    three = ["Total Told", "Within Standard", third]
    last = [2, 4, 6] if third == "Outside Standard" else [0.8, 0.6, 0.7]
    return [
        ["28 Day Faster Diagnosis Standard"],
        ["Commissioner based"],
        [],
        months,
        ["ODS Code (1)", "Integrated Care Board (ICB) Commissioning Hub", "", *three, *three],
        ["QF7", "NHS SOUTH YORKSHIRE INTEGRATED CARE BOARD", "", 10, 8, last[0], 10, 8, last[0]],
        ["QMJ", "NHS NORTH CENTRAL LONDON INTEGRATED CARE BOARD", "", 10, 6, last[1], "", "", ""],
        ["", "ALL ENGLISH COMMISSIONERS", "", 20, 14, last[2], 10, 8, last[0]],
    ]


def found(reading: Reading) -> set[str]:
    """The ids of the findings."""
    return {finding.id for finding in reading.findings}


def test_the_anchors_of_the_national_series_are_read(tmp_path: Path) -> None:
    reading = read_here(save(tmp_path / NATIONAL, {"Monthly Performance": national()}))
    assert reading.reader == "published_national_series"
    held = {(row["standard"], row["month"]): row for row in reading.tables["figures"].to_pylist()}
    for standard, month, total, within, outside in (
        ("28", "2023-10", 271402, 192880, 78522),
        ("28", "2021-04", 211835, 154535, 57300),
        ("31", "2022-04", 45336, 41965, 3371),
    ):
        row = held[standard, month]
        assert (row["total"], row["within"], row["breaches"]) == (Decimal(total), Decimal(within), Decimal(outside))
        assert row["org_code"] == "ENGLAND"
    assert ("31", "2021-04") not in held
    assert found(reading) == {"RELEASE_NOT_STATED", "BASIS_CHANGED_LATER"}


def test_standards_that_no_line_names_are_taken_in_order_and_that_is_said(tmp_path: Path) -> None:
    reading = read_here(save(tmp_path / NATIONAL, {"Monthly Performance": national(named=False)}))
    assert "SERIES_ORDER_TAKEN" in found(reading)


def test_a_month_of_the_series_that_does_not_add_up_is_named(tmp_path: Path) -> None:
    rows = [[date(2023, 10, 1), 10, 6, 3, 10, 6, 4, 10, 6, 4], ["Notes", *[""] * 9]]
    reading = read_here(save(tmp_path / NATIONAL, {"Monthly Performance": national(rows=rows)}))
    assert "TOTAL_NOT_PARTS" in found(reading)


def test_a_group_of_columns_of_no_known_standard_is_named_and_left_aside(tmp_path: Path) -> None:
    lines = national()
    lines[2] += ["18-week tea"]
    lines[3] += THREE
    for line in lines[4:]:
        line += [5, 4, 1]
    reading = read_here(save(tmp_path / NATIONAL, {"Monthly Performance": lines}))
    assert any("column" in one.message and one.id == "COLUMN_UNKNOWN" for one in reading.findings)


def test_the_commissioner_series_is_read_by_month_with_its_england_row_checked(tmp_path: Path) -> None:
    reading = read_here(save(tmp_path / COMMISSIONER, {"28-DAY FDS": wide()}))
    assert reading.reader == "published_organisation_series"
    assert reading.facts["basis"] == "commissioner"
    held = {(row["org_code"], row["month"]): row["total"] for row in reading.tables["figures"].to_pylist()}
    assert held["QF7", "2022-07"] == 10
    assert ("QMJ", "2022-08") not in held
    assert found(reading) == {"RELEASE_NOT_STATED"}


def test_a_series_that_prints_performance_has_those_outside_worked_out_and_its_shares_checked(tmp_path: Path) -> None:
    lines = wide("Performance")
    reading = read_here(save(tmp_path / COMMISSIONER, {"28-DAY FDS": lines}))
    assert found(reading) == {"RELEASE_NOT_STATED", "OUTSIDE_WORKED_OUT"}
    lines[5][5] = 0.99
    assert "PERCENTAGE_NOT_SHARE" in found(read_here(save(tmp_path / COMMISSIONER, {"28-DAY FDS": lines})))


def test_an_england_row_that_is_not_the_sum_is_named_by_month(tmp_path: Path) -> None:
    lines = wide()
    lines[7][3:6] = [21, 15, 6]
    (one,) = [
        f for f in read_here(save(tmp_path / COMMISSIONER, {"28-DAY FDS": lines})).findings if f.id == "TOTAL_NOT_SUM"
    ]
    assert "2022-07" in one.message


def test_a_table_of_the_alliance_extract_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "62_DAY_CLASSIC.csv"
    path.write_text(
        "Month.Number,Month,Year,DCO,STP,CCG,AdmittedCare,CancerReportCategory,Cancer_Alliance,Tea\n1,Apr,2025,,,,,,,\n"
    )
    with pytest.raises(Refused, match="CADEAS") as caught:
        read_here(path)
    assert caught.value.code == "ALLIANCE_EXTRACT"
    assert "not recognised: Month, Year, Tea" in caught.value.reason
