"""Fault 3: a packed text that would explode is stopped while it is unpacked, and leaves nothing behind."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from clearway.intake.limits import DEFAULT, MEGABYTE
from clearway.intake.readers import read_file
from clearway.records.findings import Refused

HEADINGS = (
    b"Year,Gender,Age_at_Diagnosis,Geography_code,Geography_name,ICD10_code,Site_description,Count,Type_of_rate\n"
)


@pytest.mark.parametrize("content", [HEADINGS + b"0" * (80 * MEGABYTE), HEADINGS + b"\n" * (80 * MEGABYTE)])
def test_fault_03_a_packed_text_that_grows_a_hundredfold_is_stopped(tmp_path: Path, content: bytes) -> None:
    bomb, scratch = tmp_path / "Inc_all.csv.gz", tmp_path / "scratch"
    bomb.write_bytes(gzip.compress(content))
    scratch.mkdir()
    with pytest.raises(Refused, match="would unpack to more than") as caught:
        read_file(bomb, limits=replace(DEFAULT, memory_bytes=1_000 * MEGABYTE), scratch=scratch)
    assert caught.value.code == "ZIP_SIZE"
    assert list(scratch.iterdir()) == []


def test_fault_03_a_bomb_within_a_bomb_is_not_unpacked_twice(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv.gz"
    path.write_bytes(gzip.compress(gzip.compress(b"0" * (80 * MEGABYTE))))
    with pytest.raises(Refused, match="inside, it is a gzip archive"):
        read_file(path, scratch=tmp_path)


def test_fault_03_a_workbook_is_not_looked_for_inside_a_packed_file(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx.gz"
    path.write_bytes(gzip.compress(b"PK\x03\x04" + b"\0" * 100))
    with pytest.raises(Refused, match="is a gzip file; inside, it is"):
        read_file(path, scratch=tmp_path)
