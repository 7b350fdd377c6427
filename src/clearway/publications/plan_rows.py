"""The rows of a plan as tidy tables: deliverables, milestones, money, risks, activities. One thing a row.

Returns, the workbook and `plan export` take the same rows, so that they cannot say different things of one plan.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clearway.planning.structure import Concern, Deliverable, Milestone, MoneyLine, Plan, Workstream
from clearway.publications.tables import Cell, Column, Kind, Notes, Table

STATUS_WORDS: Mapping[str, str] = {
    "not_started": "Not started", "on_track": "On track", "at_risk": "At risk", "late": "Late", "done": "Done",
    "stopped": "Stopped",
}  # fmt: skip
"""How a deliverable stands, in words."""

Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class RowKind:
    """One kind of rows of a plan: what it is called, its columns, and the rows themselves in the order of the plan."""

    words: str
    columns: tuple[Column, ...]
    rows: Callable[[Plan], Iterable[Row]]

    def cells(self, plan: Plan) -> tuple[tuple[Cell, ...], ...]:
        """The rows as tuples, cell by cell under the columns."""
        return tuple(tuple(row[column.key] for column in self.columns) for row in self.rows(plan))


def total(lines: Iterable[MoneyLine], kind: str) -> Decimal | None:
    """The exact sum of lines: planned, expected (the forecast where there is one) or spent; None without any sum."""
    told = [one for line in lines if (one := sum_of(line, kind)) is not None]
    return sum(told, Decimal()) if told else None


def sum_of(line: MoneyLine, kind: str) -> Decimal | None:
    """What a line says is planned, expected or spent."""
    if kind == "spent":
        return line.actual
    return line.planned if kind == "planned" or line.forecast is None else line.forecast


def expected_on(one: Milestone) -> date | None:
    """When a milestone is expected: its forecast, else the day it was promised for first."""
    return one.forecast or one.baseline


def next_milestone(one: Deliverable) -> Milestone | None:
    """The milestone not yet passed that is expected first; None when all are passed or none has a day."""
    waiting = [(day, each.id, each) for each in one.milestones if each.actual is None and (day := expected_on(each))]
    return min(waiting, key=lambda each: each[:2])[2] if waiting else None


def _deliverables(plan: Plan) -> Iterable[Row]:
    return (_deliverable(workstream, one) for workstream in plan.workstreams for one in workstream.deliverables)


def _deliverable(workstream: Workstream, one: Deliverable) -> Row:
    following = next_milestone(one)
    return {
        "workstream": workstream.id,
        "workstream_title": workstream.title,
        "id": one.id,
        "title": one.title,
        "status": STATUS_WORDS.get(one.status or ""),
        "owner": one.owner.role if one.owner else None,
        "organisation": one.owner.organisation if one.owner else None,
        "next_milestone": following.text if following else None,
        "next_expected": expected_on(following) if following else None,
        "measures": ", ".join(one.measures) or None,
        "planned": total(one.money, "planned"),
        "expected": total(one.money, "expected"),
        "spent": total(one.money, "spent"),
        "open_risks": sum(each.kind == "risk" and each.closed_on is None for each in one.concerns),
    }


def _of_each(plan: Plan, kind: str, row: Callable[[Deliverable, object], Row]) -> Iterable[Row]:
    for workstream in plan.workstreams:
        for one in workstream.deliverables:
            for each in getattr(one, kind):
                yield {"workstream": workstream.id, "deliverable": one.id, "deliverable_title": one.title} | dict(
                    row(one, each)
                )


def _milestone(_one: Deliverable, each: object) -> Row:
    assert isinstance(each, Milestone)  # noqa: S101 - the shape of a plan says so
    return {
        "id": each.id,
        "text": each.text,
        "baseline": each.baseline,
        "forecast": each.forecast,
        "actual": each.actual,
    }


def _money(_one: Deliverable, each: object) -> Row:
    assert isinstance(each, MoneyLine)  # noqa: S101 - the shape of a plan says so
    names = ("id", "stream", "quarter", "planned", "forecast", "actual", "organisation", "funder")
    return {name: getattr(each, name) for name in names}


def _concern(_one: Deliverable, each: object) -> Row:
    assert isinstance(each, Concern)  # noqa: S101 - the shape of a plan says so
    names = ("id", "kind", "text", "likelihood", "impact", "score", "control", "owner", "review_by", "closed_on")
    return {name: getattr(each, name) for name in names}


def _activities(plan: Plan) -> Iterable[Row]:
    for workstream in plan.workstreams:
        for one in workstream.deliverables:
            for each in one.activities:
                due = str(each.due) if each.due else None
                yield {
                    "workstream": workstream.id,
                    "deliverable": one.id,
                    "deliverable_title": one.title,
                    "id": each.id,
                    "text": each.text,
                    "due": due,
                }


_OF = (Column("workstream", "Workstream"), Column("deliverable", "Deliverable"), Column("deliverable_title", "Promise"))
_MONEY = Kind.POUNDS
KINDS: Mapping[str, RowKind] = {
    "deliverables": RowKind(
        "deliverables",
        (
            Column("workstream", "Workstream"),
            Column("workstream_title", "Name of the workstream"),
            Column("id", "Deliverable"),
            Column("title", "Promise"),
            Column("status", "Status"),
            Column("owner", "Who answers (role)"),
            Column("organisation", "Organisation"),
            Column("next_milestone", "Next milestone"),
            Column("next_expected", "Next expected on", Kind.DATE),
            Column("measures", "Measures"),
            Column("planned", "Planned £", _MONEY),
            Column("expected", "Expected £", _MONEY),
            Column("spent", "Spent £", _MONEY),
            Column("open_risks", "Open risks", Kind.COUNT),
        ),
        _deliverables,
    ),
    "milestones": RowKind(
        "milestones",
        (
            *_OF,
            Column("id", "Milestone"),
            Column("text", "What is passed"),
            Column("baseline", "Promised first", Kind.DATE),
            Column("forecast", "Expected on", Kind.DATE),
            Column("actual", "Passed on", Kind.DATE),
        ),
        lambda plan: _of_each(plan, "milestones", _milestone),
    ),
    "money": RowKind(
        "lines of money",
        (
            *_OF,
            Column("id", "Line"),
            Column("stream", "Revenue or capital"),
            Column("quarter", "Quarter"),
            Column("planned", "Planned £", _MONEY),
            Column("forecast", "Expected £", _MONEY),
            Column("actual", "Spent £", _MONEY),
            Column("organisation", "Organisation"),
            Column("funder", "Funder"),
        ),
        lambda plan: _of_each(plan, "money", _money),
    ),
    "concerns": RowKind(
        "risks, issues and assumptions",
        (
            *_OF,
            Column("id", "Concern"),
            Column("kind", "Kind"),
            Column("text", "What could happen, or has"),
            Column("likelihood", "Likelihood 1 to 5", Kind.COUNT),
            Column("impact", "Impact 1 to 5", Kind.COUNT),
            Column("score", "Score", Kind.COUNT),
            Column("control", "What is done about it"),
            Column("owner", "Who looks after it"),
            Column("review_by", "Look again by", Kind.DATE),
            Column("closed_on", "Closed on", Kind.DATE),
        ),
        lambda plan: _of_each(plan, "concerns", _concern),
    ),
    "activities": RowKind(
        "activities",
        (*_OF, Column("id", "Activity"), Column("text", "What is to be done"), Column("due", "Due")),
        _activities,
    ),
}
"""Every kind of rows by its name."""
FACTS = "Facts carried over in short words of ours; see the source"


def plan_table(name: str, plan: Plan, version: int, *, as_at: str = "", mark: str = "") -> Table:
    """One kind of rows of a plan as a table to take away."""
    kind = KINDS[name]
    notes = Notes(
        definition=f"The {kind.words} of the plan, one a row, as they stand.",
        source=f"{plan.meta.title}, {plan.meta.period}",
        as_at=as_at,
        snapshot=f"plan {plan.meta.id}, version {version}",
        licence=plan.meta.licence or FACTS,
        mark=mark,
    )
    return Table(f"{kind.words.capitalize()} of the plan", kind.columns, kind.cells(plan), notes)
