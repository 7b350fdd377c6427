"""Fault 4: a file whose directory lies, or that takes too much to read, ends its own process and nothing else."""

import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from tests.intake.builders import MonthlyWorkbook, csv_file, records

from clearway.intake.archive import check_directory
from clearway.intake.limits import DEFAULT, Limits
from clearway.intake.readers import read_file
from clearway.intake.waiting_times.csv_reader import parsed
from clearway.records.findings import Refused


def far_cell_workbook(path: Path) -> Path:
    """A small file with one cell at the far corner of a sheet: laid out whole, it has 17 thousand million cells."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("62-DAY (ALL CANCER)")
    sheet.write(0, 0, "near")
    sheet.write(1_048_575, 16_383, "far")
    book.close()
    return path


def lying_workbook(path: Path) -> Path:
    """A workbook whose directory and local headers announce a thousandth of what one sheet unpacks to."""
    MonthlyWorkbook().save(path)
    bomb = b"<row/>" * 5_000_000
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet99.xml", bomb)
    lie = path.read_bytes().replace(struct.pack("<L", len(bomb)), struct.pack("<L", len(bomb) // 1000))
    path.write_bytes(lie)
    return path


def test_fault_04_a_directory_that_lies_is_found_out_while_unpacking(tmp_path: Path) -> None:
    path = lying_workbook(tmp_path / "liar.xlsx")
    assert sum(entry.file_size for entry in check_directory(path, DEFAULT)) < 1_000_000
    with pytest.raises(Refused, match="goes on beyond that") as caught:
        read_file(path)
    assert caught.value.code == "ZIP_SIZE"


def test_fault_04_reading_beyond_the_memory_limit_ends_in_words(tmp_path: Path) -> None:
    path = far_cell_workbook(tmp_path / "MARCH-2025-FINAL.xlsx")
    assert path.stat().st_size < 20_000
    with pytest.raises(Refused, match="1,000 MB of memory, the limit") as caught:
        read_file(path, limits=Limits(memory_bytes=1_000_000_000))
    assert caught.value.code == "READING_MEMORY"


def test_fault_04_reading_beyond_the_time_limit_ends_in_words(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records(*[{}] * 20_000))
    with pytest.raises(Refused, match=r"longer than 0\.01 seconds") as caught:
        read_file(path, limits=Limits(seconds=0.01))
    assert caught.value.code == "READING_TIME"


def test_fault_04_the_next_reading_is_not_affected(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records(*[{}] * 20_000))
    with pytest.raises(Refused):
        read_file(path, limits=Limits(seconds=0.01))
    assert parsed(read_file(path)).records.num_rows == 20_000
