"""Loading a plan from a file: whole or not at all, once for the same content, and every version kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from clearway.planning.changes import changes_between
from clearway.planning.reading import ReadPlan
from clearway.planning.structure import Plan
from clearway.planning.writing import plan_content, plan_hash, plan_json
from clearway.site.audit import services as audit
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import (
    Concern,
    Deliverable,
    Gate,
    Milestone,
    MoneyLine,
    PlanVersion,
    Priority,
    Row,
    Saving,
    Workstream,
)
from clearway.site.plan.models import Plan as PlanRow
from clearway.site.plan.permissions import check_may_load
from clearway.site.plan.rows import COLUMNS, INNER, TREE, Branch, columns_of, default_of, plan_in_rows
from clearway.site.plan.services.said_by import said_by

KEPT = frozenset({"status", "forecast", "actual", "delivered", "awarded", "spent", "version"})
KEPT_ROWS = (MoneyLine, Concern, Saving, Gate)
"""What a file that does not speak of it leaves as people have set it since; the owner likewise."""


@dataclass(frozen=True)
class Loaded:
    """What a load came to. `is_new` is false when the store held the same plan already, and nothing was changed."""

    row: PlanRow
    plan: Plan
    is_new: bool
    changed: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def load_plan(*, by: Membership, read: ReadPlan, reason: str = "", is_whole: bool = False) -> Loaded:
    """Load a plan. The same content again changes nothing; another content is a new version of the plan of that id.

    Rows are known by their ids: those the file leaves out are withdrawn, and what it does not speak of (owner, status,
    expected and actual dates, money) stays as people set it. A workbook has a column for all of that (`is_whole`):
    what is empty there is taken away. Raises PermissionDenied.
    """
    check_may_load(by)
    now, mark = timezone.now(), plan_hash(read.plan)
    with transaction.atomic():
        row = locked(PlanRow.objects.filter(code=read.plan.meta.id)).first()
        before = plan_in_rows(row) if row else None
        known = _known_marks(row, before, is_whole=is_whole)
        if row and before and mark in known:
            row.brought_at = now
            row.save(update_fields=["brought_at"])
            return Loaded(row, before, is_new=False, notices=read.notices)
        row = _head(row, by, read.plan, mark)
        if is_whole:
            _forget(row)
        content = plan_content(read.plan)
        _write(row, content)
        _write_tree(row, content, TREE)
        after = plan_in_rows(row)
        changed = tuple(changes_between(before, after)) if before else ()
        keep_version(row, after, by=by, reason=reason, changed=changed)
        audit.record(
            event="plan loaded" if before is None else "plan loaded anew",
            by=by,
            subject=row,
            reason=reason,
            after={"plan": row.code, "version": row.version, "content": mark[:16], **after.counts()},
        )
    return Loaded(row, after, is_new=True, changed=changed, notices=read.notices)


def keep_version(row: PlanRow, plan: Plan, *, by: Membership, reason: str, changed: Sequence[str]) -> PlanVersion:
    """Keep the plan as it is now as the version that its row names; inside the transaction of the change."""
    return PlanVersion.objects.create(
        plan=row,
        number=row.version,
        **said_by(by),
        reason=reason,
        changed=list(changed),
        content_hash=plan_hash(plan),
        content=plan_json(plan),
    )


def _head(row: PlanRow | None, by: Membership, plan: Plan, mark: str) -> PlanRow:
    now = timezone.now()
    if row is None:
        row = PlanRow(code=plan.meta.id, organisation_code=by.organisation.code, version=0, made_at=now)
    content = plan_content(plan)
    row.head = {key: one for key, one in content.items() if key not in ("workstreams", "priorities", *TREE)}
    row.title, row.framework = plan.meta.title, plan.meta.aligned_framework or ""
    row.version, row.content_hash, row.brought_at = row.version + 1, mark, now
    row.save()
    return row


def _known_marks(row: PlanRow | None, before: Plan | None, *, is_whole: bool) -> tuple[str, ...]:
    """The marks of a file that changes nothing: the plan as it stands, and the file that was brought last.

    A workbook that goes back to an earlier state does change something, as whoever sends it was shown.
    """
    if row is None or before is None:
        return ()
    return (plan_hash(before),) if is_whole else (row.content_hash, plan_hash(before))


def _forget(row: PlanRow) -> None:
    """Empty what a file that does not speak of it would leave, so that only what the file says comes back."""
    row.deliverables.update(status="", owner_role="", owner_organisation="")
    Milestone.objects.filter(deliverable__plan=row).update(forecast=None, actual=None)
    MoneyLine.objects.filter(deliverable__plan=row).update(is_withdrawn=True, forecast=None, actual=None)
    Concern.objects.filter(deliverable__plan=row).update(is_withdrawn=True)


def _write(row: PlanRow, content: Mapping[str, Any]) -> None:
    workstreams = _rows(Workstream, {"plan": row}, content["workstreams"])
    _withdraw(row.workstreams, workstreams)
    priorities = [
        one
        for code, workstream in workstreams.items()
        for one in _rows(
            Priority,
            {"plan": row, "workstream": workstream},
            [one for one in content.get("priorities", ()) if one["workstream"] == code],
            {"plan": row},
        ).values()
    ]
    order = {one["id"]: place for place, one in enumerate(content.get("priorities", ()))}
    for one in priorities:
        one.position = order[one.code]
        one.save(update_fields=["position"])
    _withdraw(row.priorities, order)
    place = 0
    named: set[str] = set()
    for told in content["workstreams"]:
        parents = {"plan": row, "workstream": workstreams[told["id"]]}
        deliverables = told.get("deliverables", [])
        held = _rows(Deliverable, parents, deliverables, {"plan": row}, first=place)
        place, named = place + len(held), named | set(held)
        for one in deliverables:
            _write_within(held[one["id"]], one)
    _withdraw(row.deliverables, named)


def _write_within(deliverable: Deliverable, told: Mapping[str, Any]) -> None:
    for key, kind in INNER.items():
        given = told.get(key, [])
        if kind in KEPT_ROWS and not given:
            continue
        held = _rows(kind, {"deliverable": deliverable}, given)
        _withdraw(getattr(deliverable, key), held)


def _write_tree(parent: models.Model, told: Mapping[str, Any], tree: Mapping[str, Branch]) -> None:
    """What hangs on a plan, and on that in turn; a key that the file does not speak of stays as people set it."""
    for key, branch in tree.items():
        if key not in told:
            continue
        held = _rows(branch.kind, {branch.parent: parent}, told[key])
        _withdraw(getattr(parent, key), held)
        for one in told[key]:
            _write_tree(held[one["id"]], one, branch.within)


def _rows(
    kind: type[Row],
    parents: Mapping[str, models.Model],
    told: Sequence[Mapping[str, Any]],
    known_by: Mapping[str, models.Model] | None = None,
    first: int = 0,
) -> dict[str, Any]:
    """The rows of what is told, in order and by their codes: those that are there changed, the others added."""
    there = {one.code: one for one in kind._default_manager.filter(**(known_by or parents))}
    held: dict[str, Any] = {}
    added: list[Any] = []
    for place, content in enumerate(told, start=first):
        row = there.get(content["id"])
        if row is None:
            row = kind(code=content["id"])
            added.append(row)
        _set(row, kind, content)
        for name, parent in parents.items():
            setattr(row, name, parent)
        row.position, row.is_withdrawn = place, False
        if row.pk:
            row.save()
        held[content["id"]] = row
    kind._default_manager.bulk_create(added)
    return held


def _set(row: Any, kind: type[Row], content: Mapping[str, Any]) -> None:
    said = columns_of(kind, content)
    for key, column in COLUMNS[kind].items():
        if column in said:
            setattr(row, column, said[column])
        elif key not in KEPT:
            setattr(row, column, default_of(kind, column))
    row.rest = said["rest"]
    if kind is Deliverable:
        row.owner_role = said.get("owner_role", row.owner_role)
        row.owner_organisation = said.get("owner_organisation", "" if "owner_role" in said else row.owner_organisation)
        row.changed_at = timezone.now()


def _withdraw(rows: Any, named: Collection[str]) -> None:
    """What the file leaves out stays as a row, and is shown no longer."""
    rows.exclude(code__in=list(named)).filter(is_withdrawn=False).update(is_withdrawn=True)
