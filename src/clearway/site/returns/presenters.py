"""What the pages of returns show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from clearway.planning.spans import DAY, Quarter
from clearway.publications.plan_rows import KINDS as PLAN_ROWS
from clearway.publications.returns.address import cell_place, column_letters
from clearway.publications.returns.filling import Meant
from clearway.publications.returns.form import Form, FormSheet
from clearway.publications.returns.kinds import VALUES
from clearway.publications.returns.marking import MarkedCell, Marking
from clearway.publications.tables import Cell, Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.demo_store import is_demo
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.returns.models import ReturnDraft, ReturnTemplate, SubmittedReturn
from clearway.site.returns.services.filling import cells_of

ROWS_SHOWN, COLUMNS_SHOWN = 30, 8
EARLIER = 1
MADE_UP = "Synthetic: the returns of a demo are made up, and nobody asked for them."
EXAMPLE = "an example of our own, not an official form"


def due_on(template: ReturnTemplate, quarter: Quarter) -> date:
    """The day on which the return of a quarter is due."""
    return quarter.last_day + timedelta(days=template.due_days)


def quarters_shown(today: date) -> list[Quarter]:
    """The quarter that runs and the one before it, newest first."""
    shown = [Quarter.of(today)]
    while len(shown) <= EARLIER:
        shown.append(Quarter.of(shown[-1].first_day - DAY))
    return shown


@dataclass(frozen=True, slots=True)
class Standing:
    """How the return of a quarter stands."""

    template: ReturnTemplate
    quarter: Quarter
    draft: ReturnDraft | None
    submitted: SubmittedReturn | None

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.draft and self.submitted:
            return f"Submitted; a correction is being filled by {self.draft.begun_by}"
        if self.submitted:
            again = f", version {self.submitted.number}" if self.submitted.number > 1 else ""
            return f"Submitted on {words.day(timezone.localdate(self.submitted.at))}{again}"
        if self.draft:
            return f"Being filled, begun by {self.draft.begun_by}"
        return "The quarter runs" if self.quarter.last_day >= timezone.localdate() else "Not begun"

    @property
    def tag(self) -> str:
        """One word that marks what is late."""
        is_late = due_on(self.template, self.quarter) < timezone.localdate() and not self.submitted
        return "Late" if is_late else ""

    @property
    def href(self) -> str:
        """Where it is filled or read; else where it can be begun."""
        if self.draft:
            return reverse("returns:draft", args=[self.draft.pk])
        if self.submitted:
            return reverse("returns:submitted", args=[self.submitted.pk])
        return ""


def standings(
    templates: Iterable[ReturnTemplate],
    drafts: Iterable[ReturnDraft],
    submitted: Iterable[SubmittedReturn],
    quarters: Sequence[Quarter],
) -> list[Standing]:
    """Each return in each quarter that is shown, the newest quarter first."""
    begun = {(one.template_id, one.quarter): one for one in drafts}
    last: dict[tuple[int, str], SubmittedReturn] = {}
    for one in submitted:
        key = (one.template_id, one.quarter)
        last[key] = max((one, last.get(key, one)), key=lambda each: each.number)
    return [
        Standing(template, quarter, begun.get((template.pk, str(quarter))), last.get((template.pk, str(quarter))))
        for quarter in quarters
        for template in templates
    ]


def standing_table(rows: Sequence[Standing], *, is_reader: bool) -> FoldingTable:
    """The returns by quarter; who reads submitted ones alone sees no others."""
    shown = [one for one in rows if one.submitted or not is_reader]
    columns = (
        Column("return", "Return"),
        Column("quarter", "Quarter"),
        Column("due", "Due", Kind.DATE),
        Column("stands", "How it stands"),
    )
    cells = tuple((one.template.title, str(one.quarter), due_on(one.template, one.quarter), one.words) for one in shown)
    drawn = tuple(
        (
            FoldingCell(one.template.title, (EXAMPLE,) if one.template.is_example else (), one.href),
            FoldingCell(str(one.quarter), is_short=True),
            FoldingCell(words.day(due_on(one.template, one.quarter)), is_short=True),
            FoldingCell(one.words, tag=one.tag),
        )
        for one in shown
    )
    table = Table("Returns by quarter", columns, cells, _notes("Returns with the day each is due.", ""))
    empty = "No return was submitted yet." if is_reader else "No return is kept yet. Add one: load its Excel form."
    return FoldingTable("returns", table, tuple(one.heading for one in columns), drawn, empty)


def value_words(value: Cell, pattern: str = "") -> str:
    """A value as it reads on the page, in the form's own way where it has one."""
    if isinstance(value, date):
        return words.month(value) if pattern and "d" not in pattern else words.day(value)
    if isinstance(value, str) or value is None:
        return value or "–"
    if "%" in pattern:
        return words.percent(float(value))
    return f"{value:,}" if isinstance(value, int) else f"{float(value):,.2f}".removesuffix(".00")


def filling_table(
    cells: Sequence[Meant], last: Mapping[tuple[str, str], Cell], form: Form, earlier: str, snapshot: str
) -> FoldingTable:
    """Every marked cell: what goes there, where that comes from, what stood there last time.

    The page shows the cells that stand alone; those in rows are shown as rows (`block_tables`), and taken away here.
    """
    columns = (
        Column("cell", "Cell"),
        Column("label", "Beside it"),
        Column("value", "Value"),
        Column("last", f"In {earlier}" if earlier else "Last time"),
        Column("came_from", "Where it comes from"),
        Column("missing", "Why it is empty"),
    )
    rows, drawn = [], []
    for one in cells:
        held = (form.sheet(one.sheet) or form.sheets[0]).cells.get(one.cell)
        pattern, label = held.pattern if held else "", one.heading or label_of(form, one.sheet, one.cell)
        before = None if last.get((one.sheet, one.cell)) is None else value_words(last[one.sheet, one.cell], pattern)
        now = None if one.value is None else value_words(one.value, pattern)
        rows.append((one.at, label or None, now, before, one.came_from, one.missing or None))
        if not one.heading:
            tag = _tag(one, now, before, bool(earlier))
            drawn.append(
                (
                    FoldingCell(label or one.at, (one.at,) if label else ()),
                    FoldingCell(now or "empty", (one.missing,) if one.missing else (), tag=tag),
                    FoldingCell(before or "–"),
                    FoldingCell(one.came_from),
                )
            )
    notes = _notes("What each marked cell of the form holds, and where it comes from.", snapshot)
    headings = ("What the form asks", "Value", columns[3].heading, "Where it comes from")
    empty = "No single cell of the form is marked."
    table = Table("Cells of the return", columns, tuple(rows), notes)
    return FoldingTable("cells", table, headings, tuple(drawn), empty)


def block_tables(cells: Sequence[Meant], snapshot: str) -> list[FoldingTable]:
    """The cells in rows, as rows: a table for each sheet that has any."""
    sheets: dict[str, dict[int, dict[str, Meant]]] = {}
    for one in cells:
        if one.heading:
            sheets.setdefault(one.sheet, {}).setdefault(cell_place(one.cell)[0], {})[one.heading] = one
    return [_block_table(number, name, rows, snapshot) for number, (name, rows) in enumerate(sheets.items(), start=1)]


def _block_table(number: int, name: str, rows: Mapping[int, Mapping[str, Meant]], snapshot: str) -> FoldingTable:
    headings = list(dict.fromkeys(heading for row in rows.values() for heading in row))
    told = [
        (str(place), *(value_words(row[one].value) if one in row else "–" for one in headings))
        for place, row in rows.items()
    ]
    columns = (Column("row", "Row"), *(Column(f"column_{place}", one) for place, one in enumerate(headings)))
    notes = _notes(f"The rows of the sheet {name}, as they are filled. A dash is a cell that stays empty.", snapshot)
    return FoldingTable(
        f"rows-{number}",
        Table(f"Rows of {name}", columns, tuple(told), notes),
        tuple(one.heading for one in columns),
        tuple(tuple(FoldingCell(cell) for cell in row) for row in told),
        "No row is filled.",
    )


def _tag(one: Meant, now: str | None, before: str | None, has_last: bool) -> str:
    if one.waits:
        return "To be confirmed"
    if one.missing:
        return "Empty"
    return "Changed" if has_last and now != before else ""


def label_of(form: Form, sheet_name: str, address: str) -> str:
    """The words of the form beside a cell: the nearest to its left, else the nearest above."""
    sheet = form.sheet(sheet_name)
    return _label(sheet, address) if sheet else ""


def _label(sheet: FormSheet, address: str) -> str:
    row, column = cell_place(address)
    left = (f"{column_letters(one)}{row}" for one in range(column - 1, max(column - 6, 0), -1))
    above = (f"{column_letters(column)}{one}" for one in range(row - 1, max(row - 60, 0), -1))
    for at in (*left, *above):
        held = sheet.cells.get(at)
        if held and held.text and not held.is_formula:
            return held.text
    return ""


def mark_words(one: MarkedCell) -> str:
    """A mark in few words: `money, spent, W1`."""
    named = (one.question, one.measure, one.of, one.field, one.part, one.span, one.status)
    return ", ".join([VALUES[one.value].words, *(each.replace("_", " ") for each in named if each)])


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a form as drawn: its address, what stands there, what will stand there, where it is marked."""

    at: str
    text: str
    mark: str
    href: str
    note: str


def marks_by_cell(marking: Marking) -> dict[tuple[str, str], str]:
    """The words of each mark, by sheet and cell."""
    held = {(one.sheet, one.cell): mark_words(one) for one in marking.cells}
    for block in marking.blocks:
        headings = {one.key: one.heading for one in PLAN_ROWS[block.rows].columns}
        for each in block.columns:
            for row in range(block.first_row, block.last_row + 1):
                held[block.sheet, f"{each.column}{row}"] = f"{PLAN_ROWS[block.rows].words}: {headings[each.field]}"
    return held


def grid(sheet: FormSheet, marking: Marking, here: str, first_row: int, first_column: int) -> dict[str, Any]:
    """A window on a sheet: its letters, its rows of cells, and where the next windows are."""
    marks = {at: said for (name, at), said in marks_by_cell(marking).items() if name == sheet.name}
    places = [cell_place(at) for at in marks]
    rows = max([sheet.rows, *(row for row, _ in places)]) + 1
    columns = max([sheet.columns, *(column for _, column in places)]) + 1
    letters = [column_letters(one) for one in range(first_column, min(first_column + COLUMNS_SHOWN, columns + 1))]
    lines = [
        (row, [_grid_cell(sheet, f"{letter}{row}", marks, here) for letter in letters])
        for row in range(first_row, min(first_row + ROWS_SHOWN, rows + 1))
    ]
    moves = {
        "Rows above": (first_row - ROWS_SHOWN, first_column, first_row > 1),
        "Rows below": (first_row + ROWS_SHOWN, first_column, first_row + ROWS_SHOWN <= rows),
        "Columns to the left": (first_row, first_column - COLUMNS_SHOWN, first_column > 1),
        "Columns to the right": (first_row, first_column + COLUMNS_SHOWN, first_column + COLUMNS_SHOWN <= columns),
    }
    ways = [
        (said, f"{here}?{urlencode({'sheet': sheet.name, 'row': max(row, 1), 'column': max(column, 1)})}")
        for said, (row, column, has_more) in moves.items()
        if has_more
    ]
    return {"letters": letters, "lines": lines, "ways": ways}


def _grid_cell(sheet: FormSheet, at: str, marks: Mapping[str, str], here: str) -> GridCell:
    held = sheet.cells.get(at)
    note = f"part of {sheet.swallowed[at]}" if at in sheet.swallowed else ""
    note = "formula" if held and held.is_formula else note
    href = "" if note else f"{here}?{urlencode({'sheet': sheet.name, 'cell': at})}#mark"
    return GridCell(at, held.text if held and not held.is_formula else "", marks.get(at, ""), href, note)


def submitted_facts(row: SubmittedReturn) -> list[tuple[str, str]]:
    """Who submitted a return, when, from what, and how its file is known again."""
    told = [
        ("Submitted", f"{words.day(timezone.localdate(row.at))}, by {row.by_name} ({row.by_role})"),
        ("Version", f"{row.number}{f': {row.reason}' if row.reason else ''}"),
        ("Month of the figures", words.month(row.month)),
        ("Snapshot of the figures", row.snapshot or "no figures were used"),
        ("Plan", row.plan or "no plan was used"),
        ("Marks", f"version {row.marking.number} of the marks of {row.file_name}"),
        ("SHA-256 of the file", row.sha256),
    ]
    return told + ([("Cells that stayed empty", row.empty_because)] if row.empty_because else [])


def cells_as_meant(row: SubmittedReturn) -> list[Meant]:
    """The cells of a submitted return, as they were written."""
    values = cells_of(row)
    return [
        Meant(
            one["sheet"],
            one["cell"],
            values[one["sheet"], one["cell"]],
            one["came_from"],
            one["missing"],
            heading=one["heading"],
        )
        for one in row.cells
    ]


def _notes(definition: str, snapshot: str) -> Notes:
    return Notes(
        definition=definition,
        source="The plan and the measures of this store, and what people typed",
        as_at=f"As at {words.day(timezone.localdate())}",
        snapshot=snapshot,
        licence="As the return's own",
        mark=MADE_UP if is_demo() else "",
    )
