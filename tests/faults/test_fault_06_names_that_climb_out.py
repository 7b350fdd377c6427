"""Fault 6: names inside an archive, and the name a file is sent under, have no power over where anything is written."""

import stat
import zipfile
from pathlib import Path

import pytest
from tests.intake.builders import MonthlyWorkbook, csv_file, records

from clearway.intake.readers import read_file, read_here
from clearway.intake.reading import Declared

NAMES = [
    "../../climbed.txt",
    "/tmp/clearway-climbed.txt",
    "..\\climbed.txt",
    "xl/./../../climbed.txt",
    "C:\\climbed.txt",
]


def everything_under(folder: Path) -> set[Path]:
    """Every path below a folder."""
    return set(folder.rglob("*"))


@pytest.mark.parametrize("name", NAMES)
def test_fault_06_an_entry_that_climbs_out_is_never_written(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    path = MonthlyWorkbook().save(folder / "MARCH-2025-FINAL.xlsx")
    with zipfile.ZipFile(path, "a") as book:
        book.writestr(name, "climbed")
    before = everything_under(tmp_path)
    reading = read_file(path, scratch=tmp_path)
    assert reading.findings == []
    assert everything_under(tmp_path) == before
    assert not Path("/tmp/clearway-climbed.txt").exists()


def test_fault_06_a_symbolic_link_inside_is_not_followed(tmp_path: Path) -> None:
    path = MonthlyWorkbook().save(tmp_path / "MARCH-2025-FINAL.xlsx")
    link = zipfile.ZipInfo("xl/worksheets/link.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as book:
        book.writestr(link, "/etc/passwd")
    assert read_here(path).findings == []


@pytest.mark.parametrize("name", ["../../etc/march.csv", "/etc/march.csv", "a\nb/march.csv"])
def test_fault_06_of_a_senders_file_name_only_the_last_part_is_kept(tmp_path: Path, name: str) -> None:
    reading = read_here(csv_file(tmp_path, records({})), Declared(file_name=name))
    assert reading.source.file_name == "march.csv"


def test_fault_06_signs_that_cannot_be_printed_leave_the_name(tmp_path: Path) -> None:
    reading = read_here(csv_file(tmp_path, records({})), Declared(file_name="ma\nrch\u202e.csv"))
    assert reading.source.file_name == "ma_rch_.csv"
