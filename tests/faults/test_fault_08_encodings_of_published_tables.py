"""Fault 8: a published table needs no declared encoding: what is not UTF-8 is read as Windows-1252, and that is said.

A file that mixes encodings, or holds a byte that no letter has, is refused by row and byte as any other file is.
"""

from pathlib import Path

import pytest
from tests.intake.published.former_table import rows, save

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.records.findings import Refused


def with_note(note: str) -> list[list[str]]:
    """A good table whose first trust has a name beyond ASCII, and a title with a long dash."""
    lines = rows()
    lines[0][0] = lines[0][0].replace("62-DAY", "62\u2013DAY")
    lines[10][2] = note
    return lines


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_fault_08_pound_signs_and_dashes_of_published_tables_are_read_as_they_were_meant(
    tmp_path: Path, encoding: str
) -> None:
    reading = read_here(save(tmp_path, with_note("ST JOHN\u2019S \u2013 \u00a3 HOSPITAL"), encoding=encoding))
    assert "ST JOHN\u2019S \u2013 \u00a3 HOSPITAL" in reading.tables["figures"]["org_name"].to_pylist()
    assert any(one.id == "ENCODING_TAKEN" for one in reading.findings) == (encoding == "cp1252")


def test_fault_08_utf_16_is_read_where_it_is_declared_and_refused_where_not(tmp_path: Path) -> None:
    path = save(tmp_path, with_note("CAF\u00c9"), encoding="utf-16")
    assert "CAF\u00c9" in read_here(path, Declared(encoding="utf-16")).tables["figures"]["org_name"].to_pylist()
    with pytest.raises(Refused) as caught:
        read_here(path)
    assert caught.value.code == "FILE_KIND"


@pytest.mark.parametrize("bad", [b"\xc3\x89 AND \xa3", b"TEA\x81"])
def test_fault_08_mixed_encodings_and_impossible_bytes_are_refused_by_row(tmp_path: Path, bad: bytes) -> None:
    path = save(tmp_path, rows())
    path.write_bytes(path.read_bytes().replace(b"AMBRIDGE", bad, 1))
    with pytest.raises(Refused, match="Row 11 ") as caught:
        read_here(path)
    assert caught.value.code == "ENCODING_WRONG"
