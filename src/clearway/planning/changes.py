"""What changed between two versions of a plan, in words that name each row."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from clearway.planning.doubts import PARTS, parts_of
from clearway.planning.structure import Plan, Workstream

INNER = ("activities", "milestones", "money", "concerns", "savings", "gates")
WITHIN = {*INNER, *(key for inner in PARTS.values() for key in inner), "scores"}
"""Rows within a row are told for themselves."""


def changes_between(before: Plan, after: Plan) -> Iterator[str]:
    """One sentence for each row that was added, left out or changed, and for each chapter that changed."""
    old, new = rows_by_id(before), rows_by_id(after)
    for key, one in new.items():
        if key not in old:
            yield f"{key} was added: {_name(one)}"
        elif changed := _changed(old[key], one):
            yield f"{key} changed: {', '.join(changed)}"
    yield from (f"{key} was left out: {_name(one)}" for key, one in old.items() if key not in new)
    for field in fields(Plan):
        if field.name not in ("workstreams", "priorities", *PARTS) and getattr(before, field.name) != getattr(
            after, field.name
        ):
            yield f"{field.name.replace('_', ' ')} changed"


def rows_by_id(plan: Plan) -> dict[str, Any]:
    """Everything of a plan that has an id of its own."""
    held: dict[str, Any] = {one.id: one for one in plan.workstreams} | {one.id: one for one in plan.priorities}
    for deliverable in plan.deliverables:
        held[deliverable.id] = deliverable
        for key in INNER:
            held |= {one.id: one for one in getattr(deliverable, key)}
    return held | {one.id: one for _, one in parts_of(plan)}


def _changed(old: Any, new: Any) -> list[str]:
    if type(old) is not type(new):
        return ["its kind"]
    apart = WITHIN | {"deliverables"} if isinstance(new, Workstream) else WITHIN
    names = [field.name for field in fields(new) if field.name not in apart]
    return [name.rstrip("_").replace("_", " ") for name in names if getattr(old, name) != getattr(new, name)]


NAMES = ("title", "text", "words", "name", "source", "provider", "criterion", "deliverable", "organisation")
"""What names a row, whichever it has first."""


def _name(one: Any) -> str:
    said = next((held for name in NAMES if (held := getattr(one, name, None))), None)
    return str(said or f"{one.stream} in {one.quarter}")
