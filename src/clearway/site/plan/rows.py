"""Between the rows of a store and the plan they are: what a file says becomes rows, and rows become the plan again.

`COLUMNS` names what of each kind stands in columns, by the key it has in a file; everything else stands in `rest`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clearway.planning.reading import plan_of
from clearway.planning.structure import Plan
from clearway.site.plan.models import Activity, Concern, Deliverable, Milestone, MoneyLine, Priority, Row, Workstream
from clearway.site.plan.models import Plan as PlanRow

CODE = {"id": "code"}
COLUMNS: Mapping[type[Row], Mapping[str, str]] = {
    Workstream: CODE | {"title": "title"},
    Priority: CODE | {"title": "title", "sequence": "marks"},
    Deliverable: CODE
    | {
        one: one
        for one in (
            *("title", "contributors", "depends_on", "recommendations", "ambitions", "achievements", "serves"),
            *("measures", "status"),
        )
    },
    Activity: CODE | {"text": "text"},
    Milestone: CODE | {one: one for one in ("text", "baseline", "forecast", "actual")},
    Concern: CODE
    | {
        one: one
        for one in (
            *("kind", "text", "likelihood", "impact", "control", "owner", "review_by", "closed_on"),
            "closed_because",
        )
    },
    MoneyLine: CODE | {one: one for one in ("stream", "quarter", "planned", "forecast", "actual")},
}
Within = Activity | Milestone | MoneyLine | Concern
DAYS: Mapping[type[Row], tuple[str, ...]] = {
    Milestone: ("baseline", "forecast", "actual"),
    Concern: ("review_by", "closed_on"),
}
INNER: Mapping[str, type[Within]] = {
    "activities": Activity,
    "milestones": Milestone,
    "money": MoneyLine,
    "concerns": Concern,
}
HELD_APART = {"owner", "deliverables", *INNER}
"""Keys of a workstream or deliverable that are neither columns nor rest; a priority keeps its `deliverables`."""


def columns_of(kind: type[Row], content: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row, `rest` among them, from what a file says of it. What it does not say is absent."""
    named = COLUMNS[kind]
    apart = set() if kind is Priority else HELD_APART
    held = {column: content[key] for key, column in named.items() if key in content}
    held |= {key: date.fromisoformat(content[key]) for key in DAYS.get(kind, ()) if key in content}
    if kind is Deliverable and "owner" in content:
        held["owner_role"] = content["owner"]["role"]
        held["owner_organisation"] = content["owner"].get("organisation", "")
    held["rest"] = {key: one for key, one in content.items() if key not in named and key not in apart}
    if kind is Priority:
        held["rest"].pop("workstream")
    return held


def content_of(row: Row) -> dict[str, Any]:
    """What a file says of a row: the columns that hold something, and the rest."""
    held = {key: getattr(row, column) for key, column in COLUMNS[type(row)].items()}
    content: dict[str, Any] = {key: one.isoformat() if isinstance(one, date) else one for key, one in held.items()}
    if isinstance(row, Deliverable) and row.owner_role:
        content["owner"] = {"role": row.owner_role}
        if row.owner_organisation:
            content["owner"]["organisation"] = row.owner_organisation
    return {key: one for key, one in {**content, **row.rest}.items() if one not in (None, "", [])}


def plan_in_rows(row: PlanRow) -> Plan:
    """The plan as its rows stand now, withdrawn ones left out."""
    content: dict[str, Any] = dict(row.head)
    content["priorities"] = [
        content_of(one) | {"workstream": one.workstream.code}
        for one in row.priorities.filter(is_withdrawn=False).select_related("workstream")
    ]
    inner = {key: _by_deliverable(kind, row) for key, kind in INNER.items()}
    deliverables: dict[int, list[dict[str, Any]]] = {}
    for one in row.deliverables.filter(is_withdrawn=False):
        told = content_of(one)
        for key, rows in inner.items():
            if held := rows.get(one.pk):
                told[key] = held
        deliverables.setdefault(one.workstream_id, []).append(told)
    content["workstreams"] = [
        content_of(one) | {"deliverables": deliverables.get(one.pk, [])}
        for one in row.workstreams.filter(is_withdrawn=False)
    ]
    return plan_of(content, f"the plan {row.code} of this store")


def _by_deliverable(kind: type[Within], row: PlanRow) -> dict[int, list[dict[str, Any]]]:
    rows = kind._default_manager.filter(deliverable__plan=row, is_withdrawn=False)
    gathered: dict[int, list[dict[str, Any]]] = {}
    for one in rows.order_by("position", "pk"):
        gathered.setdefault(one.deliverable_id, []).append(content_of(one))
    return gathered
