"""Fault 21: dates that cannot be reject their record or empty their cell, by row and with a reason."""

from datetime import date
from pathlib import Path

import pytest
from tests.intake.builders import HEADINGS, csv_file, records

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import Parsed, parsed

TODAY = Declared(today=date(2025, 6, 1))


def read(folder: Path, *changes: dict[str, str], headings: tuple[str, ...] = HEADINGS) -> Parsed:
    """The parse of changed records, sent on 1 June 2025."""
    return parsed(read_here(csv_file(folder, records(*changes), headings=headings), TODAY))


@pytest.mark.parametrize(
    ("value", "fault", "words"),
    [
        ("2025-02-31", "DATE_IMPOSSIBLE", "'2025-02-31' is not a day of the calendar"),
        ("31/02/2025", "DATE_IMPOSSIBLE", "'31/02/2025' is not a day of the calendar"),
        ("2025-02-29", "DATE_IMPOSSIBLE", "not a day"),
        ("0202-03-12", "DATE_YEAR", "outside 1990 to 2099"),
        ("0025-03-12", "DATE_YEAR", "outside 1990 to 2099"),
        ("45719", "DATE_SPREADSHEET_NUMBER", "spreadsheet's number"),
        ("next week", "DATE_UNREADABLE", "not a date"),
    ],
)
def test_fault_21_a_date_that_cannot_be_rejects_its_record_by_row(
    tmp_path: Path, value: str, fault: str, words: str
) -> None:
    found = read(tmp_path, {}, {"treatment_start_date": value}, {})
    (finding,) = found.findings
    assert (finding.id, finding.row, finding.column) == (fault, 3, "treatment_start_date")
    assert finding.message.startswith("Row 3, treatment_start_date: ")
    assert words in finding.message
    assert finding.message.endswith("the record was rejected.")
    assert found.records["record_id"].to_pylist() == ["R1", "R3"]


@pytest.mark.parametrize("value", ["1900-01-01", "1899-12-30", "1970-01-01", "9999-12-31"])
def test_fault_21_a_default_date_is_read_as_no_date_and_said(tmp_path: Path, value: str) -> None:
    found = read(tmp_path, {"consultant_upgrade_date": value})
    (finding,) = found.findings
    assert (finding.id, finding.is_rejection) == ("DATE_DEFAULT", False)
    assert finding.message.endswith("the cell was left empty.")
    assert found.records["consultant_upgrade_date"].to_pylist() == [None]


def test_fault_21_a_referral_in_the_future_rejects_its_record(tmp_path: Path) -> None:
    found = read(tmp_path, {"crtp_start": "2025-06-02"}, {"crtp_start": "2025-06-01"})
    assert [(finding.id, finding.row, finding.column) for finding in found.findings] == [
        ("DATE_FUTURE", 2, "crtp_start")
    ]
    assert found.records["record_id"].to_pylist() == ["R2"]


def test_fault_21_a_treatment_booked_ahead_is_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path, {"treatment_start_date": "2025-08-01", "date_first_seen": "2025-06-20"}).findings == []


def test_fault_21_the_day_of_the_extract_is_the_rows_own_report_date_if_it_has_one(tmp_path: Path) -> None:
    headings = (*HEADINGS, "report_date")
    late = {"report_date": "2025-03-31", "crtp_start": "2025-04-01"}
    found = read(tmp_path, late, {"report_date": "2025-04-30", "crtp_start": "2025-04-01"}, headings=headings)
    assert [(finding.id, finding.row) for finding in found.findings] == [("DATE_FUTURE", 2)]


def test_fault_21_all_other_rows_of_the_file_are_kept(tmp_path: Path) -> None:
    changes: list[dict[str, str]] = [{} for _ in range(300)]
    changes[150] = {"crtp_start": "2025-02-30"}
    found = read(tmp_path, *changes)
    assert (found.records.num_rows, found.rejected["row"].to_pylist()) == (299, [152])
