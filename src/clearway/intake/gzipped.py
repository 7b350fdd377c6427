"""A text packed with gzip (`.csv.gz`), unpacked under the same ceilings as a zip: publishers send large tables so.

What the packed file says of its own size is never believed. It is unpacked in small pieces into a private folder, and
stopped at the first byte beyond the limit; nothing packed inside it is unpacked again.
"""

import contextlib
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePath

from clearway.intake.archive import CHUNK, RATIO_FROM_BYTES, damaged, too_big
from clearway.intake.file_kind import FileKind, file_kind
from clearway.intake.limits import Limits
from clearway.records.findings import Refused

WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS
INSIDE = (FileKind.TEXT, FileKind.UTF16_TEXT)


@contextlib.contextmanager
def unpacked_text(path: Path, name: str, limits: Limits, scratch: Path | None = None) -> Iterator[tuple[Path, str]]:
    """The text inside a gzip file, and its name, for as long as it is being read; then it is gone.

    Raises `Refused` when it would grow beyond the limits, is damaged or cut short, or holds anything but text.
    """
    with tempfile.TemporaryDirectory(prefix="clearway-unpacked-", dir=scratch) as folder:
        inside = Path(folder) / "inside"
        with inside.open("wb") as target:
            for piece in unpacked_pieces(path, limits):
                target.write(piece)
        kind = file_kind(inside)
        if kind not in INSIDE:
            words = f"{name} is a gzip file; inside, it is {kind.value.words}."
            raise Refused(words, kind.value.mend or "Send the file inside by itself.", code="FILE_KIND")
        yield inside, name_inside(name)


def name_inside(name: str) -> str:
    """The name of the file inside: without the ending of the packing.

    >>> name_inside("counts.csv.gz")
    'counts.csv'
    """
    return PurePath(name).stem if PurePath(name).suffix.lower() == ".gz" else name


def unpacked_pieces(path: Path, limits: Limits) -> Iterator[bytes]:
    """The unpacked bytes, piece by piece, each member of the file after the other, its checksum held against it."""
    most = min(limits.unpacked_bytes, max(RATIO_FROM_BYTES, limits.ratio * path.stat().st_size))
    seen = 0
    inflate = zlib.decompressobj(WITH_GZIP_HEADER)
    with path.open("rb") as stream:
        waiting = stream.read(CHUNK)
        while waiting:
            try:
                piece = inflate.decompress(waiting, CHUNK)
            except zlib.error as error:
                raise damaged(path, "it cannot be unpacked, or does not match its checksum") from error
            seen += len(piece)
            if seen > most:
                raise too_big(f"it would unpack to more than {most:,} bytes, the limit for its size.")
            yield piece
            if inflate.eof:
                waiting = inflate.unused_data or stream.read(CHUNK)
                inflate = zlib.decompressobj(WITH_GZIP_HEADER) if waiting else inflate
            else:
                waiting = inflate.unconsumed_tail or stream.read(CHUNK)
    while not inflate.eof and (held_back := inflate.decompress(b"", CHUNK)):
        seen += len(held_back)
        if seen > most:
            raise too_big(f"it would unpack to more than {most:,} bytes, the limit for its size.")
        yield held_back
    if not inflate.eof:
        raise damaged(path, "it ends before its last byte is unpacked")
