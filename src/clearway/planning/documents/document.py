"""A document as plain text, with enough kept of its layout to say where a sentence stands."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class DocumentKind(StrEnum):
    """The kinds of file that can be read."""

    TEXT = "text"
    PDF = "pdf"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: lines count from 1, in a PDF on their page; `start` and `end` are characters of the text.

    In a Word file, which has no fixed lines, a line is a paragraph or a row of a table.
    """

    page: int | None
    line: int
    start: int
    end: int

    def in_words(self) -> str:
        """Such as "page 2, line 14, characters 310 to 395"."""
        page = f"page {self.page}, " if self.page else ""
        return f"{page}line {self.line}, characters {self.start} to {self.end}"


@dataclass(frozen=True)
class DocumentText:
    """The text of a document. Tabs part the cells of a row; `page_starts` are offsets, empty but for a PDF."""

    name: str
    kind: DocumentKind
    text: str
    page_starts: tuple[int, ...] = ()

    def place(self, start: int, end: int) -> Place:
        """The place of the characters from `start` up to `end`."""
        page = bisect_right(self.page_starts, start) or None
        since = self.page_starts[page - 1] if page else 0
        line = bisect_right(self.line_starts, start) - bisect_right(self.line_starts, since) + 1
        return Place(page, line, start, end)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(at + 1 for at, sign in enumerate(self.text) if sign == "\n")]
