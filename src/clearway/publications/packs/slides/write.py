"""From a publication to slides: a title, then for each page its chart, its table and its ask, one idea a slide."""

import io
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches

from clearway.publications.charts import palette
from clearway.publications.packs.pack import Pack
from clearway.publications.packs.page import Page, PageTable
from clearway.publications.packs.said import marks, month_said, source_said
from clearway.publications.packs.slides.layout import (
    BLUE,
    BODY_BOTTOM,
    FOOT,
    HEIGHT,
    LEFT,
    ROOM,
    SENTENCE_TOP,
    TITLE_TOP,
    WIDTH,
    add_words,
    box,
    say_what_it_is,
    set_words,
)
from clearway.publications.packs.slides.native_chart import add_chart
from clearway.publications.packs.slides.native_table import add_table, parts
from clearway.publications.packs.slides.plain_charts import plain_chart
from clearway.publications.tables.safe_text import printable

TITLE_ONLY = 5
"""The place of the layout with nothing but a title in the library's own template."""

NO_CHART = "The chart of this page is in the PDF. The table has the same figures."
NOTES_A_SLIDE = 8
SENTENCE_LETTERS, SENTENCE_LINE = 105, 0.3
"""Letters in a line of the sentence, and inches that a line takes."""

HEADING_LETTERS = 52
GO_ON = " (continued)"


def slides_file(pack: Pack) -> bytes:
    """The publication as a .pptx file. Every word is text, every chart and table is native."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    deck.core_properties.title, deck.core_properties.author = printable(pack.title), printable(pack.whose)
    deck.core_properties.language = "en-GB"
    _first(deck, pack)
    for page in pack.pages:
        _page(deck, page)
    _feet(deck, pack)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _first(deck: Any, pack: Pack) -> None:
    slide = _slide(deck, pack.title, top=2.4, size=40)
    add_words(slide, pack.whose, box(LEFT, 1.8, ROOM, 0.5), size=18, colour=palette.QUIET_TEXT, bold=True)
    add_words(slide, pack.subtitle, box(LEFT, 3.5, ROOM, 0.75), size=18)
    add_words(slide, f"{pack.approval}.", box(LEFT, 4.3, ROOM, 0.5), size=16, colour=palette.QUIET_TEXT)
    if pack.licence:
        _notes(slide, [pack.licence])


def _page(deck: Any, page: Page) -> None:
    """The slides of one page: what is asked, its chart, its table; its notes where there is nothing else."""
    if page.ask:
        _asked(deck, page)
    if page.chart is not None:
        _chart_slide(deck, page)
    if page.table is not None and (page.table.rows or not page.ask):
        _table_slides(deck, page, page.table)
    if page.chart is None and page.table is None and not page.ask:
        _notes_slides(deck, page)


def _chart_slide(deck: Any, page: Page) -> None:
    slide, top = _begun(deck, page, page.heading), body_top(page)
    plain = plain_chart(page.chart) if page.chart else None
    if page.chart is None or plain is None:
        add_words(slide, NO_CHART, box(LEFT, top, ROOM, 0.6), size=16)
        return
    frame = add_chart(slide, plain, box(LEFT, top, ROOM, BODY_BOTTOM - top))
    say_what_it_is(frame, f"{page.chart.title}. {page.chart.sentence}")


def _table_slides(deck: Any, page: Page, table: PageTable) -> None:
    top = body_top(page)
    if not table.rows:
        add_words(_begun(deck, page, page.heading), table.empty, box(LEFT, top, ROOM, 0.6), size=16)
    for number, rows in enumerate(parts(table, BODY_BOTTOM - top)):
        slide = _begun(deck, page, page.heading + (GO_ON if number else ""))
        add_table(slide, table, rows, top, 0 if number else table.leading)


def _notes_slides(deck: Any, page: Page) -> None:
    """A page of words alone: its notes as points, some on each slide."""
    top = body_top(page)
    for start in range(0, max(len(page.notes), 1), NOTES_A_SLIDE):
        slide = _begun(deck, page, page.heading + (GO_ON if start else ""))
        shape = slide.shapes.add_textbox(*box(LEFT, top, ROOM, BODY_BOTTOM - top))
        shape.text_frame.word_wrap = True
        for place, note in enumerate(page.notes[start : start + NOTES_A_SLIDE]):
            paragraph = shape.text_frame.paragraphs[0] if place == 0 else shape.text_frame.add_paragraph()
            paragraph.space_after = Inches(0.1)
            set_words(paragraph, f"• {note}", size=16)


def _asked(deck: Any, page: Page) -> None:
    """What is asked, on a slide of its own, so that it is not crowded out; where no paper is there, it says so."""
    slide, top = _begun(deck, page, page.heading), body_top(page)
    shape = add_words(slide, "Decision asked for", box(LEFT, top, ROOM, 1.8), size=16, bold=True, framed=True)
    set_words(shape.text_frame.add_paragraph(), page.ask, size=20)
    below = [page.table.empty] if page.table and not page.table.rows else []
    beside = add_words(slide, "", box(LEFT, top + 2.0, ROOM, BODY_BOTTOM - top - 2.0), size=14)
    for words in (*below, *page.notes):
        set_words(beside.text_frame.add_paragraph(), words, size=14, colour=palette.QUIET_TEXT)


def body_top(page: Page) -> float:
    """Where the body of a slide begins, in inches: below as many lines as its sentence needs."""
    return SENTENCE_TOP + 0.15 + SENTENCE_LINE * max(ceil(len(page.sentence) / SENTENCE_LETTERS), 1)


def _begun(deck: Any, page: Page, heading: str) -> Any:
    """A slide with its heading and sentence, and in its notes what the page says below its figures."""
    slide = _slide(deck, heading)
    if page.part:
        place = box(LEFT, TITLE_TOP - 0.3, ROOM, 0.35)
        add_words(slide, page.part, place, size=12, colour=palette.QUIET_TEXT, bold=True)
    if page.sentence:
        add_words(slide, page.sentence, box(LEFT, SENTENCE_TOP, ROOM, body_top(page) - SENTENCE_TOP), size=16)
    _notes(slide, list(_behind(page)))
    return slide


def _behind(page: Page) -> Iterator[str]:
    """What stands in the notes of a slide: the sentence, what the figures are, notes and sources with their dates."""
    if page.sentence:
        yield page.sentence
    if page.figures:
        yield f"Figures: {page.figures.words}."
    yield from page.notes
    yield from (f"Source: {source_said(source)}" for source in page.sources)


def _slide(deck: Any, heading: str, *, top: float = TITLE_TOP, size: float = 28) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = box(LEFT, top, ROOM, 0.75 if size < 40 else 1.0)
    frame = title.text_frame
    frame.word_wrap = True
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    set_words(frame.paragraphs[0], heading, size=_fitting(heading, size), colour=BLUE, bold=True)
    return slide


def _fitting(heading: str, size: float) -> float:
    """Smaller letters for a heading that would need more than its room."""
    return size if len(heading) <= HEADING_LETTERS else max(size * HEADING_LETTERS / len(heading), 12.0)


def _notes(slide: Any, lines: Sequence[str]) -> None:
    slide.notes_slide.notes_text_frame.text = printable("\n".join(lines))


def _feet(deck: Any, pack: Pack) -> None:
    """The foot of every slide: whose and which month, the snapshot, what it is, and how many slides there are."""
    left, said_marks = f"{pack.whose} · {month_said(pack.snapshot.month)}", " · ".join(marks(pack))
    for number, slide in enumerate(deck.slides, start=1):
        right = f"{said_marks} · {number} of {len(deck.slides)}"
        for words, place, align in (
            (left, box(LEFT, FOOT, 5.2, 0.35), PP_ALIGN.LEFT),
            (f"Snapshot {pack.snapshot.id}", box(5.9, FOOT, 2.4, 0.35), PP_ALIGN.LEFT),
            (right, box(8.3, FOOT, 4.43, 0.35), PP_ALIGN.RIGHT),
        ):
            add_words(slide, words, place, size=11.0, colour=palette.QUIET_TEXT, align=align)
