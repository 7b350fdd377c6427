"""Fault 3: archives that would explode are refused from their directory, before anything is unpacked."""

import time
import zipfile
from pathlib import Path

import pytest
from tests.intake.builders import MonthlyWorkbook

from clearway.intake import archive
from clearway.intake.archive import check_directory
from clearway.intake.limits import DEFAULT
from clearway.intake.readers import read_here
from clearway.records.findings import Refused


def workbook_with(path: Path, *entries: tuple[str, bytes]) -> Path:
    """A sound workbook with further entries in its archive."""
    MonthlyWorkbook().save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        for name, content in entries:
            book.writestr(name, content)
    return path


@pytest.fixture
def _nothing_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "inflated", lambda *_: pytest.fail("unpacked before the directory was checked"))


@pytest.mark.usefixtures("_nothing_is_unpacked")
def test_fault_03_a_part_that_grows_more_than_a_hundred_times_is_refused(tmp_path: Path) -> None:
    path = workbook_with(tmp_path / "bomb.xlsx", ("xl/worksheets/sheet99.xml", b"<row/>" * 2_000_000))
    started = time.monotonic()
    with pytest.raises(Refused, match="the limit is 100") as caught:
        read_here(path)
    assert caught.value.code == "ZIP_SIZE"
    assert time.monotonic() - started < 1


@pytest.mark.usefixtures("_nothing_is_unpacked")
def test_fault_03_more_than_200_megabytes_unpacked_is_refused(tmp_path: Path) -> None:
    part = bytes(range(256)) * 4 + b"x" * 20_000
    path = workbook_with(tmp_path / "big.xlsx", *((f"xl/media/{n}.bin", part * 520) for n in range(20)))
    with pytest.raises(Refused, match="limit is 200,000,000") as caught:
        check_directory(path, DEFAULT)
    assert caught.value.code == "ZIP_SIZE"


@pytest.mark.usefixtures("_nothing_is_unpacked")
def test_fault_03_ten_thousand_entries_are_refused(tmp_path: Path) -> None:
    path = workbook_with(tmp_path / "many.xlsx", *((f"xl/many/{number}.xml", b"<x/>") for number in range(10_000)))
    with pytest.raises(Refused, match=r"10,\d\d\d entries; the limit is 100") as caught:
        read_here(path)
    assert caught.value.code == "ZIP_ENTRIES"


def test_fault_03_an_archive_inside_the_archive_is_refused(tmp_path: Path) -> None:
    inner = workbook_with(tmp_path / "inner.xlsx").read_bytes()
    path = workbook_with(tmp_path / "outer.xlsx", ("xl/embeddings/oleObject1.bin", inner))
    with pytest.raises(Refused, match="another archive inside") as caught:
        read_here(path)
    assert caught.value.code == "ZIP_NESTED"


def test_fault_03_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "overlap.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as book:
        book.writestr("xl/workbook.xml", b"x" * 100_000)
        for number in range(20):
            twin = zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml")
            first = book.infolist()[0]
            twin.header_offset, twin.CRC, twin.file_size, twin.compress_size = (
                0,
                first.CRC,
                first.file_size,
                first.compress_size,
            )
            book.filelist.append(twin)
            book.NameToInfo[twin.filename] = twin
        book._didModify = True
    with pytest.raises(Refused, match="overlap") as caught:
        check_directory(path, DEFAULT)
    assert caught.value.code == "ZIP_SIZE"


def test_fault_03_a_zip_with_a_file_inside_is_not_unpacked_but_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "march.zip"
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("march.csv", "record_id\n")
    with pytest.raises(Refused, match="zip archive") as caught:
        read_here(path)
    assert "Unpack it" in caught.value.mend
