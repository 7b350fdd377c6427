"""CSV as text, strictly: what Python's own reader reads we read the same, and what is not sound is refused by place."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.intake.limits import DEFAULT, Limits
from clearway.intake.waiting_times import text_bytes
from clearway.intake.waiting_times.text_bytes import clean_bytes
from clearway.intake.waiting_times.text_table import SEPARATORS, TextTable, heading_cells, text_table
from clearway.records.findings import Refused

cells = st.text(st.sampled_from('ab 0"\n\r,;|\té€'), max_size=6)


def values(clean: bytes, separator: str = ",") -> list[list[str]]:
    """The rows below the heading."""
    return [list(row.values()) for row in table(clean, separator).rows.to_pylist()]


def table(clean: bytes, separator: str = ",", limits: Limits = DEFAULT) -> TextTable:
    """The whole table."""
    return text_table(clean, heading_cells(clean, separator, limits), separator, limits)


@settings(deadline=None)
@given(
    st.lists(st.tuples(cells, cells, cells), max_size=8),
    st.sampled_from(list(SEPARATORS)),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_writer_quotes_as_it_should_comes_back_cell_by_cell(
    rows: list[tuple[str, str, str]], separator: str, line_end: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([("one", "two", "three"), *rows])
    assert values(text.getvalue().encode(), separator) == [list(row) for row in rows]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (b"a,b\n1,2\n3,4,5\n6,7\n", "ROW_RAGGED", "Row 3 (from byte 9) has 3 cells, the heading has 2"),
        (b"a,b\n1,2\n3\n6,7\n", "ROW_RAGGED", "Row 3 (from byte 9) has 1 cells"),
        (b'a,b\n1,"2\n2"\n3\n6,7\n', "ROW_RAGGED", "Row 3 (from byte 13) has 1 cells"),
        (b"a,b\n1,2\n3", "FILE_CUT_SHORT", "Row 3 (from byte 9) has 1 cells, the heading has 2; it ends at byte 9"),
        (b'a,b\n1,"2\n3,4\n', "FILE_CUT_SHORT", "Row 2 (byte 7)"),
        (b'a,b\n1,2"x"\n', "QUOTE_MISPLACED", "Row 2 (byte 8)"),
        (b'a,b\n1,"2"x\n', "QUOTE_MISPLACED", "Row 2 (byte 9)"),
        (b"a;b\n1;2\n", "SEPARATOR_WRONG", "semicolon"),
    ],
)
def test_an_unsound_row_is_refused_by_row_and_byte(text: bytes, code: str, place: str) -> None:
    with pytest.raises(Refused) as caught:
        table(text)
    assert caught.value.code == code
    assert place in caught.value.reason


def test_rows_and_row_lengths_have_limits_that_are_named() -> None:
    with pytest.raises(Refused, match="the limit is 2") as caught:
        table(b"a,b\n1,2\n3,4\n5,6\n", limits=Limits(rows=2))
    assert caught.value.code == "TOO_MANY_ROWS"
    with pytest.raises(Refused, match="1,000 bytes") as caught:
        table(b"a,b\n1,2\n3," + b"x" * 5000 + b"\n", limits=Limits(row_bytes=1000))
    assert caught.value.code == "ROW_TOO_LONG"


def test_values_that_look_like_nothing_stay_text() -> None:
    assert values(b"a,b,c,d\nNULL,NA,nan,03\n") == [["NULL", "NA", "nan", "03"]]


@pytest.mark.parametrize(
    ("raw", "encoding", "code", "place"),
    [
        (b"a,b\n1,2\n3,\x96\n", "utf-8", "ENCODING_WRONG", "Row 3 (byte 11, value 0x96) is not UTF-8"),
        ("a,b\n1,2\n".encode("utf-16-le"), "utf-16", "ENCODING_WRONG", "does not start with the mark"),
        ("a,£\n".encode(), "cp1252", "ENCODING_WRONG", "it is UTF-8"),
        (b"a,b\n1,\x81\n", "cp1252", "ENCODING_WRONG", "Row 2 (byte 7, value 0x81)"),
        (b"a,b\n1,\x002\n", "utf-8", "NUL_BYTE", "Row 2 (byte 7)"),
        (b"\xef\xbb\xbfa,b\n1,\x002\n", "utf-8", "NUL_BYTE", "Row 2 (byte 10)"),
        (b"\xef\xbb\xbf \n", "utf-8", "FILE_EMPTY", "no heading row"),
        (b"a,b\n", "latin-9", "ENCODING_UNKNOWN", "latin-9"),
    ],
)
def test_bytes_that_do_not_fit_the_declared_encoding_are_named(
    tmp_path: Path, raw: bytes, encoding: str, code: str, place: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(raw)
    with pytest.raises(Refused) as caught:
        clean_bytes(path, encoding)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert place in caught.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_declared_encodings_give_the_same_text(tmp_path: Path, encoding: str) -> None:
    text = "record_id,note\n1,£5 – 6\n"
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding))
    assert clean_bytes(path, encoding) == text.encode()  # type: ignore[arg-type]


def test_a_wrong_byte_far_into_a_large_file_is_named_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_bytes, "PIECE_BYTES", 10)
    raw = b"a,b\n" + "é,1\n".encode() * 20 + b"x,\xff\n" + "é,1\n".encode() * 5
    path = tmp_path / "x.csv"
    path.write_bytes(raw)
    with pytest.raises(Refused, match=rf"Row 22 \(byte {raw.index(255) + 1}, value 0xFF\)"):
        clean_bytes(path, "utf-8")
    path.write_bytes(raw.replace(b"\xff", b"y"))
    assert clean_bytes(path, "utf-8") == raw.replace(b"\xff", b"y")
