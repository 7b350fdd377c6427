"""What kind a document is, told from its bytes, and whether it may be kept: the list and the limits stand in a file."""

import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath

import yaml

from clearway.intake.file_kind import FileKind, file_kind
from clearway.records.findings import Refused

LIMITS = Path(__file__).with_name("limits.yaml")
PICTURES = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"))
PROGRAM = "vbaProject.bin"
MARKUP = (b"<svg", b"<script", b"<!doctype", b"<html")


@dataclass(frozen=True, slots=True)
class Type:
    """One kind of document that is kept: its words, and how a file of it is named."""

    kind: str
    words: str
    suffixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a document may be, how many may stand beside one thing, and which kinds."""

    most_bytes: int
    most_beside_one: int
    types: dict[str, Type]

    @property
    def words(self) -> str:
        """The kinds as one reads them."""
        return ", ".join(one.words for one in self.types.values())

    @property
    def suffixes(self) -> str:
        """The endings of names, as a browser wants them."""
        return ",".join(suffix for one in self.types.values() for suffix in one.suffixes)


@cache
def limits() -> Limits:
    """The limits that are shipped."""
    told = yaml.safe_load(LIMITS.read_text(encoding="utf-8"))
    types = [Type(one["kind"], one["words"], tuple(one["suffixes"])) for one in told["types"]]
    return Limits(int(told["most_bytes"]), int(told["most_beside_one"]), {one.kind: one for one in types})


def kind_of(path: Path) -> Type:
    """The kind of a file, from its bytes alone. Refused with words when it is none that is kept."""
    with path.open("rb") as stream:
        head = stream.read(512)
    found = next((kind for magic, kind in PICTURES if head.startswith(magic)), "")
    told = file_kind(path)
    known = limits().types.get(found or told.name)
    if known is None or (told is FileKind.TEXT and head.lstrip().lower().startswith(MARKUP)):
        words = "a page or a picture with a program in it" if known else told.value.words
        raise Refused(f"This file is not kept: it is {words}.", f"Kept are: {limits().words}.", code="DOCUMENT-KIND")
    if told in (FileKind.WORD, FileKind.WORKBOOK) and _holds_program(path):
        raise Refused(
            "This file is not kept: it holds macros, or is damaged.",
            "Save it as a plain .docx or .xlsx file, without macros.",
            code="DOCUMENT-PROGRAM",
        )
    return known


def named_for(name: str, kind: Type) -> str:
    """A name that ends as files of its kind do."""
    return name if PurePath(name).suffix.lower() in kind.suffixes else f"{name}{kind.suffixes[0]}"


def _holds_program(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith(PROGRAM) for name in archive.namelist())
    except zipfile.BadZipFile:
        return True
