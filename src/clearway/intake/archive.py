"""Guards for zip files, and so for Excel workbooks: looked at before, and never by, the library that reads them.

First the directory alone is read: number of entries, sizes and ratio. Then each entry is unpacked in small pieces and
thrown away, to see that the directory told the truth and that no XML declares entities. Entry names are never used as
paths: nothing is ever written, so a name such as `../../etc/passwd` has no power.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from clearway.intake.limits import Limits
from clearway.records.findings import Refused

CHUNK = 1 << 18
END_OF_DIRECTORY = b"PK\x05\x06"
END_SEARCH_BYTES = 22 + 65_535
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
RATIO_FROM_BYTES = 1_000_000
"""An entry smaller than this may compress as well as it likes."""

SAVE_AGAIN = (
    "Open the file in Excel, save it as a new workbook, and send that. If it came from outside, ask the sender."
)
ENTITY_MARKS = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
OVERLAP = max(len(mark) for mark in ENTITY_MARKS) - 1


def check_directory(path: Path, limits: Limits) -> list[zipfile.ZipInfo]:
    """The entries of a zip whose directory keeps within the limits; `Refused` otherwise. Nothing is unpacked."""
    refuse_too_many(announced_entries(path), limits)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, struct.error) as error:
        raise damaged(path, "its directory cannot be read") from error
    refuse_too_many(len(entries), limits)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        raise too_big(f"it would unpack to {unpacked:,} bytes; the limit is {limits.unpacked_bytes:,}.")
    if packed > path.stat().st_size:
        raise too_big("its entries overlap one another, which no program that saves workbooks does.")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Refused(
                "The file is a zip locked with a password.",
                "Save it without a password and send it again.",
                code="LOCKED",
            )
        if entry.file_size > RATIO_FROM_BYTES and entry.file_size > limits.ratio * max(1, entry.compress_size):
            ratio = entry.file_size // max(1, entry.compress_size)
            raise too_big(f"a part of it would grow {ratio:,} times when unpacked; the limit is {limits.ratio}.")
    return entries


def announced_entries(path: Path) -> int:
    """How many entries the end record announces: read first, so that a huge directory is never loaded."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - END_SEARCH_BYTES))
        tail = stream.read()
    at = tail.rfind(END_OF_DIRECTORY)
    if at < 0 or len(tail) < at + 12:
        raise damaged(path, "the end of the archive is missing")
    return int.from_bytes(tail[at + 10 : at + 12], "little")


def refuse_too_many(count: int, limits: Limits) -> None:
    """`Refused` when an archive has more entries than the limit."""
    if count > limits.entries:
        words = f"The file is a zip of {count:,} entries; the limit is {limits.entries}, and a workbook needs fewer."
        raise Refused(words, SAVE_AGAIN, code="ZIP_ENTRIES")


def unpacked_pieces(path: Path, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes of one entry, piece by piece, checked against what the directory says of it.

    Unpacking stops at the first byte beyond the announced size, whoever announced it.
    """
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise damaged(path, "a part of it is packed in a way that Excel never uses")
    packed = packed_pieces(path, entry)
    seen, checksum = 0, 0
    for piece in packed if entry.compress_type == zipfile.ZIP_STORED else inflated(path, packed):
        seen += len(piece)
        if seen > entry.file_size:
            raise too_big(f"a part of it says it unpacks to {entry.file_size:,} bytes, but goes on beyond that.")
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if seen != entry.file_size or checksum != entry.CRC:
        raise damaged(path, "a part of it does not match its checksum")


def packed_pieces(path: Path, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The packed bytes of one entry as they stand in the file."""
    with path.open("rb") as stream:
        stream.seek(data_start(path, entry))
        left = entry.compress_size
        while left > 0:
            piece = stream.read(min(CHUNK, left))
            if not piece:
                raise damaged(path, "it ends in the middle of a part")
            left -= len(piece)
            yield piece


def inflated(path: Path, packed: Iterator[bytes]) -> Iterator[bytes]:
    """Unpacked pieces of at most one chunk each, however well they were packed."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in packed:
            waiting = piece
            while waiting:
                yield inflate.decompress(waiting, CHUNK)
                waiting = inflate.unconsumed_tail
        while not inflate.eof and (held_back := inflate.decompress(b"", CHUNK)):
            yield held_back
    except zlib.error as error:
        raise damaged(path, "a part of it cannot be unpacked") from error
    if not inflate.eof:
        raise damaged(path, "it ends in the middle of a part")


def data_start(path: Path, entry: zipfile.ZipInfo) -> int:
    """Where the packed bytes of an entry begin: after its local header, whose own name and extra field may differ."""
    with path.open("rb") as stream:
        stream.seek(entry.header_offset)
        header = stream.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise damaged(path, "the start of a part is missing")
    fields = LOCAL_HEADER.unpack(header)
    name_length, extra_length = fields[-2], fields[-1]
    return int(entry.header_offset + LOCAL_HEADER.size + name_length + extra_length)


def refuse_entities(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, or `Refused` at the first document type or entity declaration, in UTF-8 or UTF-16.

    Workbooks never hold one; they are how an XML bomb grows and how a file asks for other files or for the network.
    """
    tail = b""
    for piece in pieces:
        window = tail + piece
        if any(mark in window for mark in ENTITY_MARKS):
            words = (
                "The file declares XML entities, which can grow without end or fetch other files. Nothing was fetched."
            )
            raise Refused(words, SAVE_AGAIN, code="XML_ENTITIES")
        tail = window[-OVERLAP:]
        yield piece


def refuse_nested(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, or `Refused` when an entry is itself a zip."""
    first = True
    for piece in pieces:
        if first and piece.startswith(b"PK\x03\x04"):
            raise Refused("The file holds another archive inside it.", SAVE_AGAIN, code="ZIP_NESTED")
        first = False
        yield piece


def damaged(path: Path, what: str) -> Refused:
    """The refusal of a damaged archive, with the number of bytes that did arrive."""
    words = f"The file is damaged or cut short: {what} ({path.stat().st_size:,} bytes arrived)."
    return Refused(
        words, "Fetch or save the file again, compare its size with the original, and send it again.", code="DAMAGED"
    )


def too_big(what: str) -> Refused:
    """The refusal of an archive that would unpack to more than we allow."""
    return Refused(f"The file was not unpacked: {what}", SAVE_AGAIN, code="ZIP_SIZE")
