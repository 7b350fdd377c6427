"""The workbook of a plan read again: the plan, or every row that has to be mended first."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clearway.planning.reading import plan_of
from clearway.planning.structure import Plan
from clearway.planning.workbook.cells import NotThat, leaf_value, value_of
from clearway.planning.workbook.columns import (
    BY_KEY,
    FURTHER,
    HEAD,
    MARK,
    OF,
    PATH,
    PLAN,
    PRIORITIES,
    SHEETS,
    VALUE,
    Column,
    SheetShape,
)  # fmt: skip
from clearway.planning.workbook.heading import Headings, headings_of
from clearway.planning.workbook.layout import MARKED
from clearway.planning.workbook.opening import SentSheet, row_of
from clearway.planning.workbook.paths import NotAPath, put, settled
from clearway.standards.errors import StandardsError

MOST_WRONG = 200
AT = re.compile(r"(\w+)\[(\d+)\]")
IN_PLAN = "Correct it in the sheet."
Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in one cell, row or sheet, and how to mend it. `row` is Excel's; 0 for the sheet as a whole."""

    sheet: str
    row: int
    column: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.sheet, f"row {self.row}" if self.row else "", self.column)))
        return f"{where}: {self.wrong}. {self.mend}"


@dataclass(frozen=True, slots=True)
class SentPlan:
    """What a workbook holds: the plan, unless something is to be mended. `mark` is that of the plan it is made from."""

    plan: Plan | None
    wrong: tuple[Wrong, ...]
    mark: str = ""


@dataclass
class _Reader:
    """What has been read so far: rows of each sheet with their numbers, and what is wrong."""

    sheets: Mapping[str, SentSheet]
    wrong: list[Wrong] = field(default_factory=list)
    items: dict[str, list[tuple[int, Item]]] = field(default_factory=dict)
    halves: tuple[str, ...] = ()
    elsewhere: frozenset[tuple[str, str]] = frozenset()
    """Ids and keys whose value stands on the sheet `Further`, as no cell carries it."""

    def lacks(self, item: Item, column: Column) -> bool:
        """Whether a row does not say what it has to."""
        said = _held(item, column.key) not in (None, "")
        return column.is_needed and not said and (str(item.get("id", "")), column.key) not in self.elsewhere

    def say(self, sheet: str, row: int, column: str, wrong: str, mend: str) -> None:
        self.wrong.append(Wrong(sheet, row, column, wrong, mend))


def read_workbook(sheets: Sequence[SentSheet], name: str) -> SentPlan:
    """The plan that sheets hold; `name` is what messages call the file. Never half a plan: it is whole or not there."""
    reader = _Reader({one.name.strip().casefold(): one for one in sheets})
    reader.elsewhere = _said_further(reader.sheets)
    meta, mark = _head(reader)
    for shape in SHEETS:
        _read_sheet(reader, shape)
    _give_ids(reader)
    _check_ids(reader)
    further = _further(reader)
    if reader.wrong:
        return SentPlan(None, tuple(reader.wrong[:MOST_WRONG]), mark)
    try:
        content = _assembled(reader, meta, further)
        return SentPlan(plan_of(content, name), (), mark)
    except NotAPath as wrong:
        return SentPlan(None, (Wrong(FURTHER, 0, PATH, str(wrong), "Leave this sheet as it was."),), mark)
    except StandardsError as wrong:
        return SentPlan(None, (_placed(reader, wrong),), mark)


def _sheet(reader: _Reader, name: str) -> SentSheet | None:
    sheet = reader.sheets.get(name.casefold())
    if sheet is None:
        reader.say(name, 0, "", "the sheet is missing", "Keep every sheet of the template, with its headings.")
        return None
    for cell in sheet.error_cells:
        reader.say(name, row_of(cell), cell, "the cell holds an error such as #REF!", "Write what belongs there.")
    return sheet


def _head(reader: _Reader) -> tuple[Item, str]:
    """What the sheet `Plan` says of the plan, and the mark of the plan that it was made from."""
    sheet = _sheet(reader, PLAN)
    if sheet is None:
        return {}, ""
    known = {one.heading.casefold(): one for one in HEAD}
    meta: Item = {}
    mark = ""
    for number, row in enumerate(sheet.rows[1:], start=2):
        label, value = (str(row[0]).strip() if row else ""), (row[1] if len(row) > 1 else None)
        column = known.get(label.casefold())
        if label == MARK:
            mark = str(value or "").strip()
        elif column is not None:
            _set(reader, meta, column, value, PLAN, number)
        elif label:
            reader.say(PLAN, number, label, "this row is not known", "Keep the rows of the template as they are.")
    for column in HEAD:
        if not _held(meta, column.key) and column.is_needed and ("", f"meta.{column.key}") not in reader.elsewhere:
            reader.say(PLAN, 0, column.heading, "it is empty", f"{column.meaning}")
    return meta, mark


def _read_sheet(reader: _Reader, shape: SheetShape) -> None:
    """Every row of a sheet that is not empty, each as an item by the keys of its columns."""
    reader.items[shape.key] = []
    sheet = _sheet(reader, shape.name)
    if sheet is None:
        return
    headings = headings_of(shape, sheet.rows[0] if sheet.rows else (), with_halves=shape is PRIORITIES)
    for column, wrong, mend in headings.doubts:
        reader.say(shape.name, 1, column, wrong, mend)
    if shape is PRIORITIES:
        reader.halves = headings.halves
    for number, row in enumerate(sheet.rows[1:], start=2):
        if any(str(cell).strip() for cell in row if cell is not None):
            reader.items[shape.key].append((number, _item(reader, shape, headings, row, number)))


def _item(reader: _Reader, shape: SheetShape, headings: Headings, row: Sequence[Any], number: int) -> Item:
    item: Item = {}
    marks: list[int] = []
    for place, cell in enumerate(row):
        column = headings.at(place)
        if isinstance(column, Column):
            _set(reader, item, column, cell, shape.name, number)
        elif isinstance(column, str):
            marks.append(_mark(reader, column, cell, number))
        elif str("" if cell is None else cell).strip():
            reader.say(shape.name, number, "", f"“{cell}” stands under no heading", "Move it under a heading.")
    if shape is PRIORITIES:
        item["sequence"] = [*marks, *([0] * (len(headings.halves) - len(marks)))]
    for column in shape.columns:
        if reader.lacks(item, column):
            reader.say(shape.name, number, column.heading, "it is empty", column.meaning)
    return item


def _mark(reader: _Reader, column: str, cell: Any, number: int) -> int:
    words = str("" if cell is None else cell).strip().casefold()
    if words not in ("", "0", "0.0", "1", "1.0", MARKED, "●"):
        reader.say(PRIORITIES.name, number, column, f"“{cell}” is no mark", f"Write {MARKED}, or leave it empty.")
    return int(words in ("1", "1.0", MARKED, "●"))


def _set(reader: _Reader, item: Item, column: Column, cell: Any, sheet: str, number: int) -> None:
    try:
        value = value_of(column, cell)
    except NotThat as wrong:
        reader.say(sheet, number, column.heading, wrong.wrong, wrong.mend)
        # What is there, if not readable, is not also missing.
        value = "?"
    if value is None or value == []:
        return
    *way, last = column.key.split(".")
    within = item
    for name in way:
        within = within.setdefault(name, {})
    if isinstance(value, dict):
        within.setdefault(last, {}).update(value)
    else:
        within[last] = value


def _held(item: Item, key: str) -> Any:
    within: Any = item
    for name in key.split("."):
        within = within.get(name) if isinstance(within, dict) else None
    return within


def _give_ids(reader: _Reader) -> None:
    """New rows below a deliverable get an id made of its own: `D1.1-A3`."""
    taken = {str(one.get("id")) for held in reader.items.values() for _, one in held}
    for shape in SHEETS:
        for _, item in reader.items[shape.key] if shape.letter else ():
            if "id" not in item:
                number = 1
                while (made := f"{item.get(shape.parent, '')}-{shape.letter}{number}") in taken:
                    number += 1
                taken.add(made)
                item["id"] = made


def _check_ids(reader: _Reader) -> None:
    """Every id stands once, and what a row belongs to is there."""
    named = Counter(str(one["id"]) for held in reader.items.values() for _, one in held if "id" in one)
    for shape in SHEETS:
        for number, item in reader.items[shape.key]:
            if named[str(item.get("id"))] > 1:
                reader.say(shape.name, number, "Id", f"“{item['id']}” stands more than once", "Give each row its own.")
            for column in shape.columns:
                wanted = item.get(column.key) if column.refers else None
                known = {one.get("id") for _, one in reader.items[_key_of(column.refers)]} if column.refers else set()
                if wanted is not None and wanted not in known:
                    reader.say(
                        shape.name, number, column.heading, f"“{wanted}” does not stand on the sheet {column.refers}",
                        "Write an id from that sheet, or add the row there.",
                    )  # fmt: skip


def _key_of(name: str) -> str:
    return next(one.key for one in SHEETS if one.name == name)


def _said_further(sheets: Mapping[str, SentSheet]) -> frozenset[tuple[str, str]]:
    sheet = sheets.get(FURTHER.casefold())
    rows = sheet.rows[1:] if sheet else ()
    return frozenset((str(row[0] or "").strip(), str(row[1] or "").strip()) for row in rows if len(row) > 1)


def _further(reader: _Reader) -> list[tuple[int, str, str, Any]]:
    """The rows of `Further`: number, id of what they belong to (empty for the plan), way, value."""
    sheet = _sheet(reader, FURTHER)
    found: list[tuple[int, str, str, Any]] = []
    known = {str(one.get("id")) for held in reader.items.values() for _, one in held} | {""}
    for number, row in enumerate(sheet.rows[1:] if sheet else (), start=2):
        of, path, value = [*(("" if cell is None else cell) for cell in row), "", "", ""][:3]
        of, path = str(of).strip(), str(path).strip()
        if not path and value == "":
            continue
        if of not in known:
            reader.say(FURTHER, number, OF, f"“{of}” stands on no other sheet", "Delete this row, or restore that one.")
        elif value == "":
            reader.say(FURTHER, number, VALUE, "it is empty", "Write the value, or delete the row.")
        else:
            found.append((number, of, path, leaf_value(value)))
    return found


def _assembled(reader: _Reader, meta: Item, further: Sequence[tuple[int, str, str, Any]]) -> Item:
    content: Item = {"meta": meta}
    by_id = {str(one["id"]): one for held in reader.items.values() for _, one in held}
    for number, of, path, value in further:
        try:
            put(by_id[of] if of else content, path, value)
        except NotAPath as wrong:
            raise NotAPath(f"row {number}: {wrong}") from wrong
    for shape in reversed(SHEETS):
        for _, item in reader.items[shape.key] if shape.within else ():
            by_id[item.pop(shape.parent)].setdefault(shape.key, []).append(item)
    content["workstreams"] = [item for _, item in reader.items["workstreams"]]
    if reader.halves:
        content["sequence_columns"] = list(reader.halves)
    if reader.items["priorities"]:
        content["priorities"] = [item for _, item in reader.items["priorities"]]
    return {key: _listed(one) for key, one in content.items()}


def _listed(content: Any) -> Any:
    """Lists of items are settled one by one: `settled` looks into mappings only."""
    if isinstance(content, list):
        return [_listed(one) for one in content]
    if isinstance(content, dict):
        return settled({key: _listed(one) for key, one in content.items()})
    return content


def _placed(reader: _Reader, wrong: StandardsError) -> Wrong:
    """A refusal of the plan as a whole, beside the row that it is about."""
    steps = [(name, int(place)) for name, place in AT.findall(wrong.key)]
    column = wrong.key.rsplit(".", 1)[-1]
    found: tuple[SheetShape, int] | None = None
    held: Any = None
    for name, place in steps:
        shape = BY_KEY.get(name)
        if shape is None:
            break
        rows = _rows_within(reader, shape, held)
        if place >= len(rows):
            break
        number, held = rows[place]
        found = shape, number
    if found is None:
        return Wrong(PLAN, 0, column, wrong.wrong, wrong.mend)
    shape, number = found
    heading = next((one.heading for one in shape.columns if one.key.split(".")[0] == column), column)
    return Wrong(shape.name, number, heading, wrong.wrong, wrong.mend)


def _rows_within(reader: _Reader, shape: SheetShape, holder: Item | None) -> list[tuple[int, Item]]:
    if holder is None or not shape.within:
        return reader.items[shape.key]
    mine = [id(one) for one in holder.get(shape.key, [])]
    return [row for row in reader.items[shape.key] if id(row[1]) in mine]
