"""A PDF as plain text in the order a person reads it: column after column, without running heads and page numbers.

pdfminer.six finds the lines and boxes of each page. This module puts the boxes in order, with an empty line between
boxes and wherever the size of the letters changes, so that a heading is never joined to the paragraph below it.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException

from clearway.planning.documents.limits import CHARACTERS, PAGES
from clearway.planning.documents.word import too_long
from clearway.records.findings import Refused

EDGE = 0.1
"""The share of a page's height, above and below, in which running heads and feet stand."""
WIDE = 0.55
"""A box wider than this share of the page's text runs across the columns: it parts what is above from below."""
COUNTING = re.compile(r"\d+")
NUMBER_OR_MARK = re.compile(r"^(?:page\s*)?\W*\d*\W*$", re.IGNORECASE)


def text_of(path: Path) -> tuple[str, tuple[int, ...]]:
    """The text of a PDF and the offset at which each page begins.

    Raises Refused for a locked or damaged file, too many pages, and pages of pictures without text.
    """
    pages = [_boxes(page) for page in _pages(path)]
    running = _running_lines(pages)
    text, starts = "", []
    for boxes in pages:
        starts.append(len(text))
        kept = [[line for line in box if _key(line) not in running and not _is_page_number(line)] for box in boxes]
        text += "\n\n".join(filter(None, (_box_text(box) for box in kept))) + "\n\n"
        if len(text) > CHARACTERS:
            raise too_long()
    if not text.strip():
        raise Refused(
            "The PDF holds no text, only pictures of pages.",
            "Send the document from which it was printed, or one whose words can be marked and copied.",
            code="PDF_PICTURES",
        )
    return text, tuple(starts)


class Line:
    """A printed line: words, letter size in points, and how high it stands on its page (0 is the foot, 1 the head)."""

    __slots__ = ("height", "size", "words")

    def __init__(self, printed: LTTextLine, page: LTPage) -> None:
        self.words = printed.get_text().strip().replace("\t", " ")
        self.size = round(printed.height)
        self.height = (printed.y0 - page.y0) / max(1.0, page.height)


def _pages(path: Path) -> Iterator[LTPage]:
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its warnings may hold words of the file
    try:
        for number, page in enumerate(extract_pages(path, laparams=LAParams(boxes_flow=None)), start=1):
            if number > PAGES:
                words = f"The PDF has more than {PAGES} pages, the limit."
                raise Refused(words, "Send the chapters that hold the plan.", code="PDF_PAGES")
            yield page
    except (PDFPasswordIncorrect, PDFEncryptionError, PDFTextExtractionNotAllowed) as locked:
        raise Refused(
            "The PDF is locked, so its words cannot be read.", "Send it without a password.", code="LOCKED"
        ) from locked
    except (PDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError) as wrong:
        raise Refused(
            f"The PDF is damaged or cut short ({type(wrong).__name__}).",
            "Fetch or print the file again, compare its size with the original, and send it again.",
            code="DAMAGED",
        ) from wrong


def _boxes(page: LTPage) -> list[list[Line]]:
    """The boxes of a page in reading order, each a list of its lines."""
    boxes = [box for box in page if isinstance(box, LTTextBox) and box.get_text().strip()]
    if not boxes:
        return []
    left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    width = max(1.0, right - left)
    ordered: list[LTTextBox] = []
    band: list[LTTextBox] = []
    for box in sorted(boxes, key=lambda one: -one.y1):
        if box.width > WIDE * width:
            ordered += [*_by_column(band), box]
            band = []
        else:
            band.append(box)
    ordered += _by_column(band)
    return [
        [Line(line, page) for line in box if isinstance(line, LTTextLine) and line.get_text().strip()]
        for box in ordered
    ]


def _by_column(band: list[LTTextBox]) -> list[LTTextBox]:
    """Boxes between two that run across: the columns from left to right, each from above to below.

    A box belongs to the first column with which it shares some of its width.
    """
    columns: list[list[LTTextBox]] = []
    for box in sorted(band, key=lambda one: one.x0):
        for column in columns:
            if box.x0 < max(one.x1 for one in column) - 1:
                column.append(box)
                break
        else:
            columns.append([box])
    return [box for column in columns for box in sorted(column, key=lambda one: -one.y1)]


def _key(line: Line) -> str:
    """A line with its numbers taken out, so that "Page 2" and "Page 3" are one; empty away from head and foot."""
    return COUNTING.sub("#", line.words) if not EDGE < line.height < 1 - EDGE else ""


def _running_lines(pages: list[list[list[Line]]]) -> set[str]:
    """Lines that stand at the head or foot of at least half of the pages, and of two at least."""
    counted: Counter[str] = Counter()
    for boxes in pages:
        counted.update({_key(line) for box in boxes for line in box} - {""})
    return {key for key, count in counted.items() if count >= max(2, len(pages) / 2)}


def _is_page_number(line: Line) -> bool:
    return not EDGE < line.height < 1 - EDGE and NUMBER_OR_MARK.match(line.words) is not None


def _box_text(box: list[Line]) -> str:
    """The lines of a box, with an empty line wherever the size of the letters changes."""
    text = ""
    for before, line in zip([None, *box], box, strict=False):
        if before is not None:
            text += "\n" if abs(before.size - line.size) <= 1 else "\n\n"
        text += line.words
    return text
