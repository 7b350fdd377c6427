"""Where things stand on a slide, in inches, and how words are set there."""

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches, Length, Pt

from clearway.publications.charts import palette
from clearway.publications.tables.safe_text import printable

WIDTH, HEIGHT = 13.333, 7.5
LEFT, ROOM = 0.6, 12.13
TITLE_TOP, SENTENCE_TOP, BODY_BOTTOM, FOOT = 0.62, 1.33, 6.75, 6.95
BLUE = "#003087"

Box = tuple[Length, Length, Length, Length]


def box(left: float, top: float, width: float, height: float) -> Box:
    """A box in inches as slides measure it."""
    return (Inches(left), Inches(top), Inches(width), Inches(height))


def add_words(
    slide: Any,
    words: str,
    place: Box,
    *,
    size: float,
    colour: str = palette.TEXT,
    bold: bool = False,
    align: PP_ALIGN = PP_ALIGN.LEFT,
    framed: bool = False,
) -> Any:
    """A box of words; `framed` draws a line around it."""
    shape = slide.shapes.add_textbox(*place)
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    set_words(frame.paragraphs[0], words, size=size, colour=colour, bold=bold)
    frame.paragraphs[0].alignment = align
    if framed:
        shape.line.color.rgb, shape.line.width = rgb(BLUE), Pt(1.5)
    return shape


def set_words(paragraph: Any, words: str, *, size: float, colour: str = palette.TEXT, bold: bool = False) -> None:
    """The words of one paragraph, in British English."""
    run = paragraph.add_run()
    run.text = printable(words)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, rgb(colour)
    run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK


def say_what_it_is(shape: Any, words: str) -> None:
    """The words that stand for a shape, for those who cannot see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", printable(words))


def rgb(colour: str) -> Any:
    """A colour of ours as slides write it."""
    made: Any = RGBColor
    return made(*bytes.fromhex(colour[1:]))
