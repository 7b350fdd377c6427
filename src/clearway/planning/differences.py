"""Two states of a plan side by side: each row that was added, withdrawn or changed, and from what to what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from clearway.planning.structure import Plan
from clearway.planning.writing import plan_content

INNER = ("activities", "milestones", "money", "concerns")
APART = frozenset({"id", "deliverables", *INNER})
KINDS = {
    "activities": "activity",
    "milestones": "milestone",
    "money": "money",
    "concerns": "risk, issue or assumption",
}
WORDS = {
    "owner.role": "owner: role",
    "owner.organisation": "owner: organisation",
    "depends_on": "depends on",
    "sequence": "half-years",
    "mechanism": "how it should work",
    "forecast": "expected",
    "actual": "passed or spent",
    "text": "words",
}


class Way(StrEnum):
    """What happened to a row."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing a row says: what it said before and says now. Empty where it said nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One row of a plan that is not the same in both. `subject` is its id, `name` its words as they are now."""

    way: Way
    kind: str
    subject: str
    name: str
    fields: tuple[FieldChange, ...] = ()

    def lines(self) -> Iterator[str]:
        """Each changed thing in a sentence."""
        for one in self.fields:
            yield f"{one.name}: {one.before or 'nothing'} → {one.after or 'nothing'}"


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    name: str
    told: Mapping[str, Any]


def differences(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """Every difference in the order of the plan: what was added and changed first, then what was withdrawn."""
    old, new = _rows(before), _rows(after)
    found = [one for key, row in new.items() if (one := _difference(key, old.get(key), row)) is not None]
    found += [Difference(Way.WITHDRAWN, row.kind, key, row.name) for key, row in old.items() if key not in new]
    found += _chapters(before, after)
    if not found and before != after:
        found.append(Difference(Way.CHANGED, "plan", after.meta.id, "The order of its rows"))
    return tuple(found)


def _difference(key: str, old: _Row | None, new: _Row) -> Difference | None:
    if old is None:
        return Difference(Way.ADDED, new.kind, key, new.name)
    names = dict.fromkeys((*new.told, *old.told))
    fields = tuple(
        FieldChange(WORDS.get(name, name.replace("_", " ")), words_of(old.told.get(name)), words_of(new.told.get(name)))
        for name in names
        if old.told.get(name) != new.told.get(name)
    )
    return Difference(Way.CHANGED, new.kind, key, new.name, fields) if fields else None


def words_of(value: Any) -> str:
    """A value of a plan as a person reads it; empty for nothing."""
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key.replace('_', ' ')} {words_of(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "; ".join(words_of(one) for one in value)
    return f"{value:,.2f}" if isinstance(value, Decimal) else str(value).replace("_", " ")


def _rows(plan: Plan) -> dict[str, _Row]:
    content = plan_content(plan)
    found: dict[str, _Row] = {}
    for workstream in content["workstreams"]:
        found[workstream["id"]] = _row("workstream", workstream, {})
        for deliverable in workstream.get("deliverables", []):
            found[deliverable["id"]] = _row("deliverable", deliverable, {"workstream": workstream["id"]})
            for key in INNER:
                for one in deliverable.get(key, []):
                    found[one["id"]] = _row(KINDS[key], one, {"deliverable": deliverable["id"]})
    columns = content.get("sequence_columns", [])
    for priority in content.get("priorities", []):
        halves = [column for column, mark in zip(columns, priority["sequence"], strict=True) if mark]
        named = {"deliverables named": priority.get("deliverables")} if priority.get("deliverables") else {}
        found[priority["id"]] = _row("priority", priority, {"sequence": halves, **named})
    return found


def _row(kind: str, content: Mapping[str, Any], more: Mapping[str, Any]) -> _Row:
    told: dict[str, Any] = {}
    for key, value in {**content, **more}.items():
        if key == "owner" and isinstance(value, Mapping):
            told |= {f"owner.{name}": one for name, one in value.items()}
        elif key not in APART or key in more:
            told[key] = value
    name = content.get("title") or content.get("text") or f"{content.get('stream')} in {content.get('quarter')}"
    return _Row(kind, str(name), told)


def _chapters(before: Plan, after: Plan) -> Iterator[Difference]:
    """What the plan as a whole says: a chapter is told as one, and what the plan is field by field."""
    old, new = plan_content(before), plan_content(after)
    for key in dict.fromkeys((*new, *old)):
        if key in ("workstreams", "priorities") or old.get(key) == new.get(key):
            continue
        if key == "meta":
            names = dict.fromkeys((*new[key], *old[key]))
            fields = tuple(
                FieldChange(name.replace("_", " "), words_of(old[key].get(name)), words_of(new[key].get(name)))
                for name in names
                if old[key].get(name) != new[key].get(name)
            )
            yield Difference(Way.CHANGED, "plan", after.meta.id, after.meta.title, fields)
        else:
            way = Way.ADDED if key not in old else Way.WITHDRAWN if key not in new else Way.CHANGED
            yield Difference(way, "chapter", key.replace("_", " "), "A chapter of the plan")
