"""A file of entries, read row by row against the schema: what each row says, and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clearway.intake.plain_rows import PlainRows
from clearway.intake.workbook import Cell
from clearway.publications.tables.safe_text import FORMULA_STARTS
from clearway.records.findings import Refused
from clearway.site.registers.presenters.files import AFTER, BEFORE, column_of
from clearway.site.registers.schema import FieldKind, NotAValue, Schema
from clearway.site.registers.schema.field import Field
from clearway.site.registers.schema.schema import FILE_KEYS
from clearway.site.registers.schema.values import Raw, read_value

DAY = Field(id="review_by", label="Review by", kind=FieldKind.DATE)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one row. `column` is its heading in the file; empty for the row as a whole."""

    row: int
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class SentRow:
    """One row: raw values by field, and what every entry has. `number` is 0 for a new entry. Rows count from 1, the
    heading being row 1."""

    row: int
    raw: Mapping[str, Raw]
    number: int = 0
    version: int = 0
    organisation: str = ""
    owner_role: str = ""
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class SentSheet:
    """The rows of a file, what is wrong with them, and headings that were not read."""

    rows: tuple[SentRow, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...] = ()


def read_cells(schema: Schema, sent: PlainRows) -> SentSheet:
    """What a file says. Raises Refused when its headings cannot be told, or an error stands in a cell."""
    if not sent.rows:
        raise Refused("The file is empty.", "Download the template, and fill it in.", code="FILE_EMPTY")
    if sent.error_cells:
        shown = ", ".join(sent.error_cells[:5])
        raise Refused(f"Cells hold an error such as #REF!: {shown}.", "Correct them in the sheet.", code="FILE_ERRORS")
    keys, ignored = _headings(schema, sent.rows[0])
    required = [one for one in schema.asked if one.is_required and one.id not in keys]
    if required:
        raise Refused(
            f"The file has no column “{required[0].id}”.", "Download the template: its headings are read.",
            code="FILE_COLUMNS",
        )  # fmt: skip
    rows: list[SentRow] = []
    problems: list[Problem] = []
    for number, cells in enumerate(sent.rows[1:], start=2):
        if not any(cell != "" for cell in cells):
            continue
        if len(cells) > len(keys) and any(cell != "" for cell in cells[len(keys) :]):
            problems.append(Problem(number, "", "The row has more cells than the heading; is a comma not in quotes?"))
        told = {
            key: _unguarded(cell) if not sent.is_sheet else cell
            for key, cell in zip(keys, cells, strict=False)
            if key
        }  # fmt: skip
        row, wrong = _row(schema, number, told)
        rows.append(row)
        problems += wrong
    return SentSheet(tuple(rows), tuple(problems), tuple(ignored))


def _headings(schema: Schema, cells: Sequence[Cell]) -> tuple[list[str], list[str]]:
    """For each column the key it stands for, empty for one that is not read; and the headings of those."""
    columns = [*BEFORE, *(column_of(one) for one in schema.fields), *AFTER]
    known = {word: column.key for column in columns for word in (column.key, column.heading.casefold())}
    keys: list[str] = []
    ignored: list[str] = []
    for cell in cells:
        words = str(cell).strip()
        key = known.get(words, known.get(words.casefold(), ""))
        if key and key in keys:
            raise Refused(f"The column “{words[:60]}” stands twice.", "Take one of them out.", code="FILE_COLUMNS")
        if not key and words and words not in FILE_KEYS:
            ignored.append(words[:60])
        keys.append(key)
    return keys, ignored


def _row(schema: Schema, row: int, told: Mapping[str, Cell]) -> tuple[SentRow, list[Problem]]:
    problems: list[Problem] = []

    def read(one: Field, key: str) -> object:
        try:
            return read_value(one, _raw(told.get(key)))
        except NotAValue as wrong:
            problems.append(Problem(row, key, str(wrong)))
            return None

    numbers = [read(Field(id=key, label=key.capitalize(), kind=FieldKind.LINK), key) for key in ("number", "version")]
    number, version = (one if isinstance(one, int) else 0 for one in numbers)
    review_by = read(DAY, "review_by")
    sent = SentRow(
        row=row,
        raw={one.id: _raw(told.get(one.id)) for one in schema.fields},
        number=number,
        version=version,
        organisation=str(told.get("organisation", "")).strip().upper(),
        owner_role=str(told.get("owner_role", "")).strip(),
        review_by=date.fromisoformat(review_by) if isinstance(review_by, str) else None,
    )
    if bool(number) != bool(version) and not problems:
        problems.append(Problem(row, "version", "An entry that is changed needs its number and its version"))
    return sent, problems + list(_wrong_values(schema, sent))


def _wrong_values(schema: Schema, sent: SentRow) -> Iterator[Problem]:
    for one in schema.asked:
        try:
            value = read_value(one, sent.raw[one.id])
        except NotAValue as wrong:
            yield Problem(sent.row, one.id, str(wrong))
            continue
        if value is None and one.is_required:
            yield Problem(sent.row, one.id, f"{one.label} is empty, and every entry needs it")


def _raw(cell: Cell | None) -> Raw:
    if cell is None or isinstance(cell, str | float | int | bool | datetime | date):
        return cell
    return str(cell)


def _unguarded(cell: Cell) -> Cell:
    """A text of a CSV cell without the apostrophe that was put before it so that no spreadsheet runs it."""
    if isinstance(cell, str) and cell[:1] == "'" and cell[1:].lstrip().startswith(FORMULA_STARTS):
        return cell[1:]
    return cell
