"""A plan laid out on sheets: a row for each thing, and on `Further` each value that has no column."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from clearway.planning.spans import FinancialYear
from clearway.planning.structure import Plan
from clearway.planning.workbook.cells import Cell, NotThat, cell_of, leaf_cell
from clearway.planning.workbook.columns import BY_KEY, HEAD, PRIORITIES, SHEETS, Column, SheetShape
from clearway.planning.workbook.paths import leaves
from clearway.planning.writing import plan_content

HALVES = ("Q1-2", "Q3-4")
MARKED = "x"


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A plan on sheets. `rows` by the name of their sheet, each as long as its columns; `halves` are the columns of
    marks at the end of the priorities; `further` are id, way and value.
    """

    head: tuple[tuple[Column, Cell], ...]
    rows: Mapping[str, tuple[tuple[Cell, ...], ...]]
    halves: tuple[str, ...]
    further: tuple[tuple[str, str, Cell], ...] = ()


@dataclass
class _Left:
    """What is left over of a plan while its sheets are filled."""

    found: list[tuple[str, str, Cell]] = field(default_factory=list)

    def keep(self, of: str, content: Any) -> None:
        self.found += [(of, path, leaf_cell(value)) for path, value in leaves(content)]


def laid_out(plan: Plan) -> LaidOut:
    """A whole plan on sheets."""
    content, left = deepcopy(plan_content(plan)), _Left()
    meta, workstreams = content.pop("meta"), content.pop("workstreams", [])
    priorities, halves = content.pop("priorities", []), tuple(content.pop("sequence_columns", []))
    head = tuple(zip(HEAD, _cells(HEAD, meta), strict=True))
    left.keep("", {**({"meta": meta} if meta else {}), **content})
    rows: dict[str, list[tuple[Cell, ...]]] = {one.name: [] for one in SHEETS}
    for one in priorities:
        marks = tuple(MARKED if mark else None for mark in one.pop("sequence", []))
        rows[PRIORITIES.name].append((*_row(PRIORITIES, one, left), *marks))
    for parent, shape, one in _things(workstreams):
        rows[shape.name].append(_row(shape, {**({shape.parent: parent} if shape.parent else {}), **one}, left))
    return LaidOut(head, {name: tuple(held) for name, held in rows.items()}, halves, tuple(left.found))


def empty(first_year: FinancialYear) -> LaidOut:
    """A workbook to begin with: this year and the next as half-years, and nothing in it."""
    halves = tuple(f"{year} {half}" for year in (first_year, FinancialYear(first_year.begins + 1)) for half in HALVES)
    return LaidOut(tuple((one, None) for one in HEAD), {one.name: () for one in SHEETS}, halves)


def _things(workstreams: Sequence[dict[str, Any]]) -> Iterator[tuple[str, SheetShape, dict[str, Any]]]:
    """Everything below a plan with the id of what holds it; what it holds is taken out of it."""
    inner = [one for one in SHEETS if one.within == "deliverables"]
    for workstream in workstreams:
        deliverables = workstream.pop("deliverables", [])
        yield "", BY_KEY["workstreams"], workstream
        for deliverable in deliverables:
            within = [(shape, deliverable.pop(shape.key, [])) for shape in inner]
            yield workstream["id"], BY_KEY["deliverables"], deliverable
            yield from ((deliverable["id"], shape, one) for shape, held in within for one in held)


def _row(shape: SheetShape, content: dict[str, Any], left: _Left) -> tuple[Cell, ...]:
    of = content["id"]
    cells = _cells(shape.columns, content)
    left.keep(of, content)
    return cells


def _cells(columns: Sequence[Column], content: dict[str, Any]) -> tuple[Cell, ...]:
    """The cells of a row. What a cell carries is taken out of the content; what it does not is left there."""
    # Of `due` and `due.printed` the inner one goes first, so that the outer holds the rest.
    taken = {one.key: _taken(one, content) for one in sorted(columns, key=lambda one: -one.key.count("."))}
    return tuple(taken[one.key] for one in columns)


def _taken(column: Column, content: dict[str, Any]) -> Cell:
    *way, last = column.key.split(".")
    within: Any = content
    for name in way:
        within = within.get(name)
        if not isinstance(within, dict):
            return None
    if not within.get(last) and within.get(last) is not False and within.get(last) != 0:
        if within.get(last) in ({}, []):
            del within[last]
        return None
    try:
        cell = cell_of(column, within[last])
    except (NotThat, ValueError, TypeError):
        return None
    del within[last]
    if way and not within:
        del content[way[0]]
    return cell
