"""Fault 13: codes that a spreadsheet changed are found and named, and never repaired."""

from pathlib import Path

import pytest
from tests.intake.builders import csv_file, records

from clearway.intake.readers import read_here
from clearway.intake.waiting_times.csv_reader import parsed


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("source_of_referral", "3", "CODE_LOST_ZERO"),
        ("event_type", "1", "CODE_LOST_ZERO"),
        ("modality", "5", "CODE_LOST_ZERO"),
        ("referral_type", "3.0", "CODE_DECIMAL"),
        ("pathway_id", "1.00E+10", "CODE_SCIENTIFIC"),
        ("org_treatment", "5.00E+02", "CODE_SCIENTIFIC"),
        ("pathway_id", "01-Mar", "CODE_AS_DATE"),
        ("org_first_seen", "Mar-01", "CODE_AS_DATE"),
        ("icd10", "#N/A", "CELL_ERROR"),
        ("fds_end_reason", "01/01/2025", "CODE_AS_DATE"),
    ],
)
def test_fault_13_a_changed_code_is_named_and_its_record_rejected(
    tmp_path: Path, column: str, value: str, fault: str
) -> None:
    read = parsed(read_here(csv_file(tmp_path, records({column: value}, {}))))
    (finding,) = read.findings
    assert (finding.id, finding.column, finding.row, finding.is_rejection) == (fault, column, 2, True)
    assert "spreadsheet" in finding.mend
    assert read.records["record_id"].to_pylist() == ["R2"]
    assert read.received[column].to_pylist()[0] == value


@pytest.mark.parametrize("value", ["9990000018.0", "9.99E+09", "9.990000018E9"])
def test_fault_13_an_nhs_number_turned_into_a_decimal_is_named_and_not_repaired(tmp_path: Path, value: str) -> None:
    read = parsed(read_here(csv_file(tmp_path, records({"nhs_number": value}))))
    (finding,) = read.findings
    assert finding.id == "NHS_NUMBER_SPREADSHEET"
    assert read.records["nhs_number"].to_pylist() == [None]
    assert value not in finding.message


def test_fault_13_a_whole_column_without_its_zeros_leaves_no_record_to_be_counted_wrongly(tmp_path: Path) -> None:
    read = parsed(read_here(csv_file(tmp_path, records(*({"event_type": "1"} for _ in range(20))))))
    assert read.records.num_rows == 0
    assert read.rejected.num_rows == 20
    assert {finding.id for finding in read.findings} == {"CODE_LOST_ZERO"}


@pytest.mark.parametrize(
    ("column", "value"), [("priority_type", "3"), ("pathway_id", "MAR1"), ("pathway_id", "1E10"), ("icd10", "C34")]
)
def test_fault_13_what_only_looks_like_it_is_left_alone(tmp_path: Path, column: str, value: str) -> None:
    read = parsed(read_here(csv_file(tmp_path, records({column: value}))))
    assert read.findings == []
    assert read.records[column].to_pylist() == [value]
