"""A plan as an Excel workbook that people fill in and send back: headings that stay, lists to choose from, no formula.

What each sheet and column is stands on the first sheet; where the plan comes from, on the last.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from clearway.planning.spans import FinancialYear, NotASpan
from clearway.planning.workbook.cells import Cell
from clearway.planning.workbook.columns import (
    EXPLAINED,
    FURTHER,
    LOOK_UP,
    MARK,
    NOTES,
    OF,
    PATH,
    PLAN,
    PRIORITIES,
    SHEETS,
    VALUE,
    Column,
    Kind,
    SheetShape,
)  # fmt: skip
from clearway.planning.workbook.layout import MARKED, LaidOut
from clearway.publications.tables import Notes
from clearway.publications.tables.safe_text import printable
from clearway.publications.tables.workbook import AS_TEXT

ROOM = 500
"""Rows below the last one in which a list to choose from still drops down."""
MOST_IN_LIST = 255
"""Characters of a list that Excel takes within a cell."""
DAY, POUNDS = "dd/mm/yyyy", "#,##0.00"
FORMATS = {Kind.DAY: DAY, Kind.MONEY: POUNDS}
STEPS = (
    ("1", "Fill in or change rows on the sheets from Plan to Risks. Each thing has a row of its own."),
    ("2", "To add something, write it below the last row. To withdraw something, delete its whole row."),
    ("3", "Keep the headings, and keep the ids of rows that are there: by these Clearway knows them again."),
    (
        "4",
        f"On the sheet Priorities, a mark ({MARKED}) stands under a half-year; add a column for another half-year.",
    ),
    ("5", f"The sheet {FURTHER} holds what has no column of its own. Leave it as it is if you do not need it."),
    ("6", "Send the file back. Clearway shows what would change before anything does, and what has to be mended."),
    ("Never", "Names of people, or anything about a patient: write roles and organisations."),
)


def plan_workbook(laid: LaidOut, *, measures: Sequence[tuple[str, str]], notes: Notes, mark: str = "") -> bytes:
    """The workbook of a plan. `measures` are ids and titles to look up, `mark` is that of the plan as it is now."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**AS_TEXT, "in_memory": True}) as book:
        book.set_properties({"title": printable(notes.definition), "comments": printable(notes.mark)})
        writer = _Writer(book)
        writer.explain()
        writer.head(laid, mark)
        for shape in SHEETS:
            writer.sheet(shape, laid)
        writer.plain(FURTHER, (OF, PATH, VALUE), laid.further, (12, 50, 80))
        writer.plain(LOOK_UP, ("Id", "Measure"), measures, (20, 80))
        writer.plain(NOTES, ("About this workbook", "In words"), list(notes.lines()), (24, 100))
    return file.getvalue()


class _Writer:
    """The sheets of one workbook, with the formats that they share."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.bold = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EDEE"}
        )
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.formats = {
            kind: book.add_format({"num_format": pattern, "valign": "top"}) for kind, pattern in FORMATS.items()
        }

    def explain(self) -> None:
        """The first sheet: what to do, then what each column is."""
        sheet = self._begun(EXPLAINED, ("Sheet", "Column", "What it is", "How it is written"), (16, 28, 60, 44))
        rows = [("", number, words, "") for number, words in STEPS]
        for place, row in enumerate((*rows, *_meanings()), start=1):
            for column, words in enumerate(row):
                sheet.write_string(place, column, words, self.wrapped)

    def head(self, laid: LaidOut, mark: str) -> None:
        """What the plan is, one thing a row."""
        sheet = self._begun(PLAN, ("What", "Value", "Meaning"), (34, 60, 60))
        for place, (column, cell) in enumerate(laid.head, start=1):
            sheet.write_string(place, 0, column.heading, self.wrapped)
            self._write(sheet, place, 1, cell, column.kind)
            sheet.write_string(place, 2, f"{'Needed. ' if column.is_needed else ''}{column.meaning}", self.wrapped)
        last = len(laid.head) + 1
        sheet.write_string(last, 0, MARK, self.wrapped)
        sheet.write_string(last, 1, mark, self.wrapped)
        sheet.write_string(last, 2, "Leave this row as it is. It is empty in a template.", self.wrapped)

    def sheet(self, shape: SheetShape, laid: LaidOut) -> None:
        """A sheet of rows with its lists to choose from."""
        halves = laid.halves if shape is PRIORITIES else ()
        headings = (*(one.heading for one in shape.columns), *halves)
        sheet = self._begun(shape.name, headings, (*(one.width for one in shape.columns), *(8 for _ in halves)))
        kinds = (*(one.kind for one in shape.columns), *(Kind.TEXT for _ in halves))
        rows = laid.rows[shape.name]
        for place, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                self._write(sheet, place, column, cell, kinds[column])
        last = len(rows) + ROOM
        for at, one in enumerate(shape.columns):
            if rule := _rule(one, laid):
                sheet.data_validation(1, at, last, at, rule)
        for at in range(len(shape.columns), len(headings)):
            sheet.data_validation(1, at, last, at, {"validate": "list", "source": [MARKED]})
        if rows:
            sheet.autofilter(0, 0, len(rows), len(headings) - 1)

    def plain(self, name: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> None:
        """A sheet without lists to choose from."""
        sheet = self._begun(name, headings, widths)
        for place, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                self._write(sheet, place, column, cell, Kind.TEXT)

    def _begun(self, name: str, headings: Sequence[str], widths: Sequence[int]) -> Any:
        sheet = self.book.add_worksheet(name)
        for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.write_string(0, place, heading, self.bold)
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        return sheet

    def _write(self, sheet: Any, row: int, place: int, cell: Cell, kind: Kind) -> None:
        form = self.formats.get(kind, self.wrapped)
        if cell is None:
            sheet.write_blank(row, place, None, form)
        elif isinstance(cell, bool):
            sheet.write_boolean(row, place, cell, form)
        elif isinstance(cell, date):
            sheet.write_datetime(row, place, cell, form)
        elif isinstance(cell, str):
            sheet.write_string(row, place, printable(cell), form)
        else:
            sheet.write_number(row, place, float(cell) if isinstance(cell, Decimal) else cell, form)


def _meanings() -> Iterator[tuple[str, str, str, str]]:
    for shape in SHEETS:
        for column in shape.columns:
            choices = f"one of: {', '.join(column.choices)}" if column.choices else column.kind.value
            needed = "Needed. " if column.is_needed and column.heading != "Id" else ""
            yield shape.name, column.heading, f"{needed}{column.meaning}", choices


def _rule(column: Column, laid: LaidOut) -> dict[str, Any] | None:
    """What Excel lets people choose or write in a column; None for anything."""
    if column.refers:
        return _listed(f"='{column.refers}'!$A$2:$A${len(laid.rows[column.refers]) + ROOM}", column)
    if column.choices:
        return _listed(list(column.choices), column)
    if column.key == "quarter":
        quarters = _quarters(laid)
        return _listed(quarters, column) if quarters and len(",".join(quarters)) <= MOST_IN_LIST else None
    if column.kind is Kind.DAY:
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": date(1990, 1, 1),
            "maximum": date(2100, 1, 1),
            "error_type": "warning",
            "error_title": column.heading,
            "error_message": "Write a day, such as 31/03/2026.",
        }
    return None


def _listed(source: str | list[str], column: Column) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": column.heading[:32],
        "error_message": f"{column.meaning} Choose one of the list."[:255],
    }


def _quarters(laid: LaidOut) -> list[str]:
    told = {column.key: cell for column, cell in laid.head}
    try:
        years = [FinancialYear.read(str(told[key])).begins for key in ("period.from", "period.to")]
    except NotASpan:
        return []
    return [str(one) for year in range(years[0], years[1] + 1) for one in FinancialYear(year).quarters]
