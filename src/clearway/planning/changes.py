"""What changed between two versions of a plan, in words that name each row."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from clearway.planning.structure import Plan, Priority

WITHIN = {"deliverables", "activities", "milestones", "money", "concerns"}
"""Rows within a row are told for themselves."""


def changes_between(before: Plan, after: Plan) -> Iterator[str]:
    """One sentence for each row that was added, left out or changed, and for each chapter that changed."""
    old, new = _rows(before), _rows(after)
    for key, one in new.items():
        if key not in old:
            yield f"{key} was added: {_name(one)}"
        elif changed := _changed(old[key], one):
            yield f"{key} changed: {', '.join(changed)}"
    yield from (f"{key} was left out: {_name(one)}" for key, one in old.items() if key not in new)
    for field in fields(Plan):
        if field.name not in ("workstreams", "priorities") and getattr(before, field.name) != getattr(
            after, field.name
        ):
            yield f"{field.name.replace('_', ' ')} changed"


def _rows(plan: Plan) -> dict[str, Any]:
    held: dict[str, Any] = {one.id: one for one in plan.workstreams} | {one.id: one for one in plan.priorities}
    for deliverable in plan.deliverables:
        held[deliverable.id] = deliverable
        for within in (deliverable.activities, deliverable.milestones, deliverable.money, deliverable.concerns):
            held |= {one.id: one for one in within}
    return held


def _changed(old: Any, new: Any) -> list[str]:
    if type(old) is not type(new):
        return ["its kind"]
    apart = set() if isinstance(new, Priority) else WITHIN
    names = [field.name for field in fields(new) if field.name not in apart]
    return [name.rstrip("_").replace("_", " ") for name in names if getattr(old, name) != getattr(new, name)]


def _name(one: Any) -> str:
    return str(getattr(one, "title", None) or getattr(one, "text", None) or f"{one.stream} in {one.quarter}")
