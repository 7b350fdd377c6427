"""The marking of a form: which cell takes which value. Data that people make on a page, keep and pass on as YAML."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from clearway.planning.shaped import read_shape, write_shape
from clearway.publications.plan_rows import KINDS as PLAN_ROWS
from clearway.publications.returns.address import LAST_ROW, cell_place, column_number
from clearway.publications.returns.kinds import ROWS, VALUES
from clearway.records.findings import Refused
from clearway.standards.errors import StandardsError
from clearway.standards.plain_yaml import check_plain
from clearway.standards.strict import Section, read_yaml_text
from clearway.standards.yaml_lines import line_of

LONGEST = 500_000
MOST_MARKS = 2_000
MOST_ROWS = 1_000
"""How many rows one block may have."""
ASKED = (
    *("of", "field", "status", "part", "span", "stream", "measure", "level", "place"),
    *("question", "answer", "choices", "hint"),
)
"""The keys of a marked cell beside its address, its kind and its words."""


@dataclass(frozen=True, kw_only=True)
class MarkedCell:
    """One cell and the value it takes; which of the other keys it has, its kind says (`VALUES`).

    `words` puts the form's own words in place of ours: `{On track: Green}`.
    """

    sheet: str
    cell: str
    value: str
    of: str | None = None
    field: str | None = None
    status: str | None = None
    part: str | None = None
    span: str | None = None
    stream: str | None = None
    measure: str | None = None
    level: str | None = None
    place: str | None = None
    question: str | None = None
    answer: str | None = None
    choices: tuple[str, ...] = ()
    hint: str | None = None
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def at(self) -> str:
        """Where it stands, as people say it: `Summary C5`."""
        return f"{self.sheet} {self.cell}"


@dataclass(frozen=True, kw_only=True)
class BlockColumn:
    """One column of a block: which field of its rows it takes."""

    column: str
    field: str
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MarkedBlock:
    """Rows of a sheet that take the rows of a plan, one each, of a workstream or deliverable (`of`) or of all."""

    sheet: str
    rows: str
    first_row: int
    last_row: int
    columns: tuple[BlockColumn, ...]
    of: str | None = None

    @property
    def at(self) -> str:
        """Where it stands: `Deliverables A8 to F30`."""
        letters = sorted((one.column for one in self.columns), key=column_number)
        return f"{self.sheet} {letters[0]}{self.first_row} to {letters[-1]}{self.last_row}"


@dataclass(frozen=True, kw_only=True)
class Marking:
    """All marks of one form."""

    cells: tuple[MarkedCell, ...] = ()
    blocks: tuple[MarkedBlock, ...] = ()

    @property
    def questions(self) -> tuple[MarkedCell, ...]:
        """The cells whose value somebody types."""
        return tuple(one for one in self.cells if one.value == "answer")

    @property
    def measures(self) -> tuple[MarkedCell, ...]:
        """The cells that take a value of a measure."""
        return tuple(one for one in self.cells if one.value == "measure")

    def with_cell(self, cell: MarkedCell) -> "Marking":
        """The same with a cell marked so; a mark that it had is replaced."""
        kept = tuple(one for one in self.cells if (one.sheet, one.cell) != (cell.sheet, cell.cell))
        return replace(self, cells=tuple(sorted((*kept, cell), key=_in_order)))

    def with_block(self, block: MarkedBlock) -> "Marking":
        """The same with a block; one that began at the same row of the sheet is replaced."""
        kept = tuple(one for one in self.blocks if (one.sheet, one.first_row) != (block.sheet, block.first_row))
        return replace(self, blocks=(*kept, block))

    def without(self, sheet: str, address: str) -> "Marking":
        """The same without the mark or the block that holds a cell."""
        row, column = cell_place(address)
        cells = tuple(one for one in self.cells if (one.sheet, one.cell) != (sheet, address))
        blocks = tuple(one for one in self.blocks if not (one.sheet == sheet and _holds(one, row, column)))
        return Marking(cells=cells, blocks=blocks)

    def taken(self) -> Iterator[tuple[str, str, str]]:
        """Every cell that is marked: its sheet, its address, and the path of its mark in the file."""
        for place, cell in enumerate(self.cells):
            yield cell.sheet, cell.cell, f"cells[{place}].cell"
        for place, block in enumerate(self.blocks):
            for one in block.columns:
                for row in range(block.first_row, block.last_row + 1):
                    yield block.sheet, f"{one.column}{row}", f"blocks[{place}].columns"


def _in_order(one: MarkedCell) -> tuple[str, int, int]:
    return (one.sheet, *cell_place(one.cell))


def _holds(block: MarkedBlock, row: int, column: int) -> bool:
    numbers = [column_number(one.column) for one in block.columns]
    return block.first_row <= row <= block.last_row and min(numbers) <= column <= max(numbers)


def read_marking(text: str, name: str) -> Marking:
    """The marking that a YAML text holds; `name` is what messages call the file. Refused with line, key and mend."""
    try:
        check_plain(text, name, longest=LONGEST, one="marking")
        section = read_yaml_text(text, name) if text.strip() else Section(name, "", {})
        return checked(read_shape(Marking, section), name)
    except StandardsError as wrong:
        line = line_of(text, wrong.key)
        where = f"{name}, line {line}, {wrong.key}" if line else f"{name}: {wrong.key}"
        raise Refused(f"{where}: {wrong.wrong}.", f"{wrong.mend} Nothing was kept.", code="MARKING") from wrong


def checked(marking: Marking, name: str = "the marking") -> Marking:
    """The marking, if every mark has what its kind needs, no more, and no cell is marked twice. StandardsError."""
    if len(marking.cells) + len(marking.blocks) > MOST_MARKS:
        raise StandardsError(name, "cells", f"more than {MOST_MARKS:,} marks", "Mark fewer cells; use blocks of rows.")
    for path, wrong, mend in (*_wrong_cells(marking), *_wrong_blocks(marking)):
        raise StandardsError(name, path, wrong, mend)
    seen: dict[tuple[str, str], str] = {}
    for sheet, address, path in marking.taken():
        if (sheet, address) in seen:
            raise StandardsError(name, path, f"{sheet} {address} is marked twice", "Remove one of the two marks.")
        seen[sheet, address] = path
    asked: set[str] = set()
    for place, one in enumerate(marking.cells):
        if one.question is not None:
            if one.question in asked:
                wrong = f"the question {one.question!r} stands twice"
                raise StandardsError(name, f"cells[{place}].question", wrong, "Ask each question once.")
            asked.add(one.question)
    return marking


Wrong = tuple[str, str, str]


def _wrong_cells(marking: Marking) -> Iterator[Wrong]:
    for place, one in enumerate(marking.cells):
        at = f"cells[{place}]"
        try:
            cell_place(one.cell)
        except ValueError as wrong:
            yield f"{at}.cell", str(wrong), "Write the column's letters and the row: C5."
        if one.value not in VALUES:
            yield f"{at}.value", f"{one.value!r} is no kind of value", f"Use one of: {', '.join(VALUES)}."
        else:
            yield from _wrong_keys(at, one)


def _wrong_keys(at: str, one: MarkedCell) -> Iterator[Wrong]:
    kind = VALUES[one.value]
    for key in kind.needs:
        if not getattr(one, key):
            yield f"{at}.value", f"{one.value} needs the key {key}", f"Add {key}."
    for key in ASKED:
        held = getattr(one, key)
        if held and key not in (*kind.needs, *kind.takes):
            yield f"{at}.{key}", f"{one.value} has no key {key}", "Remove it."
        known = (kind.choices or {}).get(key)
        if held and known is not None and held not in known:
            yield f"{at}.{key}", f"{held!r} is not known", f"Use one of: {', '.join(known)}."
    if (one.answer == "choice") != bool(one.choices):
        yield (
            f"{at}.answer",
            "choices belong to an answer of a list, and only there",
            "Give answer: choice and choices.",
        )


def _wrong_blocks(marking: Marking) -> Iterator[Wrong]:
    for place, one in enumerate(marking.blocks):
        at = f"blocks[{place}]"
        if one.rows not in ROWS:
            yield f"{at}.rows", f"{one.rows!r} is not known", f"Use one of: {', '.join(ROWS)}."
            continue
        if not 1 <= one.first_row <= one.last_row <= LAST_ROW or one.last_row - one.first_row >= MOST_ROWS:
            yield f"{at}.first_row", "the rows do not follow one another", f"Give at most {MOST_ROWS:,} rows, in order."
        if not one.columns:
            yield f"{at}.columns", "no column is marked", "Mark at least one column."
        known = [column.key for column in PLAN_ROWS[one.rows].columns]
        for each in one.columns:
            try:
                column_number(each.column)
            except ValueError as wrong:
                yield f"{at}.columns", str(wrong), "Write the column's letters: C."
            if each.field not in known:
                yield f"{at}.columns", f"{each.field!r} is no field of {one.rows}", f"Use one of: {', '.join(known)}."


class _Plain(yaml.SafeDumper):
    """Writes no references: a person reads the file."""

    def ignore_aliases(self, data: object) -> bool:
        """Nothing is written once and pointed at."""
        return True


def marking_yaml(marking: Marking) -> str:
    """The marking as YAML that reads back as the same."""
    content: dict[str, Any] = write_shape(marking)
    return yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120) if content else ""
