"""Fault 8: a byte order mark is nothing special; other encodings are declared; what does not fit is named."""

from pathlib import Path

import pytest
from tests.intake.builders import HEADINGS, csv_text, records
from tests.intake.profiles.written import OWN_COLUMNS, profile

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared, Encoding
from clearway.intake.waiting_times.csv_reader import parsed
from clearway.records.findings import Refused

TEXT = csv_text(records({"delay_comment": "£5 – delayed"}), headings=[*HEADINGS, "delay_comment"])


COMMENT = "  delay_comment: {from: delay_comment}\n"


def written(tmp_path: Path, content: bytes) -> Path:
    """A file of these bytes."""
    path = tmp_path / "march.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("code", "declared"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("cp1252", "cp1252")]
)
def test_fault_08_declared_encodings_give_one_and_the_same_record(
    tmp_path: Path, code: str, declared: Encoding
) -> None:
    read = parsed(read_here(written(tmp_path, TEXT.encode(code)), Declared(encoding=declared)))
    assert read.findings == []
    assert read.records["delay_comment"].to_pylist() == ["£5 – delayed"]
    assert read.received.column_names[0] == "record_id"


def test_fault_08_cp1252_that_was_not_declared_is_refused_by_row_and_byte(tmp_path: Path) -> None:
    content = TEXT.encode("cp1252")
    with pytest.raises(Refused) as caught:
        read_here(written(tmp_path, content))
    assert f"Row 2 (byte {content.index(0xA3) + 1:,}, value 0xA3)" in caught.value.reason
    assert "pound sign" in caught.value.reason
    assert "declare its encoding" in caught.value.mend


def test_fault_08_utf16_that_was_not_declared_is_told_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="UTF-16") as caught:
        read_here(written(tmp_path, TEXT.encode("utf-16")))
    assert "utf-16" in caught.value.mend


def test_fault_08_one_foreign_byte_in_a_file_of_utf8_is_named(tmp_path: Path) -> None:
    content = TEXT.encode() + csv_text(records({"delay_comment": "x"})).encode().split(b"\n")[1] + b",\x96\n"
    with pytest.raises(Refused, match=r"Row 3 \(byte .*en dash"):
        read_here(written(tmp_path, content))


def test_fault_08_a_nul_is_refused_by_row_and_byte(tmp_path: Path) -> None:
    content = TEXT.encode().replace(b"delayed", b"del\x00yed")
    with pytest.raises(Refused, match=rf"Row 2 \(byte {content.index(0) + 1}\) holds a NUL"):
        read_here(written(tmp_path, content))


def test_fault_08_utf8_declared_as_cp1252_is_refused_rather_than_read_with_wrong_letters(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="it is UTF-8"):
        read_here(written(tmp_path, TEXT.encode()), Declared(encoding="cp1252"))


@pytest.mark.parametrize(("code", "declared"), [("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("cp1252", "cp1252")])
def test_fault_08_an_encoding_declared_by_a_profile_gives_the_same_record(
    tmp_path: Path, code: str, declared: str
) -> None:
    by = profile(layout=f"{{kind: csv, encoding: {declared}}}", columns=OWN_COLUMNS + COMMENT)
    read = parsed(read_here(written(tmp_path, TEXT.encode(code)), Declared(profile=by)))
    assert read.records["delay_comment"].to_pylist() == ["£5 – delayed"]
    with pytest.raises(Refused, match=r"Row 2|UTF-16|UTF-8"):
        read_here(written(tmp_path, TEXT.encode("cp1252" if declared != "cp1252" else "utf-8")), Declared(profile=by))
