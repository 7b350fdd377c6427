"""The page on which a plan is changed: every row that stands with where it is changed, and those withdrawn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from clearway.site.plan.item_kinds import KINDS, ItemKind
from clearway.site.plan.models import Activity, Deliverable, Milestone, Plan, Row, Workstream
from clearway.site.plan.presenters.status import Tag, tag_of


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A row with where it is changed. `number` is ticked to change it with others."""

    number: int
    code: str
    words: str
    href: str
    owner: str = ""
    tag: Tag | None = None
    more: str = ""


@dataclass(frozen=True, slots=True)
class EditedWorkstream:
    """A workstream with what stands in it, and where more is added."""

    code: str
    title: str
    href: str
    deliverables: tuple[EditedRow, ...]
    priorities: tuple[EditedRow, ...]
    add_deliverable: str
    add_priority: str


def edited_plan(plan: Plan) -> tuple[EditedWorkstream, ...]:
    """Every workstream that stands, with its rows."""
    deliverables = _by(plan.deliverables.filter(is_withdrawn=False))
    priorities = _by(plan.priorities.filter(is_withdrawn=False))
    return tuple(
        EditedWorkstream(
            one.code,
            one.title,
            item_href("workstream", one),
            tuple(_deliverable(each) for each in deliverables.get(one.pk, ())),
            tuple(
                EditedRow(each.pk, each.code, each.title, item_href("priority", each))
                for each in priorities.get(one.pk, ())
            ),
            add_href(plan, "deliverable", one),
            add_href(plan, "priority", one),
        )
        for one in plan.workstreams.filter(is_withdrawn=False)
    )


def withdrawn(plan: Plan) -> list[EditedRow]:
    """The rows that were withdrawn and can be brought back: those whose holder stands."""
    return [
        EditedRow(row.pk, row.code, words_of(row), reverse("plan:bring_back", args=[kind.key, row.pk]), more=kind.words)
        for kind in KINDS.values()
        for row in _standing_holder(kind, plan)
    ]


def within(deliverable: Deliverable) -> tuple[tuple[str, str, tuple[EditedRow, ...]], ...]:
    """The activities and milestones of a deliverable with where they are changed, and where another is added."""
    rows: Mapping[str, Sequence[Activity | Milestone]] = {
        "activity": list(deliverable.activities.filter(is_withdrawn=False)),
        "milestone": list(deliverable.milestones.filter(is_withdrawn=False)),
    }
    titles = {"activity": "Activities", "milestone": "Milestones"}
    return tuple(
        (
            titles[key],
            add_href(deliverable.plan, key, deliverable),
            tuple(EditedRow(one.pk, one.code, one.text, item_href(key, one)) for one in held),
        )
        for key, held in rows.items()
    )


def words_of(row: Row) -> str:
    """The title or text of a row."""
    return str(getattr(row, "title", "") or getattr(row, "text", ""))


def item_href(key: str, row: Row) -> str:
    """Where a row is changed."""
    return reverse("plan:item", args=[key, row.pk])


def add_href(plan: Plan, key: str, holder: Row | None = None) -> str:
    """Where a row of a kind is added, in a holder."""
    address = reverse("plan:add_item", args=[plan.pk, key])
    return f"{address}?in={holder.pk}" if holder else address


def _deliverable(one: Deliverable) -> EditedRow:
    owner = ", ".join(filter(None, (one.owner_role, one.owner_organisation)))
    again = one.rest.get("review_by")
    more = "; ".join(
        filter(None, (", ".join(one.rest.get("half_years", ())), f"look again by {again}" if again else ""))
    )
    tag = tag_of(one.status or None)
    return EditedRow(one.pk, one.code, one.title, item_href("deliverable", one), owner, tag, more)


def _by(rows: Iterable[Any]) -> dict[int, list[Any]]:
    held: dict[int, list[Any]] = {}
    for one in rows:
        held.setdefault(one.workstream_id, []).append(one)
    return held


def _standing_holder(kind: ItemKind, plan: Plan) -> Iterator[Row]:
    rows = kind.rows(plan.pk).filter(is_withdrawn=True)
    if kind.holder is Workstream:
        rows = rows.filter(workstream__is_withdrawn=False)
    elif kind.holder is Deliverable:
        rows = rows.filter(deliverable__is_withdrawn=False)
    return iter(rows[:200])
