"""Fault 22: a date format is declared; an ambiguous date, or two formats in one column, refuses the file."""

from datetime import date
from pathlib import Path

import pytest
from tests.intake.builders import GOOD_RECORD, csv_file, records

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import parsed
from clearway.intake.waiting_times.dates import FORMATS
from clearway.records.findings import Refused

PATTERNS = {"DD/MM/YYYY": "%d/%m/%Y", "MM/DD/YYYY": "%m/%d/%Y", "YYYYMMDD": "%Y%m%d", "DD-MON-YYYY": "%d-%b-%Y"}


def in_format(pattern: str) -> dict[str, str]:
    """The good record with its dates written another way."""
    iso = {name: value for name, value in GOOD_RECORD.items() if value.startswith("2025-")}
    return {name: date.fromisoformat(value).strftime(pattern) for name, value in iso.items()}


@pytest.mark.parametrize(("name", "pattern"), PATTERNS.items())
def test_fault_22_a_declared_format_is_read(tmp_path: Path, name: str, pattern: str) -> None:
    path = csv_file(tmp_path, records(in_format(pattern)))
    read = parsed(read_here(path, Declared(date_format=name)))
    assert read.findings == []
    assert read.records["crtp_start"].to_pylist() == [date(2025, 3, 3)]
    assert name in FORMATS


def test_fault_22_an_ambiguous_date_that_was_not_declared_refuses_the_file(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({"crtp_start": "02/03/2024"}))
    with pytest.raises(Refused) as caught:
        read_here(path)
    assert caught.value.code == "DATE_FORMAT"
    assert "Row 2, crtp_start: 02/03/2024" in caught.value.reason
    assert "DD/MM/YYYY or MM/DD/YYYY" in caught.value.reason
    assert "declare the file's format" in caught.value.mend


def test_fault_22_two_formats_in_one_column_refuse_the_file_naming_a_row_of_each(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({}, {}, {"crtp_start": "25/03/2025"}))
    with pytest.raises(Refused) as caught:
        read_here(path)
    assert caught.value.code == "DATE_TWO_FORMATS"
    assert "row 2 is written YYYY-MM-DD, row 4 is 25/03/2025" in caught.value.reason


@pytest.mark.parametrize("odd", ["2025-03-25", "03/25/2025", "25/3/2025", "25/03/25", "25-Mar-2025"])
def test_fault_22_a_declared_format_mixed_with_another_is_refused_too(tmp_path: Path, odd: str) -> None:
    day_first = in_format("%d/%m/%Y")
    path = csv_file(tmp_path, records(day_first, {**day_first, "crtp_start": odd}))
    with pytest.raises(Refused) as caught:
        read_here(path, Declared(date_format="DD/MM/YYYY"))
    assert caught.value.code == "DATE_TWO_FORMATS"


def test_fault_22_a_time_of_day_is_not_cut_off_in_silence(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({"treatment_start_date": "2025-04-30 00:00:00"}))
    with pytest.raises(Refused, match="with a time"):
        read_here(path)
