"""Opening a document that somebody sent: in a process of its own, within limits, and refused in words.

The kind is told from the bytes, never from the name. A hostile file can only end the process that reads it, which has
limits of memory, time and length, an almost empty environment and a folder of its own.
"""

import tempfile
from pathlib import Path, PurePath
from typing import Any

from clearway.intake.child import ask_child, reply
from clearway.intake.file_kind import FileKind, file_kind
from clearway.intake.limits import Limits
from clearway.intake.nursery import serve
from clearway.planning.documents import pdf, plain_text, word
from clearway.planning.documents.document import DocumentKind, DocumentText
from clearway.planning.documents.limits import CHARACTERS, DOCUMENT
from clearway.records.findings import Refused

KINDS = {
    FileKind.TEXT: DocumentKind.TEXT,
    FileKind.XML: DocumentKind.TEXT,
    FileKind.PDF: DocumentKind.PDF,
    FileKind.WORD: DocumentKind.WORD,
}
MEND = "Send the document as a Word file (.docx), a PDF, or plain text in UTF-8."


def open_document(
    path: Path, file_name: str = "", limits: Limits = DOCUMENT, *, scratch: Path | None = None
) -> DocumentText:
    """The text of a document, read in a child process; `file_name` is what its sender called it.

    `scratch` is where the private temporary folder is made. Raises `Refused` with words for a person when it is of a
    kind that is not read, beyond a limit, locked or damaged.
    """
    name = PurePath(file_name or path.name).name
    with tempfile.TemporaryDirectory(prefix="clearway-document-", dir=scratch) as folder:
        told = ask_child({"path": str(path.resolve()), "name": name}, Path(folder), name, limits, __name__)
    return DocumentText(name, DocumentKind(told["kind"]), told["text"], tuple(told["page_starts"]))


def read_here(path: Path, name: str, limits: Limits = DOCUMENT) -> DocumentText:
    """The text of a document, read in this process. Raises Refused as `open_document` does."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        words = f"{name} has {size:,} bytes; the limit for a document is {limits.file_bytes:,}."
        raise Refused(words, "Save it without its pictures, or send the chapters that hold the plan.", code="FILE_SIZE")
    kind = file_kind(path)
    if kind not in KINDS:
        mend = MEND if kind is not FileKind.LOCKED_WORKBOOK else f"Take the password off. {MEND}"
        raise Refused(f"{name} cannot be read as a document: it is {_told(kind)}.", mend, code="FILE_KIND")
    try:
        text, starts = _text_of(path, KINDS[kind], limits)
    except RecursionError:
        words = f"The parts of {name} lie deeper in one another than any program that saves documents puts them."
        raise Refused(words, MEND, code="DOCUMENT_DEPTH") from None
    if len(text) > CHARACTERS:
        raise word.too_long()
    if not text.strip():
        raise Refused(f"{name} holds no words.", MEND, code="FILE_EMPTY")
    return DocumentText(name, KINDS[kind], text, starts)


def _text_of(path: Path, kind: DocumentKind, limits: Limits) -> tuple[str, tuple[int, ...]]:
    """The text of a file of a known kind, and where its pages start, if it has pages."""
    if kind is DocumentKind.PDF:
        return pdf.text_of(path)
    return (word.text_of(path, limits) if kind is DocumentKind.WORD else plain_text.text_of(path)), ()


def _told(kind: FileKind) -> str:
    """What a file is, for kinds whose one container holds old Word documents and old workbooks alike."""
    if kind is FileKind.OLD_WORKBOOK:
        return "a document or workbook of the old kind (.doc or .xls, before 2007)"
    if kind is FileKind.LOCKED_WORKBOOK:
        return "a document or workbook locked with a password"
    told: str = kind.value.words
    return told


def main(room: Path) -> int:
    """The child's side."""
    return reply(room, _answer)


def _answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    document = read_here(Path(request["path"]), request["name"], limits)
    return {"kind": document.kind, "text": document.text, "page_starts": list(document.page_starts)}


if __name__ == "__main__":
    serve(main)
