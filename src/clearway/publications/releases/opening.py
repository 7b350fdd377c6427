"""Whether a file opens again, by a reader that did not write it, before anybody is given it."""

import io
import zipfile
from collections.abc import Callable

from clearway.publications.releases.made import MadeFile

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
"""The kinds of files that may be made, and what a browser is told that they are."""


def kind_of(name: str) -> str:
    """The kind of a file by the end of its name: `pdf`."""
    return name.rpartition(".")[2].lower()


def why_not_open(file: MadeFile) -> str:
    """Why a file cannot be opened, in words that name it; empty when it opens."""
    opens = OPENERS.get(kind_of(file.name))
    if opens is None:
        return f"{file.name} is of no kind that we let out"
    try:
        said = opens(file.content)
    except Exception as error:  # whatever a reader stumbles over, the file is not fit to be let out
        said = f"{type(error).__name__}"
    return f"{file.name} does not open ({said})" if said else ""


def _pdf(content: bytes) -> str:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    document = PDFDocument(PDFParser(io.BytesIO(content)))
    return "" if any(PDFPage.create_pages(document)) else "no page"


def _slides(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        broken = packed.testzip()
        slides = [name for name in packed.namelist() if name.startswith("ppt/slides/slide")]
    return broken or ("" if slides else "no slide")


def _workbook(content: bytes) -> str:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return "" if any(book.get_sheet_by_name(name).to_python(nrows=1) for name in book.sheet_names) else "no row"


def _page(content: bytes) -> str:
    text = content.decode("utf-8").strip().lower()
    return "" if text.startswith("<!doctype html>") and text.endswith("</html>") else "it is cut short"


def _text(content: bytes) -> str:
    return "" if content.decode("utf-8").strip() else "it is empty"


OPENERS: dict[str, Callable[[bytes], str]] = {
    "pdf": _pdf,
    "pptx": _slides,
    "xlsx": _workbook,
    "html": _page,
    "txt": _text,
    "csv": _text,
}
