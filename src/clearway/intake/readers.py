"""Which reader a file needs, told from its content; what nobody knows is refused, saying what was seen in it."""

import hashlib
from dataclasses import replace
from pathlib import Path, PurePath

from clearway.intake.child import read_in_child
from clearway.intake.file_kind import FileKind, file_kind, refuse_unreadable
from clearway.intake.gzipped import unpacked_text
from clearway.intake.indicators.readers import INDICATOR_READERS
from clearway.intake.limits import DEFAULT, Limits
from clearway.intake.profiles.library import shipped_profile, shipped_profiles
from clearway.intake.profiles.profile import Profile
from clearway.intake.profiles.sample import SAMPLE_BYTES, text_sample
from clearway.intake.published.readers import PUBLISHED_READERS, refusal, seen_in
from clearway.intake.published.text_sheet import head_sheet, text_sheet
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.sheet_reader import reader_for
from clearway.intake.waiting_times import csv_reader
from clearway.intake.waiting_times.headings import MAKE_PROFILE, known_headings, plain, shown
from clearway.intake.workbook import open_old_workbook, open_workbook
from clearway.records.findings import Refused

READERS = (*INDICATOR_READERS, *PUBLISHED_READERS)
"""Every reader of published files, in the order in which a file is held against them."""

TITLES = {
    **{reader.name: reader.title for reader in (*PUBLISHED_READERS, *INDICATOR_READERS)},
    csv_reader.NAME: csv_reader.TITLE,
}
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


def read_here(
    path: Path, declared: Declared | None = None, limits: Limits = DEFAULT, *, scratch: Path | None = None
) -> Reading:
    """The same in this process: what the child runs. Use it only on files that you made yourself.

    A text packed with gzip is unpacked beside `scratch`; the reading still names the file that was sent, and its bytes.
    """
    declared = with_shipped_profile(named(path, declared))
    size = refuse_too_large(path.stat().st_size, limits)
    source = Source(declared.file_name, sha256_of(path), size)
    if file_kind(path) is not FileKind.GZIP:
        return read_unpacked(path, source, declared, limits)
    with unpacked_text(path, declared.file_name, limits, scratch) as (inside, name):
        return read_unpacked(inside, source, replace(declared, file_name=name), limits)


def read_unpacked(path: Path, source: Source, declared: Declared, limits: Limits) -> Reading:
    """The reading of a file that is not packed; `source` says what was sent."""
    encoding = declared.profile.layout.encoding if declared.profile else declared.encoding
    if reading := read_old_workbook(path, source, declared):
        return reading
    kind = refuse_unreadable(path, declared.file_name, encoding=encoding)
    if declared.source and not declared.profile and declared.source not in TITLES:
        words = f"No reader is named {declared.source}."
        names = ", ".join([*sorted(TITLES), *shipped_profiles()])
        raise Refused(words, f"The readers and shipped profiles are {names}.", code="SOURCE_UNKNOWN")
    if declared.profile:
        refuse_other_kind(declared.profile, kind, declared.file_name)
        return csv_reader.read(path, source, declared, limits)
    reading = (
        read_workbook(path, source, declared, limits)
        if kind is FileKind.WORKBOOK
        else read_text(path, source, declared, limits) or read_records(path, source, declared, limits)
    )
    refuse_other_source(reading.reader, declared)
    return reading


def read_old_workbook(path: Path, source: Source, declared: Declared) -> Reading | None:
    """The reading of an `.xls` workbook that a reader of published indicators knows; None for every other file.

    Only publishers still send the old kind, so whatever else comes in it is refused, with words how to save it.
    """
    if declared.profile or file_kind(path) is not FileKind.OLD_WORKBOOK:
        return None
    try:
        sheets = open_old_workbook(path)
    except Refused:
        return None
    reader = reader_for(sheets, INDICATOR_READERS)
    if reader is None:
        return None
    refuse_other_source(reader.name, declared)
    return reader.read(sheets, source, declared)


def refuse_other_source(name: str, declared: Declared) -> None:
    """`Refused` when the file is not what it was declared to be."""
    if declared.source and name != declared.source:
        known = TITLES.get(declared.source, declared.source)
        words = f"The file was declared as {known}, but it is {TITLES[name]}."
        raise Refused(words, "Correct the declaration, or send the file you meant.", code="SOURCE_DIFFERS")


def read_workbook(path: Path, source: Source, declared: Declared, limits: Limits) -> Reading:
    """Read a workbook with the one reader that recognises its sheets."""
    sheets = open_workbook(path, limits)
    if reader := reader_for(sheets, READERS):
        return reader.read(sheets, source, declared)
    if refused := refusal(sheets, source.file_name):
        raise refused
    known = "; ".join(title for name, title in TITLES.items() if name != csv_reader.NAME)
    words = f"{source.file_name} is an Excel workbook, but no reader knows its layout. {seen_in(sheets)}."
    mend = (
        f"These published files are known: {known}. Records go as CSV in the layout of the waiting-time record; for an "
        f"export of your own, make a mapping profile: {MAKE_PROFILE}"
    )
    raise Refused(words, mend, code="LAYOUT_UNKNOWN")


def read_text(path: Path, source: Source, declared: Declared, limits: Limits) -> Reading | None:
    """The reading of a published table saved as CSV; None when the file is something else.

    `Refused` for a table of the publications that nobody here can read, saying what was recognised in it.
    """
    head = head_sheet(path, declared)
    reader = reader_for([head], READERS)
    if reader is None:
        if refused := refusal([head], source.file_name):
            raise refused
        return None
    read = text_sheet(path, declared, limits)
    reading = reader.read([read.sheet], source, declared)
    reading.findings.extend(read.findings)
    return reading


def read_records(path: Path, source: Source, declared: Declared, limits: Limits) -> Reading:
    """Read a text in the record's own layout. One in another is refused by the headings that it has, wherever they
    stand: title lines above them are not taken for headings."""
    try:
        return csv_reader.read(path, source, declared, limits)
    except Refused as refusal:
        if refusal.code != "LAYOUT_UNKNOWN":
            raise
        raise unknown_table(path, source, refusal) from refusal


def unknown_table(path: Path, source: Source, refusal: Refused) -> Refused:
    """The refusal of a text in words about its table; the refusal as it was where no table is found."""
    with path.open("rb") as stream:
        head = stream.read(SAMPLE_BYTES)
    try:
        sample = text_sample(head, source.file_name)
    except Refused:
        return refusal
    if sample.heading_row == 1 and sample.separator == ",":
        return refusal
    known = known_headings()
    recognised = [heading for heading in sample.headings if plain(heading) in known]
    others = [heading for heading in sample.headings if heading and heading not in recognised]
    words = (
        f"No reader knows this layout. Its headings seem to stand in row {sample.heading_row}. Recognised: "
        f"{shown(recognised)}; not recognised: {shown(others)}."
    )
    return Refused(words, refusal.mend, code=refusal.code)


def with_shipped_profile(declared: Declared) -> Declared:
    """The declaration with the shipped profile that its source names, where it names one."""
    if declared.profile or declared.source in TITLES or not (profile := shipped_profile(declared.source)):
        return declared
    return replace(declared, profile=profile)


def refuse_other_kind(profile: Profile, kind: FileKind, name: str) -> None:
    """`Refused` when a profile is for text and the file is a workbook, or the other way round."""
    wanted = FileKind.WORKBOOK if profile.layout.kind == "xlsx" else FileKind.TEXT
    if kind is not wanted:
        words = f"The profile {profile.name} is for {wanted.value.words}, but {name} is {kind.value.words}."
        raise Refused(words, "Send the export that the profile was made for.", code="PROFILE_OTHER_KIND")


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
