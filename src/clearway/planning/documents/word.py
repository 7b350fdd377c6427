"""A Word document (.docx) as plain text: a paragraph a line, a row of a table a line with tabs between its cells.

A Word file is a zip of XML. It is read with the guards of every other zip (`intake.archive`): its directory is looked
at first, no document type or entity is ever declared to the XML parser, and no part but the main text is opened. Text
that a tracked change takes out is left out; text that it puts in is read.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from clearway.intake.archive import check_directory, damaged, refuse_entities, unpacked_pieces
from clearway.intake.limits import Limits
from clearway.planning.documents.limits import CHARACTERS
from clearway.records.findings import Refused

MAIN_TEXT = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEFT_OUT = frozenset({f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{W}instrText"})
"""Text taken out by a tracked change, field codes, and text boxes, which are read after the paragraph they hang on."""


def text_of(path: Path, limits: Limits) -> str:
    """The text of a Word document. Raises Refused for an archive beyond the limits or a main text that is no XML."""
    entries = {entry.filename: entry for entry in check_directory(path, limits)}
    if MAIN_TEXT not in entries:
        raise damaged(path, "it holds no main text")
    body = _main_text(path, entries[MAIN_TEXT])
    lines: list[str] = []
    length = 0
    for line in _lines(body):
        length += len(line) + 1
        if length > CHARACTERS:
            raise too_long()
        lines.append(line)
    return "\n".join(lines)


def too_long() -> Refused:
    """The refusal of a document of more text than any strategy holds."""
    words = f"The document holds more than {CHARACTERS:,} characters of text, the limit."
    return Refused(words, "Send the chapters that hold the plan.", code="DOCUMENT_LENGTH")


def _main_text(path: Path, entry: zipfile.ZipInfo) -> ElementTree.Element:
    builder = ElementTree.TreeBuilder()
    parser = ElementTree.XMLParser(target=builder)  # noqa: S314 - declarations are refused before they are fed
    try:
        for piece in refuse_entities(unpacked_pieces(path, entry)):
            parser.feed(piece)
        root: ElementTree.Element = parser.close()
    except ElementTree.ParseError as wrong:
        raise damaged(path, f"its main text breaks off or is no XML (line {wrong.position[0]})") from wrong
    body = root.find(f"{W}body")
    if body is None:
        raise damaged(path, "its main text is empty")
    return body


def _lines(body: ElementTree.Element) -> Iterator[str]:
    """Paragraphs with an empty line after each, so that none is taken for the second line of another; rows without."""
    for part in body:
        if part.tag == f"{W}p":
            yield from _paragraph(part)
        elif part.tag == f"{W}tbl":
            yield from _rows(part)
            yield ""
        elif part.tag in (f"{W}sdt", f"{W}ins", f"{W}sdtContent"):
            yield from _lines(part)


def _paragraph(part: ElementTree.Element) -> Iterator[str]:
    words = _words(part).strip()
    listed = part.find(f"{W}pPr/{W}numPr") is not None or "List" in _style(part)
    yield f"• {words}" if listed and words else words
    yield ""
    for box in part.iter(f"{W}txbxContent"):
        yield from _lines(box)


def _style(part: ElementTree.Element) -> str:
    style = part.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _rows(table: ElementTree.Element) -> Iterator[str]:
    """Each row as its cells with tabs between; a table within a cell is read as words of that cell."""
    for row in table.iter(f"{W}tr"):
        cells = [
            " ".join(filter(None, (_words(one).strip() for one in cell.iter(f"{W}p")))) for cell in row.iter(f"{W}tc")
        ]
        yield "\t".join(cell.replace("\t", " ") for cell in cells)


def _words(part: ElementTree.Element) -> str:
    """The words of a paragraph on one line."""
    if part.tag in LEFT_OUT:
        return ""
    if part.tag == f"{W}t":
        return (part.text or "").replace("\n", " ")
    if part.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
        return " "
    if part.tag == f"{W}noBreakHyphen":
        return "-"
    return "".join(_words(child) for child in part)
