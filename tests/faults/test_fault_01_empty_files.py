"""Fault 1: an empty file is refused; a heading row alone is no records, and says so."""

from pathlib import Path

import pytest
from tests.intake.builders import csv_file, records

from clearway.intake.readers import read_file, read_here
from clearway.intake.waiting_times.csv_reader import parsed
from clearway.records.findings import Refused


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "FILE_KIND"), (b"\xef\xbb\xbf", "FILE_EMPTY"), (b"\n \n", "FILE_EMPTY")]
)
@pytest.mark.parametrize("name", ["march.csv", "march.xlsx", "march"])
def test_fault_01_an_empty_file_is_refused_with_words(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused, match=r"empty|named like") as caught:
        read_here(path)
    assert caught.value.code in (code, "FILE_KIND")
    assert caught.value.mend


def test_fault_01_a_heading_row_alone_is_accepted_as_no_records_with_a_notice(tmp_path: Path) -> None:
    read = parsed(read_file(csv_file(tmp_path, [])))
    assert (read.rows_read, read.records.num_rows, read.rejected.num_rows) == (0, 0, 0)
    assert [finding.id for finding in read.findings] == ["FILE_WITHOUT_ROWS"]
    assert (read.first_month, read.last_month) == ("", "")


def test_fault_01_a_file_of_blank_rows_is_no_records_either(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [])
    path.write_text(path.read_text() + "," * 27 + "\n")
    read = parsed(read_here(path))
    assert read.rows_read == 0
    assert {finding.id for finding in read.findings} == {"FILE_WITHOUT_ROWS", "ROWS_BLANK"}


def test_fault_01_one_record_is_no_empty_file(tmp_path: Path) -> None:
    assert parsed(read_here(csv_file(tmp_path, records({})))).rows_read == 1
