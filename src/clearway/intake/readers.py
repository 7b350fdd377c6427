"""Which reader a file needs, told from its content; what nobody knows is refused, saying what was seen in it."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from clearway.intake.child import read_in_child
from clearway.intake.file_kind import FileKind, refuse_unreadable
from clearway.intake.limits import DEFAULT, Limits
from clearway.intake.published import extract, monthly
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.waiting_times import csv_reader
from clearway.intake.workbook import Sheet, open_workbook
from clearway.records.findings import Refused


@dataclass(frozen=True, slots=True)
class WorkbookReader:
    """A reader of workbooks: its stable name, its title for a person, what it recognises and how it reads."""

    name: str
    title: str
    recognises: Callable[[Sequence[Sheet]], bool]
    read: Callable[[Sequence[Sheet], Source, Declared], Reading]


WORKBOOK_READERS = (
    WorkbookReader(monthly.NAME, "NHS England monthly cancer waiting times workbook", monthly.recognises, monthly.read),
    WorkbookReader(extract.NAME, "NHS England cancer waiting times data extract", extract.recognises, extract.read),
)
TITLES = {reader.name: reader.title for reader in WORKBOOK_READERS} | {csv_reader.NAME: csv_reader.TITLE}
"""Every reader's stable name and its title: the sources a file can be declared to come from."""


def read_file(
    path: Path, declared: Declared | None = None, limits: Limits = DEFAULT, *, scratch: Path | None = None
) -> Reading:
    """Read any supported file in a process of its own.

    Raises `Refused` with words for a person; nothing of a refused file is kept. `FileNotFoundError` when there is none.

    >>> read_file(Path("MARCH-2025-CWT-CRS-PROVIDER-WORKBOOK-FINAL.xlsx")).facts["month"]  # doctest: +SKIP
    '2025-03'
    """
    return read_in_child(path, named(path, declared), limits, scratch=scratch)


def read_here(path: Path, declared: Declared | None = None, limits: Limits = DEFAULT) -> Reading:
    """The same in this process: what the child runs. Use it only on files that you made yourself."""
    declared = named(path, declared)
    size = refuse_too_large(path.stat().st_size, limits)
    kind = refuse_unreadable(path, declared.file_name, encoding=declared.encoding)
    if declared.source and declared.source not in TITLES:
        words = f"No reader is named {declared.source}."
        raise Refused(words, f"The readers are {', '.join(sorted(TITLES))}.", code="SOURCE_UNKNOWN")
    source = Source(declared.file_name, sha256_of(path), size)
    reading = (
        read_workbook(path, source, declared, limits)
        if kind is FileKind.WORKBOOK
        else csv_reader.read(path, source, declared, limits)
    )
    if declared.source and reading.reader != declared.source:
        words = f"The file was declared as {TITLES[declared.source]}, but it is {TITLES[reading.reader]}."
        raise Refused(words, "Correct the declaration, or send the file you meant.", code="SOURCE_DIFFERS")
    return reading


def read_workbook(path: Path, source: Source, declared: Declared, limits: Limits) -> Reading:
    """Read a workbook with the one reader that recognises its sheets."""
    sheets = open_workbook(path, limits)
    for reader in WORKBOOK_READERS:
        if reader.recognises(sheets):
            return reader.read(sheets, source, declared)
    names = ", ".join(sheet.name for sheet in sheets[:12]) or "none"
    known = "; ".join(reader.title for reader in WORKBOOK_READERS)
    words = f"{source.file_name} is an Excel workbook, but no reader knows its layout. Its sheets: {names}."
    mend = f"These workbooks are known: {known}. Records go as CSV, in the layout of the waiting-time record."
    raise Refused(words, mend, code="LAYOUT_UNKNOWN")


def refuse_too_large(size: int, limits: Limits = DEFAULT) -> int:
    """The size in bytes when it is within the limit; `Refused`, naming the limit, when it is not."""
    if size > limits.file_bytes:
        words = f"The file has {size:,} bytes; the limit is {limits.file_bytes:,}."
        raise Refused(words, "Send it in parts, one month each.", code="FILE_SIZE")
    return size


def named(path: Path, declared: Declared | None) -> Declared:
    """The declaration with the sender's file name reduced to its last part; the path's own when none was given.

    Signs that cannot be printed (line breaks, marks of direction) become `_`: the name is shown and logged.
    """
    declared = declared or Declared()
    last_part = PurePath(declared.file_name or path.name).name
    return replace(declared, file_name="".join(sign if sign.isprintable() else "_" for sign in last_part))


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
