"""The workbook of a form, in the child process that may be lost: looked at, written into, and read back."""

import warnings
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet

from clearway.intake.archive import check_directory, damaged, refuse_entities, refuse_nested, unpacked_pieces
from clearway.intake.limits import Limits
from clearway.publications.returns.address import column_letters
from clearway.publications.returns.form import Form, FormCell, FormSheet
from clearway.publications.tables import Cell
from clearway.publications.tables.safe_text import FORMULA_STARTS, printable
from clearway.records.findings import Refused

Write = tuple[str, str, Cell]
"""A sheet, a cell, and the value that goes there."""
LOST = {
    "xl/media/": "pictures",
    "xl/charts/": "charts",
    "xl/ctrlProps/": "buttons and boxes",
    "xl/activeX/": "controls",
    "xl/embeddings/": "files inside the file",
    "xl/pivotTables/": "pivot tables",
    "xl/slicers/": "slicers",
    "xl/externalLinks/": "links to other files",
}
"""Parts of a workbook that the filled file will not have, or not whole, by where they lie."""
CONTENT_TYPES = "[Content_Types].xml"
MOST_CELLS = 60_000
"""How many cells of a form are looked at."""
LONGEST_SHOWN = 300
DIGITS = ".15g"
"""The digits of a number that a workbook keeps."""
MOST_CHOICES = 100
NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), "\ufffd")


def check_parts(path: Path, name: str, limits: Limits) -> None:
    """Take every part past the guards. Refused for what is hostile, damaged, locked, or holds macros."""
    for entry in check_directory(path, limits):
        pieces = refuse_entities(refuse_nested(unpacked_pieces(path, entry)))
        if entry.filename == CONTENT_TYPES:
            has_macros = b"macroEnabled" in b"".join(pieces)
        else:
            has_macros = entry.filename.lower().endswith("vbaproject.bin")
            deque(pieces, maxlen=0)
        if has_macros:
            raise Refused(
                f"{name} holds macros, which could do anything on the machine that opens them.",
                "Save it as 'Excel Workbook (*.xlsx)', without macros, and load that.",
                code="MACROS",
            )


def _opened(path: Path) -> tuple[Any, list[str]]:
    """The workbook, and what the library says it cannot keep."""
    with path.open("rb") as stream, warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            opened = openpyxl.load_workbook(stream)
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # whatever a damaged part makes the library do
            raise damaged(path, "its sheets cannot be read") from error
    return opened, sorted({str(one.message) for one in said})


def looked_at(path: Path, name: str) -> Form:
    """The form as a person marks it."""
    opened, said = _opened(path)
    sheets = tuple(_sheet(one, opened) for one in opened.worksheets)
    if not sheets:
        raise Refused(f"{name} has no sheet with cells.", "Choose the form itself.", code="FORM-EMPTY")
    parts = [entry.filename for entry in check_directory(path, _as_checked(path))]
    lost = [words for at, words in LOST.items() if any(one.startswith(at) for one in parts)]
    notices = [f"The form holds {words}; the filled file may not have them." for words in lost]
    return Form(name, sheets, (*notices, *(f"The library says of this form: {one}." for one in said)))


def _as_checked(path: Path) -> Limits:
    return Limits(file_bytes=path.stat().st_size, entries=10_000)


def _sheet(sheet: Worksheet, opened: Any) -> FormSheet:
    swallowed: dict[str, str] = {}
    for merged in sheet.merged_cells.ranges:
        first = merged.start_cell.coordinate
        swallowed |= {f"{column_letters(column)}{row}": first for row, column in merged.cells
                      if (row, column) != (merged.min_row, merged.min_col)}  # fmt: skip
    choices = dict(_choices(sheet, opened))
    cells: dict[str, FormCell] = {}
    for cell in islice(_stored(sheet), MOST_CELLS):
        held = choices.pop(cell.coordinate, ())
        pattern = "" if cell.number_format == "General" else str(cell.number_format)
        if cell.value is not None or held or pattern:
            text = "" if cell.value is None else _shown(cell.value)
            cells[cell.coordinate] = FormCell(cell.coordinate, text, cell.data_type == "f", held, pattern)
    cells |= {at: FormCell(at, choices=held) for at, held in choices.items()}
    return FormSheet(
        name=sheet.title,
        rows=sheet.max_row,
        columns=sheet.max_column,
        cells=cells,
        swallowed=swallowed,
        is_hidden=sheet.sheet_state != "visible",
        is_protected=bool(sheet.protection.sheet),
    )


def _stored(sheet: Worksheet) -> Iterator[Any]:
    """The cells that the sheet stores, row by row: never all those between the first and the farthest."""
    return (sheet._cells[at] for at in sorted(sheet._cells) if not isinstance(sheet._cells[at], MergedCell))


def _shown(value: Any) -> str:
    text = value.date().isoformat() if isinstance(value, datetime) else printable(str(value))
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def _choices(sheet: Worksheet, opened: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The cells that allow the words of a list only, with those words, where the list can be read."""
    for one in sheet.data_validations.dataValidation:
        words = _listed(str(one.formula1 or ""), sheet, opened) if one.type == "list" else ()
        if not words or len(words) > MOST_CHOICES:
            continue
        for held in one.sqref.ranges:
            for row, column in held.cells if held.size["rows"] * held.size["columns"] <= MOST_CELLS else ():
                yield f"{column_letters(column)}{row}", words


def _listed(formula: str, sheet: Worksheet, opened: Any) -> tuple[str, ...]:
    if formula.startswith('"') and formula.endswith('"'):
        return tuple(one.strip() for one in formula[1:-1].split(",") if one.strip())
    name, _, area = formula.rpartition("!")
    name = name.strip("'")
    if name and name not in opened.sheetnames:
        return ()
    try:
        left, top, right, bottom = range_boundaries(area.replace("$", ""))
    except (ValueError, TypeError):
        return ()
    if None in (left, top, right, bottom) or (right - left + 1) * (bottom - top + 1) > MOST_CHOICES:
        return ()
    rows = (opened[name] if name else sheet).iter_rows(top, bottom, left, right, values_only=True)
    return tuple(str(value) for row in rows for value in row if value is not None)


def write_filled(path: Path, out: Path, writes: Sequence[Write]) -> None:
    """Write the values into a copy of the form; its formulas are worked out when it is next opened."""
    opened, _ = _opened(path)
    for sheet, address, value in writes:
        if sheet not in opened.sheetnames:
            raise Refused(f"The form has no sheet {sheet}.", "Mark the form again.", code="MARKING-MISFIT")
        cell = opened[sheet][address]
        if isinstance(cell, MergedCell) or cell.data_type == "f":
            wrong = "is part of a merged one" if isinstance(cell, MergedCell) else "holds a formula of the form"
            raise Refused(f"{sheet} {address} {wrong}.", "Mark another cell.", code="MARKING-MISFIT")
        if isinstance(value, str):
            _write_text(cell, cell_text(value))
        else:
            cell.value = value
    opened.calculation.fullCalcOnLoad = True
    opened.save(out)


def _write_text(cell: Any, text: str) -> None:
    """Text as text, whatever it starts with: never a formula, never an error value."""
    cell.value = text
    cell.data_type = "s"
    if text.lstrip().startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def cell_text(text: str) -> str:
    """The text as a cell can hold it: line ends of one kind, and no characters that XML has no place for."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n")).translate(NO_CHARACTERS)


def differences(path: Path, filled: Path, writes: Sequence[Write]) -> list[str]:
    """Where the filled file, read again, does not hold what was meant, or differs from the form elsewhere."""
    form, made = _opened(path)[0], _opened(filled)[0]
    meant = {(sheet, address): value for sheet, address, value in writes}
    found = []
    for (sheet, address), value in meant.items():
        cell = made[sheet][address]
        if not _is_same(cell, value):
            found.append(f"{sheet} {address}")
    for sheet in form.worksheets:
        theirs, ours = _values(sheet, meant), _values(made[sheet.title], meant)
        found += [f"{sheet.title} {at}" for at in sorted({one for one, _ in theirs.items() ^ ours.items()})]
    return found


def _is_same(cell: Any, value: Cell) -> bool:
    held = cell.value
    if isinstance(value, str):
        return bool(cell.data_type == "s" and held == cell_text(value)) or (held is None and not cell_text(value))
    if isinstance(value, date):
        if isinstance(held, int | float):
            held = from_excel(held)
        return bool(isinstance(held, datetime) and held.date() == value)
    if isinstance(held, bool) or not isinstance(held, int | float):
        return False
    return f"{held:{DIGITS}}" == f"{float(str(value)):{DIGITS}}"


def _values(sheet: Worksheet, meant: dict[tuple[str, str], Cell]) -> dict[str, str]:
    return {
        cell.coordinate: f"{cell.data_type} {_formula(cell.value)}"
        for cell in _stored(sheet)
        if cell.value is not None and (sheet.title, cell.coordinate) not in meant
    }


def _formula(value: Any) -> str:
    """A value in words that are the same for the same value; formulas of arrays by their text."""
    return str(getattr(value, "text", None) or value if not hasattr(value, "ref") else (value.ref, vars(value)))
