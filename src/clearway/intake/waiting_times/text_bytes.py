"""From bytes to clean UTF-8: the encoding is declared, never guessed, and a byte that does not fit is named."""

import codecs
from pathlib import Path

from clearway.intake.reading import Encoding
from clearway.records.findings import Refused

UTF8_MARK = codecs.BOM_UTF8
AS_UTF8 = "Save it from Excel as 'CSV UTF-8 (Comma delimited)', or declare its encoding (utf-8, utf-16 or cp1252)."
CP1252_HINTS = {
    0x96: "an en dash",
    0x97: "a long dash",
    0xA3: "a pound sign",
    0x92: "an apostrophe",
    0x91: "a quotation mark",
}
ENCODINGS = ("utf-8", "utf-16", "cp1252")
PIECE_BYTES = 16_000_000


def clean_bytes(path: Path, encoding: Encoding) -> bytes:
    """The whole file as UTF-8 without a byte order mark. `Refused` names the row and byte that cannot be read."""
    if encoding not in ENCODINGS:
        words = f"The encoding {encoding} is not known."
        raise Refused(words, f"Declare one of {', '.join(ENCODINGS)}.", code="ENCODING_UNKNOWN")
    raw = path.read_bytes()
    if encoding == "utf-8":
        check_utf8(raw)
        clean = raw.removeprefix(UTF8_MARK)
        offset = len(raw) - len(clean)
    else:
        refuse_undeclared(raw, encoding)
        clean = decoded(raw, encoding).encode("utf-8").removeprefix(UTF8_MARK)
        offset = 0
    if (nul := clean.find(b"\0")) >= 0:
        words = f"Row {row_at(clean, nul):,} (byte {nul + offset + 1:,}) holds a NUL, which no text has."
        raise Refused(words, "The file was damaged on its way, or is not text: export it again.", code="NUL_BYTE")
    if clean.isspace() or not clean:
        words = "The file is empty: it has no heading row."
        raise Refused(words, "Export it again and look at it before you send it.", code="FILE_EMPTY")
    return clean


def check_utf8(raw: bytes) -> None:
    """`Refused` at the first byte that is not UTF-8. Looked at in pieces that end with a line, to spare memory."""
    start = len(raw) if raw.isascii() else 0
    while start < len(raw):
        end = raw.find(b"\n", start + PIECE_BYTES) + 1 or len(raw)
        try:
            raw[start:end].decode("utf-8")
        except UnicodeDecodeError as error:
            raise undecodable(raw, start + error.start, "utf-8") from None
        start = end


def decoded(raw: bytes, encoding: Encoding) -> str:
    """The text in a declared encoding; `Refused` at the first byte that does not fit it."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise undecodable(raw, error.start, encoding) from None


def undecodable(raw: bytes, place: int, encoding: Encoding) -> Refused:
    """The refusal of a byte that is not in the declared encoding, by row and byte."""
    byte = raw[place]
    hint = f" In Windows-1252 that byte is {CP1252_HINTS[byte]}." if byte in CP1252_HINTS else ""
    words = (
        f"Row {row_at(raw, place):,} (byte {place + 1:,}, value 0x{byte:02X}) is not "
        f"{encoding.upper()} text, as the file was declared.{hint}"
    )
    return Refused(words, AS_UTF8, code="ENCODING_WRONG")


def refuse_undeclared(raw: bytes, encoding: Encoding) -> None:
    """`Refused` when the bytes plainly are not what was declared: a guess here would put wrong letters into names."""
    has_utf16_mark = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if encoding == "utf-16" and not has_utf16_mark:
        words = "The file was declared as UTF-16, but it does not start with the mark of UTF-16."
        raise Refused(words, AS_UTF8, code="ENCODING_WRONG")
    if encoding == "cp1252" and (raw.startswith(UTF8_MARK) or is_many_byte_utf8(raw)):
        words = "The file was declared as CP1252, but it is UTF-8: read as declared, its letters would be wrong."
        raise Refused(words, "Declare it as utf-8.", code="ENCODING_WRONG")


def is_many_byte_utf8(raw: bytes) -> bool:
    """Whether the bytes hold letters beyond ASCII and all of them are sound UTF-8: chance does not do that."""
    if raw.isascii():
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def row_at(raw: bytes, byte: int) -> int:
    """The line that a byte stands in, counted from 1."""
    return raw.count(b"\n", 0, byte) + 1
