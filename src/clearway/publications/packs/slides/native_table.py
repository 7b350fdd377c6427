"""A native table on a slide, as many rows as fit; the rest goes on over the next one."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from clearway.publications.packs.page import PageTable, Sign
from clearway.publications.packs.said import NUMBERS, texts_of
from clearway.publications.packs.sizes import shares_of_width
from clearway.publications.packs.slides.layout import LEFT, ROOM, box, say_what_it_is, set_words
from clearway.stats.spc import Assurance, Variation

SIZE = 12.0
LETTER, LINE, MARGIN = 0.085, 0.195, 0.1
"""Inches: the width of a letter and the height of a line at `SIZE`, and the room above and below a cell's words."""

STYLE = "{3B4B98B0-60AC-42C2-AFA5-B58CD77FA1E5}"
"""The light style of the program that shows the slides: lines between rows, no boxes."""

SHAPES: dict[Variation | Assurance, str] = {
    Variation.COMMON_CAUSE: "●",
    Variation.IMPROVEMENT_HIGH: "△",
    Variation.IMPROVEMENT_LOW: "▽",
    Variation.CONCERN_HIGH: "▲",
    Variation.CONCERN_LOW: "▼",
    Variation.NEITHER_HIGH: "■",
    Variation.NEITHER_LOW: "□",
    Variation.NOT_KNOWN: "○",
    Assurance.PASSES: "✓",
    Assurance.FAILS: "✗",
    Assurance.HIT_OR_MISS: "?",
    Assurance.NONE: "–",
}
"""The shape of each icon as a letter: hollow for improvement, solid for concern, as on the charts."""

LOSS = 1.1
"""Words do not fill their lines: a tenth is lost at the ends."""

Row = tuple[str, ...]
"""The cells of a row in words."""


def rows_of(table: PageTable) -> list[Row]:
    """The cells of a table in words, the shape of an icon before its words."""
    return [
        tuple(
            f"{SHAPES[cell.icon]} {text}" if isinstance(cell, Sign) else text
            for cell, text in zip(row, texts, strict=True)
        )
        for row, texts in zip(table.rows, texts_of(table), strict=True)
    ]


def parts(table: PageTable, room: float) -> Iterator[tuple[Row, ...]]:
    """The rows in words, in parts that fit a height in inches, each below the headings. A row is never split."""
    rows = rows_of(table)
    widths = _widths(table, rows)
    free = room - _height([column.heading for column in table.columns], widths)
    part: list[Row] = []
    for row in rows:
        height = _height(row, widths)
        if part and height > free:
            yield tuple(part)
            part, free = [], room - _height([column.heading for column in table.columns], widths)
        part.append(row)
        free -= height
    if part:
        yield tuple(part)


def _widths(table: PageTable, rows: Sequence[Row]) -> list[float]:
    """The width of each column in inches, together as wide as the slide's room."""
    shares = shares_of_width(table)
    fixed = [
        0.0 if share else (max(_longest(rows, place), len(_longest_word(column.heading))) + 2) * LETTER + 0.2
        for place, (column, share) in enumerate(zip(table.columns, shares, strict=True))
    ]
    free = max(ROOM - sum(fixed), ROOM / 3)
    widths = [held or free * share / sum(shares) for held, share in zip(fixed, shares, strict=True)]
    return [width * ROOM / sum(widths) for width in widths]


def _longest(rows: Sequence[Row], place: int) -> int:
    return max((len(row[place]) for row in rows), default=0)


def _longest_word(words: str) -> str:
    return max(words.split(), key=len, default="")


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    lines = max(
        (
            ceil((len(text) or 1) * LETTER * LOSS / max(width - 0.2, LETTER))
            for text, width in zip(texts, widths, strict=True)
        ),
        default=1,
    )
    return lines * LINE + MARGIN


def add_table(slide: Any, table: PageTable, rows: Sequence[Row], top: float, leading: int) -> Any:
    """Put some rows of a table on a slide below its headings; gives its frame. The first `leading` are in bold."""
    widths = _widths(table, rows_of(table))
    frame = slide.shapes.add_table(len(rows) + 1, len(table.columns), *box(LEFT, top, ROOM, 0.4 * (len(rows) + 1)))
    frame._element.xpath(".//a:tableStyleId")[0].text = STYLE
    native = frame.table
    native.horz_banding = False
    for place, width in enumerate(widths):
        native.columns[place].width = Inches(width)
    _fill(native, 0, [column.heading for column in table.columns], table, bold=True)
    native.rows[0].height = Inches(_height([column.heading for column in table.columns], widths))
    for down, row in enumerate(rows, start=1):
        _fill(native, down, row, table, bold=down <= leading)
        native.rows[down].height = Inches(_height(row, widths))
    say_what_it_is(frame, table.caption or "Table")
    return frame


def _fill(native: Any, down: int, texts: Sequence[str], table: PageTable, *, bold: bool) -> None:
    for place, text in enumerate(texts):
        cell = native.cell(down, place)
        cell.margin_top = cell.margin_bottom = Inches(MARGIN / 3)
        cell.vertical_anchor = MSO_ANCHOR.BOTTOM if down == 0 else MSO_ANCHOR.MIDDLE
        paragraph = cell.text_frame.paragraphs[0]
        set_words(paragraph, text, size=SIZE, bold=bold)
        paragraph.alignment = PP_ALIGN.RIGHT if table.columns[place].kind in NUMBERS else PP_ALIGN.LEFT
        paragraph.line_spacing = Pt(SIZE * 1.15)
