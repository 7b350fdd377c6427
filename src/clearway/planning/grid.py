"""The grid of a plan: what is marked in which half-year.

A priority's marks are those of its printed row. A deliverable has its own where somebody said so (`half_years`). Else
it has none of its own, as in the plan of 2017: it inherits those of the rows that name it, of its parent, or of what
delivers it, or has those of its dated milestones. That is our reading, and every such row says which.
"""

from dataclasses import dataclass

from clearway.planning.spans import HalfYear
from clearway.planning.structure import Deliverable, Plan

PRINTED, NONE, SAID = "printed", "", "said for the deliverable itself"


@dataclass(frozen=True)
class GridRow:
    """One row: its marks, one for each column, and how we know them (`basis`: printed, a reading in words, or none)."""

    id: str
    title: str
    kind: str
    workstream: str
    marks: tuple[bool, ...]
    basis: str
    note: str | None = None

    @property
    def is_printed(self) -> bool:
        """Whether the marks stand in the source, or were said since."""
        return self.basis in (PRINTED, SAID)


@dataclass(frozen=True)
class Grid:
    """The columns, and under each priority the deliverables it names; then those that no row names."""

    columns: tuple[HalfYear, ...]
    rows: tuple[GridRow, ...]

    @property
    def priorities(self) -> tuple[GridRow, ...]:
        """The printed rows."""
        return tuple(row for row in self.rows if row.kind == "priority")

    @property
    def deliverables(self) -> tuple[GridRow, ...]:
        """The rows of deliverables."""
        return tuple(row for row in self.rows if row.kind == "deliverable")

    def row(self, wanted: str) -> GridRow:
        """The row of an id. Raises LookupError."""
        found = next((row for row in self.rows if row.id == wanted), None)
        if found is None:
            raise LookupError(f"The grid has no row {wanted}.")
        return found


def grid_of(plan: Plan) -> Grid:
    """The grid of a plan, each deliverable once."""
    columns, rows = plan.half_years, []
    waiting = {one.id: one for one in plan.deliverables}
    homes = {one.id: workstream.id for workstream in plan.workstreams for one in workstream.deliverables}
    for workstream in plan.workstreams:
        for priority in (one for one in plan.priorities if one.workstream == workstream.id):
            marks = tuple(bool(mark) for mark in priority.sequence)
            rows.append(GridRow(priority.id, priority.title, "priority", workstream.id, marks, PRINTED, priority.note))
            for named in priority.deliverables:
                if (deliverable := waiting.pop(named, None)) is not None:
                    rows.append(_row(plan, deliverable, homes[named]))
        rows += [_row(plan, waiting.pop(one.id), workstream.id) for one in workstream.deliverables if one.id in waiting]
    return Grid(columns, tuple(rows))


def marks_of(plan: Plan, deliverable: Deliverable) -> tuple[tuple[bool, ...], str]:
    """The marks a deliverable has, and how we know them: empty words when there are none."""
    return _marks(plan, deliverable, frozenset())


def _row(plan: Plan, deliverable: Deliverable, workstream: str) -> GridRow:
    marks, basis = marks_of(plan, deliverable)
    return GridRow(deliverable.id, deliverable.title, "deliverable", workstream, marks, basis, deliverable.note)


def _marks(plan: Plan, deliverable: Deliverable, seen: frozenset[str]) -> tuple[tuple[bool, ...], str]:
    if deliverable.half_years:
        return tuple(column in deliverable.half_years for column in plan.sequence_columns), SAID
    naming = [one for one in plan.priorities if deliverable.id in one.deliverables]
    if naming:
        marks = tuple(any(one.sequence[place] for one in naming) for place in range(len(plan.sequence_columns)))
        return marks, f"our reading: as {' and '.join(one.id for one in naming)}, which names it"
    for via, words in ((deliverable.delivered_in, "in which it is delivered"), (deliverable.parent, "its parent")):
        other = next((one for one in plan.deliverables if one.id == via and via not in seen), None)
        if other is not None:
            marks, basis = _marks(plan, other, seen | {deliverable.id})
            if basis:
                return marks, f"our reading: as {other.id}, {words}"
    return _of_milestones(plan, deliverable)


def _of_milestones(plan: Plan, deliverable: Deliverable) -> tuple[tuple[bool, ...], str]:
    spans = [days for one in deliverable.milestones if one.due and (days := one.due.days())]
    columns = plan.half_years
    marks = tuple(any(half.first_day <= last <= half.last_day for _, last in spans) for half in columns)
    return (marks, "our reading: when its milestones are due") if any(marks) else ((False,) * len(columns), NONE)
