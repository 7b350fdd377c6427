"""What stands in a PDF file, read back: words page by page, and whether anything in it is a raster image."""

import io
from collections.abc import Iterator

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTTextContainer


def pages_of(file: bytes) -> list[LTContainer]:  # type: ignore[type-arg]
    """The pages as they are laid out."""
    return list(extract_pages(io.BytesIO(file)))


def words_on(page: LTContainer) -> str:  # type: ignore[type-arg]
    """The words of a page, lines joined by spaces."""
    found = (one.get_text() for one in parts_of(page) if isinstance(one, LTTextContainer))
    return " ".join(" ".join(found).split())


def parts_of(held: LTContainer) -> Iterator[object]:  # type: ignore[type-arg]
    """Everything on a page, whatever it lies in; letters are left in their lines."""
    for one in held:
        yield one
        if isinstance(one, LTContainer) and not isinstance(one, LTTextContainer | LTChar):
            yield from parts_of(one)


def count_of(page: LTContainer, kind: type[LTCurve | LTImage]) -> int:  # type: ignore[type-arg]
    """How many lines, curves and boxes, or pictures made of dots, a page has."""
    return sum(isinstance(one, kind) for one in parts_of(page))
