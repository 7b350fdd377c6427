"""A file is what its bytes say, whatever its name."""

import gzip
import zipfile
from pathlib import Path

import pytest

from clearway.intake.file_kind import ENCRYPTED_PACKAGE, OLE, FileKind, file_kind, refuse_unreadable
from clearway.records.findings import Refused
from tests.intake.builders import MonthlyWorkbook

CASES = {
    "empty": (b"", FileKind.EMPTY),
    "text": (b"record_id,crtp_start\n1,2025-03-03\n", FileKind.TEXT),
    "text with a byte order mark": (b"\xef\xbb\xbfrecord_id\n", FileKind.TEXT),
    "text with a stray NUL": (b"record_id,crtp_start\n1,20\x0025\n", FileKind.TEXT),
    "text in CP1252": (b"record_id,note\n1,\xa3 5 \x96 6\n", FileKind.TEXT),
    "UTF-16": ("record_id\n".encode("utf-16"), FileKind.UTF16_TEXT),
    "web page": (b"\n<HTML><body><table><tr><td>1</td></tr></table>", FileKind.WEB_PAGE),
    "web page with an XML line": (b'<?xml version="1.0"?><html xmlns="x">', FileKind.WEB_PAGE),
    "XML": (b'<?xml version="1.0"?><COSD/>', FileKind.XML),
    "PDF": (b"%PDF-1.7\n", FileKind.PDF),
    "gzip": (gzip.compress(b"a,b\n"), FileKind.GZIP),
    "Parquet": (b"PAR1\x00\x00", FileKind.PARQUET),
    "locked workbook": (OLE + b"\0" * 600 + ENCRYPTED_PACKAGE, FileKind.LOCKED_WORKBOOK),
    "old workbook": (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), FileKind.OLD_WORKBOOK),
    "binary": (bytes(range(256)) * 4, FileKind.BINARY),
}


@pytest.mark.parametrize(("content", "kind"), CASES.values(), ids=CASES.keys())
def test_the_kind_is_told_from_the_bytes(tmp_path: Path, content: bytes, kind: FileKind) -> None:
    path = tmp_path / "anything"
    path.write_bytes(content)
    assert file_kind(path) is kind


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("xl/workbook.xml", FileKind.WORKBOOK),
        ("xl/workbook.bin", FileKind.BINARY_WORKBOOK),
        ("word/document.xml", FileKind.WORD),
        ("march.csv", FileKind.ZIP),
    ],
)
def test_zips_are_told_apart_by_what_they_hold(tmp_path: Path, entry: str, kind: FileKind) -> None:
    path = tmp_path / "some.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, "x")
    assert file_kind(path) is kind


def test_a_file_without_a_known_ending_is_read_for_what_it_is(tmp_path: Path) -> None:
    path = MonthlyWorkbook().save(tmp_path / "m.xlsx")
    assert refuse_unreadable(path, "download") is FileKind.WORKBOOK


def test_every_kind_that_cannot_be_read_says_how_to_save_it() -> None:
    for kind in set(FileKind) - {FileKind.TEXT, FileKind.WORKBOOK}:
        assert kind.value.words, kind
        assert kind.value.mend.endswith("."), kind


def test_only_the_last_part_of_the_senders_file_name_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(Refused) as caught:
        refuse_unreadable(path, "../../home/somebody/plan.csv")
    assert "plan.csv cannot be read" in caught.value.reason
    assert "somebody" not in str(caught.value)
