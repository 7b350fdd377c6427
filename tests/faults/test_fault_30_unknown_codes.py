"""Fault 30: a code that nobody knows is kept, counted as unknown and shown, never dropped."""

from datetime import date
from pathlib import Path

import pytest
from tests.intake.builders import HEADINGS, csv_file, records

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import parsed
from clearway.records.findings import counted


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("referral_type", "99", "CODE_UNKNOWN"),
        ("modality", "77", "CODE_UNKNOWN"),
        ("event_type", "13", "CODE_UNKNOWN"),
        ("care_setting", "09", "CODE_UNKNOWN"),
        ("source_of_referral", "98", "CODE_UNKNOWN"),
        ("icd10", "C999", "DIAGNOSIS_UNKNOWN"),
        ("icd10", "lung cancer", "DIAGNOSIS_UNKNOWN"),
    ],
)
def test_fault_30_an_unknown_code_is_kept_as_it_came_with_a_finding(
    tmp_path: Path, column: str, value: str, fault: str
) -> None:
    read = parsed(read_here(csv_file(tmp_path, records({column: value}, {}))))
    (finding,) = read.findings
    assert (finding.id, finding.column, finding.row, finding.is_rejection) == (fault, column, 2, False)
    assert "counts as unknown" in finding.message
    assert read.records[column].to_pylist()[0] == value
    assert read.rejected.num_rows == 0


def test_fault_30_unknown_codes_are_counted(tmp_path: Path) -> None:
    read = parsed(read_here(csv_file(tmp_path, records(*({"icd10": "C999"} for _ in range(40)), {}))))
    (total,) = counted(read.findings)
    assert (total.id, total.count, total.first_row) == ("DIAGNOSIS_UNKNOWN", 40, 2)
    assert read.records.num_rows == 41


def test_fault_30_a_code_from_a_list_that_was_never_read_is_not_called_unknown(tmp_path: Path) -> None:
    read = parsed(read_here(csv_file(tmp_path, records({"sex": "2"}), headings=[*HEADINGS, "sex"])))
    assert read.findings == []


def test_fault_30_a_retired_code_is_unknown_after_its_last_day(tmp_path: Path) -> None:
    today = Declared(today=date(2025, 6, 1))
    read = parsed(read_here(csv_file(tmp_path, records({"modality": "18"})), today))
    assert [finding.id for finding in read.findings] == ["CODE_UNKNOWN"]
