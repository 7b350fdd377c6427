"""Between the rows of a store and the plan they are: what a file says becomes rows, and rows become the plan again.

`COLUMNS` names what of each kind stands in columns, by the key it has in a file; everything else stands in `rest`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from clearway.planning.reading import plan_of
from clearway.planning.structure import Plan
from clearway.site.plan.models import (
    Activity,
    Allocation,
    Appraisal,
    Bid,
    BidSum,
    Concern,
    Deliverable,
    Gate,
    Milestone,
    MoneyLine,
    Option,
    Placement,
    Priority,
    RollOut,
    RollOutPlace,
    Row,
    Saving,
    Score,
    ScoringFramework,
    SigningBody,
    Workstream,
)
from clearway.site.plan.models import Plan as PlanRow

CODE = {"id": "code"}


def _same(*names: str) -> Mapping[str, str]:
    """Columns that are called as in a file, with the code."""
    return CODE | {one: one for one in names}


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
    Saving: _same("title", "quarter", "cash_releasing", "planned", "forecast", "delivered"),
    Gate: _same("kind", "before", "form_type", "passed_on", "evidence"),
    Allocation: _same("source", "stream", "quarter", "amount", "conditions", "received_on"),
    Placement: _same("amount", "deliverable", "organisation"),
    ScoringFramework: _same("title", "version", "criteria", "trust", "agreed_by", "agreed_on"),
    Bid: _same("title", "fund", "round", "deliverables", "framework", "decision", "decided_on", "conditions"),
    BidSum: _same("stream", "quarter", "asked", "awarded", "spent"),
    Score: _same("criterion", "scorer", "score", "reason"),
    Appraisal: _same("title", "deliverable", "framework", "chosen", "reason"),
    Option: _same("title", "cost"),
    RollOut: _same("title", "deliverable", "promised"),
    RollOutPlace: _same("provider", "status", "since"),
    SigningBody: _same("name", "part", "must_agree", "agrees_again"),
}
Within = Activity | Milestone | MoneyLine | Concern | Saving | Gate
DAYS: Mapping[type[Row], tuple[str, ...]] = {
    Milestone: ("baseline", "forecast", "actual"),
    Concern: ("review_by", "closed_on"),
    Gate: ("passed_on",),
    Allocation: ("received_on",),
    ScoringFramework: ("agreed_on",),
    Bid: ("decided_on",),
    RollOutPlace: ("since",),
}
INNER: Mapping[str, type[Within]] = {
    "activities": Activity,
    "milestones": Milestone,
    "money": MoneyLine,
    "concerns": Concern,
    "savings": Saving,
    "gates": Gate,
}


@dataclass(frozen=True)
class Branch:
    """A kind of rows that hang on others: the field that leads to those, and what hangs on them in turn."""

    kind: type[Row]
    parent: str
    within: Mapping[str, "Branch"] = field(default_factory=dict)


TREE: Mapping[str, Branch] = {
    "allocations": Branch(Allocation, "plan", {"placed": Branch(Placement, "allocation")}),
    "scoring_frameworks": Branch(ScoringFramework, "plan"),
    "bids": Branch(Bid, "plan", {"sums": Branch(BidSum, "bid"), "scores": Branch(Score, "bid")}),
    "appraisals": Branch(
        Appraisal, "plan", {"options": Branch(Option, "appraisal", {"scores": Branch(Score, "option")})}
    ),
    "roll_outs": Branch(RollOut, "plan", {"places": Branch(RollOutPlace, "roll_out")}),
    "signing_bodies": Branch(SigningBody, "plan"),
}
"""What hangs on the plan itself, by its key in a file."""
HELD_APART = {"owner", *INNER, "placed", "sums", "scores", "options", "places"}
"""Keys that are neither columns nor rest, but rows of their own; a priority keeps its `deliverables` in its rest."""


def columns_of(kind: type[Row], content: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row, `rest` among them, from what a file says of it. What it does not say is absent."""
    named = COLUMNS[kind]
    apart = set() if kind is Priority else HELD_APART | {"deliverables"}
    held = {column: content[key] for key, column in named.items() if key in content}
    held |= {key: date.fromisoformat(content[key]) for key in DAYS.get(kind, ()) if key in content}
    if kind is Deliverable and "owner" in content:
        held["owner_role"] = content["owner"]["role"]
        held["owner_organisation"] = content["owner"].get("organisation", "")
    held["rest"] = {key: one for key, one in content.items() if key not in named and key not in apart}
    if kind is Priority:
        held["rest"].pop("workstream")
    return held


def default_of(kind: type[Row], column: str) -> Any:
    """What a column holds when nothing is said."""
    field_of = kind._meta.get_field(column)
    return field_of.get_default() if isinstance(field_of, models.Field) else None


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
    content |= _grown(TREE, row)
    return plan_of(content, f"the plan {row.code} of this store")


def _grown(tree: Mapping[str, Branch], plan: PlanRow) -> dict[str, Any]:
    """What hangs on the plan, with what hangs on that; a key without rows is left out."""
    gathered = {key: _gathered(branch, plan, branch.parent) for key, branch in tree.items()}
    return {key: rows[plan.pk] for key, rows in gathered.items() if plan.pk in rows}


def _gathered(branch: Branch, plan: PlanRow, way: str) -> dict[int, list[dict[str, Any]]]:
    """Rows by what they hang on; `way` leads from them to the plan."""
    rows = list(branch.kind._default_manager.filter(**{way: plan}, is_withdrawn=False).order_by("position", "pk"))
    inner = {key: _gathered(each, plan, f"{each.parent}__{way}") if rows else {} for key, each in branch.within.items()}
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        told = content_of(row) | {key: held[row.pk] for key, held in inner.items() if row.pk in held}
        found.setdefault(getattr(row, f"{branch.parent}_id"), []).append(told)
    return found


def _by_deliverable(kind: type[Within], row: PlanRow) -> dict[int, list[dict[str, Any]]]:
    rows = kind._default_manager.filter(deliverable__plan=row, is_withdrawn=False)
    gathered: dict[int, list[dict[str, Any]]] = {}
    for one in rows.order_by("position", "pk"):
        gathered.setdefault(one.deliverable_id, []).append(content_of(one))
    return gathered
