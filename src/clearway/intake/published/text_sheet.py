"""A published table saved as CSV, as the one sheet of a workbook that its reader expects.

The publisher's CSV files are ASCII but for a few names and signs. So their encoding need not be declared: text that is
not UTF-8 is read as Windows-1252, which gives every byte that can stand in such a file one letter, and a finding says
so. Codes, headings and counts are ASCII either way.
"""

import codecs
import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from clearway.intake.limits import Limits
from clearway.intake.reading import Declared, Encoding
from clearway.intake.waiting_times.text_bytes import clean_bytes, is_many_byte_utf8
from clearway.intake.waiting_times.text_table import checked_quotes
from clearway.intake.workbook import Cell, Sheet, StoredSheet
from clearway.records.findings import Finding, FindingKind, Refused

HEAD_BYTES = 100_000
"""Enough to hold the title block and the first headings of any published table."""

NUMBER = re.compile(r"-?(0|[1-9]\d*|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?$")
"""A count as printed. A number with leading zeros is a code."""

UTF8_LETTER = re.compile(rb"[\xC3-\xDF][\x80-\xBF]|[\xE2-\xEF][\x80-\xBF]{2}")
"""A letter or sign of two or three bytes as UTF-8 writes it; as Windows-1252 these are rows of rare signs."""

EXPORT_AGAIN = "Fetch the file again from the publisher, and send it unchanged."


@dataclass(frozen=True, slots=True)
class TextSheet:
    """The sheet, and a finding when its encoding had to be taken as Windows-1252."""

    sheet: Sheet
    findings: tuple[Finding, ...]


def head_sheet(path: Path, declared: Declared) -> Sheet:
    """The first rows of a text file as a sheet, to look for known headings. Never refuses: others may know the file."""
    with path.open("rb") as stream:
        raw = stream.read(HEAD_BYTES)
    encoding = encoding_of(raw[: raw.rfind(b"\n") + 1] or raw, declared)
    text = raw.decode("utf-8-sig" if encoding == "utf-8" else encoding, "replace")
    try:
        return sheet_of(text.replace("\0", ""), declared)
    except csv.Error:
        return Sheet(name="", rows=[], is_hidden=False, stored=StoredSheet())


def text_sheet(path: Path, declared: Declared, limits: Limits) -> TextSheet:
    """The whole file as a sheet. `Refused` for bytes that no encoding fits, an open quote or a file cut short."""
    encoding = encoding_of(path.read_bytes(), declared)
    clean = clean_bytes(path, encoding)
    checked_quotes(clean, declared.separator)
    try:
        sheet = sheet_of(clean.decode("utf-8"), declared)
    except csv.Error as error:
        raise Refused(f"The file does not read as CSV: {error}.", EXPORT_AGAIN, code="ROW_TOO_LONG") from error
    refuse_cut_short(clean, sheet)
    if len(sheet.rows) > limits.rows:
        words = f"The file has {len(sheet.rows):,} rows; the limit is {limits.rows:,}."
        raise Refused(words, "Send it in parts, one month each.", code="TOO_MANY_ROWS")
    is_taken = encoding == "cp1252" and declared.encoding == "utf-8"
    return TextSheet(sheet, (taken_encoding(),) if is_taken else ())


def encoding_of(raw: bytes, declared: Declared) -> Encoding:
    """The declared encoding; Windows-1252 for text that was not declared and has nothing of UTF-8 in it.

    A file that mixes both stays with its declaration, and is refused by row and byte.
    """
    if declared.encoding != "utf-8" or raw.isascii() or raw.startswith(codecs.BOM_UTF8) or is_many_byte_utf8(raw):
        return declared.encoding
    return "utf-8" if UTF8_LETTER.search(raw) else "cp1252"


def taken_encoding() -> Finding:
    """The finding that names and notes were read as Windows-1252."""
    return Finding(
        id="ENCODING_TAKEN",
        kind=FindingKind.STRUCTURAL,
        message="The file is not UTF-8; it was read as Windows-1252. Only names and notes hold letters beyond ASCII.",
        mend="Look at a name with an accent or an apostrophe; declare the encoding if it is wrong.",
    )


def sheet_of(text: str, declared: Declared) -> Sheet:
    """Text as rows of equal length: numbers as numbers, empty cells as ''. The sheet is named after the file."""
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=declared.separator, strict=False))
    width = max((len(line) for line in lines), default=0)
    rows: list[list[Cell]] = [[cell_of(word) for word in line] + [""] * (width - len(line)) for line in lines]
    return Sheet(name=Path(declared.file_name).name, rows=rows, is_hidden=False, stored=StoredSheet(rows=len(rows)))


def cell_of(word: str) -> Cell:
    """A cell as a workbook would hold it."""
    word = word.strip()
    if word[:1] in "-0123456789" and NUMBER.match(word):
        return float(word.replace(",", ""))
    return word


def refuse_cut_short(clean: bytes, sheet: Sheet) -> None:
    """`Refused` when the last row has no line end and stops before the columns of the row above it."""
    if clean.endswith((b"\n", b"\r")):
        return
    last = clean[max(clean.rfind(b"\n"), clean.rfind(b"\r")) + 1 :]
    above = next(csv.reader(io.StringIO(line_above(clean).decode("utf-8", "replace"))), [])
    if 0 < len(next(csv.reader(io.StringIO(last.decode("utf-8", "replace"))), [])) < len(above):
        words = f"The file is cut short in mid-row: row {len(sheet.rows):,} has fewer cells than the row above it."
        raise Refused(words, EXPORT_AGAIN, code="FILE_CUT_SHORT")


def line_above(clean: bytes) -> bytes:
    """The last line but one of a text."""
    before = clean[: max(clean.rfind(b"\n"), 0)].rstrip(b"\r")
    return before[before.rfind(b"\n") + 1 :]
