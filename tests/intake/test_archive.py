"""Guards of zip files: sound workbooks pass, and what a directory says is held against what unpacks."""

import zipfile
from pathlib import Path

import pytest

from clearway.intake.archive import check_directory, refuse_entities, refuse_nested, unpacked_pieces
from clearway.intake.limits import DEFAULT, Limits
from clearway.records.findings import Refused
from tests.intake.builders import MonthlyWorkbook
from tests.shared import shared_path


def unpack(path: Path, limits: Limits = DEFAULT) -> dict[str, bytes]:
    """Every entry past every guard."""
    return {
        entry.filename: b"".join(refuse_nested(refuse_entities(unpacked_pieces(path, entry))))
        for entry in check_directory(path, limits)
    }


def test_a_sound_workbook_unpacks_to_what_the_zip_library_says(tmp_path: Path) -> None:
    path = MonthlyWorkbook().save(tmp_path / "m.xlsx")
    with zipfile.ZipFile(path) as archive:
        assert unpack(path) == {name: archive.read(name) for name in archive.namelist()}


def test_entries_of_one_repeated_byte_unpack_to_the_last_byte(tmp_path: Path) -> None:
    path = tmp_path / "runs.xlsx"
    content = b"a" * 900_001
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", content)
    assert unpack(path) == {"xl/workbook.xml": content}


@pytest.mark.parametrize("folder", ["provider_workbooks", "commissioner_workbooks", "provider_extracts"])
def test_every_real_workbook_keeps_within_the_limits(folder: str) -> None:
    for path in sorted(shared_path(f"data/cwt/{folder}").glob("*.xlsx")):
        assert check_directory(path, DEFAULT)


def test_a_limit_is_named_in_its_refusal(tmp_path: Path) -> None:
    path = MonthlyWorkbook().save(tmp_path / "m.xlsx")
    with pytest.raises(Refused, match="the limit is 3") as caught:
        check_directory(path, Limits(entries=3))
    assert caught.value.code == "ZIP_ENTRIES"
    with pytest.raises(Refused, match="the limit is 1,000") as caught:
        check_directory(path, Limits(unpacked_bytes=1000))
    assert caught.value.code == "ZIP_SIZE"


def test_a_byte_changed_inside_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook>27537.5</workbook>")
    path.write_bytes(path.read_bytes().replace(b"27537.5", b"99999.9", 1))
    with pytest.raises(Refused, match="checksum") as caught:
        unpack(path)
    assert caught.value.code == "DAMAGED"


@pytest.mark.parametrize("cut", [10, 500, -30, -1])
def test_any_cut_is_noticed(tmp_path: Path, cut: int) -> None:
    path = MonthlyWorkbook().save(tmp_path / "m.xlsx")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(Refused) as caught:
        unpack(path)
    assert caught.value.code == "DAMAGED"
