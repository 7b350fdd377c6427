"""From a publication to a PDF file: the words go to the typesetter as data, and never as part of its language."""

import json
import re
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from clearway.publications.charts import DrawingBoard, assurance_icon, variation_icon
from clearway.publications.charts.chart import Width
from clearway.publications.packs.pack import Pack
from clearway.publications.packs.page import Page, PageCell, PageTable, Sign
from clearway.publications.packs.pdf.letters import FAMILIES, fonts, letters_folder, without_unknown
from clearway.publications.packs.said import NUMBERS, marks, month_said, source_said, texts_of
from clearway.publications.packs.sizes import shares_of_width
from clearway.publications.tables.safe_text import printable
from clearway.stats.spc import Variation

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: headings, tables, reading order and the words for pictures are in the file."""

LONGEST_WORD = 40
"""Letters without a space after which a line may break, so that no word runs off the page."""

CHART_LOST = "The chart could not be drawn."
CHART_LOST_BESIDE_TABLE = "The chart could not be drawn. The table has the same figures."
TRIAL = b'#set document(title: "t")\n#set text(lang: "en", font: json(bytes(sys.inputs.fonts)))\n#sys.inputs.sign'


def pdf_file(pack: Pack, board: DrawingBoard, letters: Path | None = None) -> bytes:
    """The publication as PDF/UA-1. Equal publications give equal files.

    `letters` is a folder of fonts in place of the package's. Signs that no letter shows get a replacement mark.
    """
    import typst  # 80 MB: only when a file is written

    folder = letters or letters_folder()
    text = json.dumps(_written(pack, board), ensure_ascii=False)
    try:
        return _set(text, folder)
    except typst.TypstError:
        return _set(without_unknown(text, lambda sign: _can_be_set(sign, folder)), folder)


def _set(text: str, folder: Path | None) -> bytes:
    import typst

    made = typst.compile(_language(), sys_inputs={"pack": text}, pdf_standards=STANDARD, font_paths=fonts(folder))
    if not isinstance(made, bytes):
        raise TypeError("The typesetter gave no file.")
    return made


@cache
def _language() -> bytes:
    return files(__package__).joinpath("pack.typ").read_bytes()


@cache
def _can_be_set(sign: str, folder: Path | None) -> bool:
    """Whether any letter at hand shows a sign."""
    import typst

    told = {"sign": sign, "fonts": json.dumps(FAMILIES)}
    try:
        typst.compile(TRIAL, sys_inputs=told, pdf_standards=STANDARD, font_paths=fonts(folder))
    except typst.TypstError:
        return False
    return True


def _written(pack: Pack, board: DrawingBoard) -> dict[str, Any]:
    """Everything the page shows, as plain values."""
    month = month_said(pack.snapshot.month)
    return {
        "fonts": FAMILIES,
        "title": _words(pack.title),
        "whose": _words(pack.whose),
        "subtitle": _words(pack.subtitle),
        "about": _words(f"{pack.approval}."),
        "marks": marks(pack),
        "footer": _words(f"{pack.whose} · {month}"),
        "snapshot": pack.snapshot.id,
        "pages": [_page(page, board) for page in pack.pages],
    }


def _page(page: Page, board: DrawingBoard) -> dict[str, Any]:
    picture, notice = _picture(page, board)
    return {
        "part": _words(page.part),
        "heading": _words(page.heading),
        "sentence": _words(page.sentence),
        "standing": _words(f"Figures: {page.figures.words}." if page.figures else ""),
        "chart": picture,
        "notice": notice,
        "table": _table(page.table) if page.table else None,
        "ask": _words(page.ask),
        "notes": [_words(note) for note in page.notes],
        "sources": [_words(source_said(source)) for source in page.sources],
    }


def _picture(page: Page, board: DrawingBoard) -> tuple[dict[str, str] | None, str]:
    """The chart and the words for it; where it cannot be drawn, a notice beside the table that stands in for it."""
    if page.chart is None:
        return None, ""
    picture = board.picture_or_none(page.chart, Width.WIDE)
    if picture is None:
        return None, CHART_LOST_BESIDE_TABLE if page.table else CHART_LOST
    return {"picture": _in_our_letters(picture), "words": _words(f"{page.chart.title}. {page.chart.sentence}")}, ""


def _table(table: PageTable) -> dict[str, Any]:
    shares = shares_of_width(table)
    return {
        "caption": _words(table.caption),
        "empty": _words(table.empty),
        "leading": table.leading,
        "columns": [
            {"heading": _words(column.heading), "is_number": column.kind in NUMBERS, "share": share}
            for column, share in zip(table.columns, shares, strict=True)
        ],
        "rows": [
            [_cell(*pair) for pair in zip(row, texts, strict=True)]
            for row, texts in zip(table.rows, texts_of(table), strict=True)
        ],
    }


def _cell(cell: PageCell, text: str) -> dict[str, str]:
    return {"text": _words(text), "icon": _icon(cell) if isinstance(cell, Sign) else ""}


def _icon(sign: Sign) -> str:
    drawn = variation_icon(sign.icon) if isinstance(sign.icon, Variation) else assurance_icon(sign.icon)
    return _in_our_letters(drawn)


def _in_our_letters(svg: str) -> str:
    """A picture with its words in the letters of the page: those of the machine are never asked for."""
    return re.sub(r'font-family="[^"]*"', f'font-family="{escape(FAMILIES[0])}"', printable(svg))


def _words(text: str) -> str:
    """Words for the page: no control signs, and a place to break in anything longer than a word."""
    unbroken = re.compile(rf"(\S{{{LONGEST_WORD}}})(?=\S)")
    return unbroken.sub("\\1\u200b", printable(text))
