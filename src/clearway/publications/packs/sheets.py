"""A publication as an Excel workbook: what it is and where it comes from, then a sheet for each table."""

import io
import re
from typing import Any

from clearway.publications.packs.pack import Pack
from clearway.publications.packs.page import Page, PageTable, Sign
from clearway.publications.packs.said import marks, month_said, source_said
from clearway.publications.tables import Cell, Notes, Table
from clearway.publications.tables.safe_text import printable
from clearway.publications.tables.workbook import AS_TEXT, add_sheet

LONGEST_NAME = 31
"""Letters that Excel allows in the name of a sheet."""


def sheets_file(pack: Pack) -> bytes:
    """The publication as an .xlsx file. Numbers are numbers, words are words whatever they start with."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**AS_TEXT, "in_memory": True}) as book:
        book.set_properties({"title": printable(pack.title), "comments": ", ".join(marks(pack))})
        _about(book, pack)
        for number, page in enumerate(pack.pages, start=1):
            if page.table is not None:
                add_sheet(book, _table(pack, page, page.table), _name(number, page.heading))
    return file.getvalue()


def _about(book: Any, pack: Pack) -> None:
    """The first sheet: what this is, and what each page says, from where."""
    sheet = book.add_worksheet("About")
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 100)
    for row, (heading, words) in enumerate(_told(pack)):
        sheet.write_string(row, 0, printable(heading), bold)
        sheet.write_string(row, 1, printable(words), wrapped)


def _told(pack: Pack) -> list[tuple[str, str]]:
    lines = [
        (pack.title, pack.subtitle),
        ("From", pack.whose),
        ("Read this first", ". ".join([*marks(pack), pack.approval])),
        ("Month", month_said(pack.snapshot.month)),
        ("Snapshot", pack.snapshot.id),
        ("For", pack.snapshot.audience.words),
        *([("Licence", pack.licence)] if pack.licence else []),
    ]
    for number, page in enumerate(pack.pages, start=1):
        lines.append((f"{number} {page.heading}", page.sentence))
        lines += [("", f"Figures: {page.figures.words}.")] if page.figures else []
        lines += [("Decision asked for", page.ask)] if page.ask else []
        lines += [("", note) for note in page.notes]
        lines += [("Source", source_said(source)) for source in page.sources]
    return lines


def _table(pack: Pack, page: Page, table: PageTable) -> Table:
    rows = tuple(tuple(_cell(cell) for cell in row) for row in table.rows)
    notes = Notes(page.sentence, "", "", pack.snapshot.id, pack.licence, ", ".join(marks(pack)))
    return Table(table.caption, table.columns, rows, notes)


def _cell(cell: Cell | Sign) -> Cell:
    return cell.words if isinstance(cell, Sign) else cell


def _name(number: int, heading: str) -> str:
    """A name that Excel takes and that no other page has."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", printable(heading))
    return f"{number} {plain}"[:LONGEST_NAME].strip()
