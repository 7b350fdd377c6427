"""What a file really is, told from its bytes and never from its name, and how to save it as something we read."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath

from clearway.records.findings import Refused

HEAD_BYTES = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
OLE_SEARCH_BYTES = 16_000_000
ZIP_DIRECTORY_BYTES = 4_000_000
"""The names of 40,000 entries fit in this: more than enough to see what a zip calls itself."""

AS_CSV = "Open it in Excel, choose File, Save As, 'CSV UTF-8 (Comma delimited)', and send that file."
AS_WORKBOOK = "Open it in Excel, choose File, Save As, 'Excel Workbook (*.xlsx)', and send that file."
AS_ORIGINAL = "Send the original CSV file or Excel workbook."


@dataclass(frozen=True, slots=True)
class Description:
    """What a person is told about a kind of file: `words` fit after "it is", `mend` says how to save it."""

    words: str
    mend: str


class FileKind(Enum):
    """The kinds we can tell apart. Only `TEXT` and `WORKBOOK` can be read."""

    EMPTY = Description(
        "empty: it holds no bytes", "Export the file again and check that it has a size before you send it."
    )
    TEXT = Description("a text file", "")
    WORKBOOK = Description("an Excel workbook (.xlsx)", "")
    UTF16_TEXT = Description(
        "a text file in UTF-16 ('Unicode text')", f"Declare its encoding as utf-16, or: {AS_CSV[0].lower()}{AS_CSV[1:]}"
    )
    LOCKED_WORKBOOK = Description(
        "an Excel workbook locked with a password",
        "Open it in Excel, choose File, Info, Protect Workbook, Encrypt with Password, clear it, and save.",
    )
    OLD_WORKBOOK = Description("an Excel workbook of the old kind (.xls, before 2007)", AS_WORKBOOK)
    BINARY_WORKBOOK = Description("a binary Excel workbook (.xlsb)", AS_WORKBOOK)
    OPEN_DOCUMENT = Description(
        "an OpenDocument file (.ods)", "Save it as 'Excel Workbook (*.xlsx)' and send that file."
    )
    WEB_PAGE = Description(
        "a web page (HTML), whatever its name says; some systems export these as 'Excel'", AS_WORKBOOK
    )
    XML = Description("an XML file", AS_ORIGINAL)
    WORD = Description("a Word document", AS_ORIGINAL)
    ZIP = Description("a zip archive", "Unpack it and send the files inside, one at a time.")
    GZIP = Description("a gzip archive", "Unpack it and send the file inside.")
    PDF = Description("a PDF", "Send the table itself, as CSV or as an Excel workbook.")
    PARQUET = Description("a Parquet file", AS_ORIGINAL)
    BINARY = Description("not text, and no kind of file that is known here", AS_ORIGINAL)


SUFFIX_KINDS = {
    ".csv": FileKind.TEXT,
    ".txt": FileKind.TEXT,
    ".tsv": FileKind.TEXT,
    ".xlsx": FileKind.WORKBOOK,
    ".xlsm": FileKind.WORKBOOK,
}
"""What a name promises. A name without one of these endings promises nothing."""

MAGIC = (
    (b"%PDF-", FileKind.PDF),
    (b"\x1f\x8b", FileKind.GZIP),
    (b"PAR1", FileKind.PARQUET),
    (b"\xff\xfe", FileKind.UTF16_TEXT),
    (b"\xfe\xff", FileKind.UTF16_TEXT),
)
HTML_STARTS = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<body")
ZIP_MARKS = (
    (b"xl/workbook.xml", FileKind.WORKBOOK),
    (b"xl/worksheets/", FileKind.WORKBOOK),
    (b"xl/workbook.bin", FileKind.BINARY_WORKBOOK),
    (b"word/document.xml", FileKind.WORD),
    (b"application/vnd.oasis.opendocument", FileKind.OPEN_DOCUMENT),
)
CONTROL_BYTES = frozenset(range(32)) - {0, 9, 10, 11, 12, 13, 26, 27}


def file_kind(path: Path) -> FileKind:
    """The kind of the file at `path`, from its bytes alone.

    A stray NUL does not make a text file binary (the text reader names its row and byte); other control bytes do.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head:
        return FileKind.EMPTY
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return zip_kind(path)
    if head.startswith(OLE):
        return ole_kind(path)
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(HTML_STARTS) or (text.startswith(b"<?xml") and b"<html" in text):
        return FileKind.WEB_PAGE
    if text.startswith(b"<?xml"):
        return FileKind.XML
    if sum(byte in CONTROL_BYTES for byte in head) or head.count(0) > len(head) // 20 + 8:
        return FileKind.BINARY
    return FileKind.TEXT


def zip_kind(path: Path) -> FileKind:
    """Which kind of zip: names in its directory (at the end) and the first entry (at the start) tell."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        stream.seek(max(0, path.stat().st_size - ZIP_DIRECTORY_BYTES))
        tail = stream.read()
    for mark, kind in ZIP_MARKS:
        if mark in tail or mark in head:
            return kind
    return FileKind.ZIP


def ole_kind(path: Path) -> FileKind:
    """A workbook locked with a password and an old `.xls` share one container; a locked one names its package."""
    with path.open("rb") as stream:
        found = ENCRYPTED_PACKAGE in stream.read(OLE_SEARCH_BYTES)
    return FileKind.LOCKED_WORKBOOK if found else FileKind.OLD_WORKBOOK


def refuse_unreadable(path: Path, name: str, *, encoding: str = "utf-8") -> FileKind:
    """The kind of a file that can be read, or `Refused` telling what the file is and how to save it.

    `name` is the sender's file name: only its last part is shown, and its ending is held against what the file is.
    UTF-16 text can be read when the sender declared it.
    """
    kind = file_kind(path)
    shown = PurePath(name).name
    if kind is FileKind.UTF16_TEXT and encoding == "utf-16":
        return FileKind.TEXT
    if kind not in (FileKind.TEXT, FileKind.WORKBOOK):
        raise Refused(f"{shown} cannot be read: it is {kind.value.words}.", kind.value.mend, code="FILE_KIND")
    promised = SUFFIX_KINDS.get(PurePath(name).suffix.lower())
    if promised is not None and promised is not kind:
        mend = AS_CSV if promised is FileKind.TEXT else AS_WORKBOOK
        words = f"{shown} is named like {promised.value.words}, but it is {kind.value.words}."
        raise Refused(words, f"Give the file its right ending and send it again. Or: {mend}", code="FILE_KIND")
    return kind
