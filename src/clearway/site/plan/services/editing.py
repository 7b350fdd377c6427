"""Changing any row of a plan: whole or not at all, with a reason, as a version that says what changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from clearway.planning.differences import Difference, differences
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.plan.item_kinds import KINDS, ItemKind, next_code
from clearway.site.plan.models import Deliverable, Row, Workstream
from clearway.site.plan.models import Plan as PlanRow
from clearway.site.plan.permissions import check_may_edit, check_may_update
from clearway.site.plan.reading import check_in_force
from clearway.site.plan.rows import COLUMNS, columns_of, content_of, default_of
from clearway.site.plan.services.gates import check_new_states, states_of
from clearway.site.plan.services.loading import keep_version
from clearway.site.plan.services.rows import whole_plan
from clearway.site.plan.services.seen import check_as_seen

LONGEST_REASON = 500


@contextmanager
def edited(
    *, by: Membership, plan: PlanRow, reason: str, answers_for: Deliverable | None = None
) -> Iterator[tuple[PlanRow, list[Difference]]]:
    """A change of a plan that becomes a version of it. Within, rows are written; the list is filled on the way out.

    A change within one deliverable (`answers_for`) is made by who answers for it, too. Raises PermissionDenied, or
    Refused: without a reason, for a plan of the past, when nothing differs, when an open gate holds a state
    back, or when the plan would be none any more.
    """
    if answers_for is not None:
        check_may_update(by, answers_for)
    else:
        check_may_edit(by)
    check_in_force(plan)
    words = reason.strip()[:LONGEST_REASON]
    if not words:
        raise Refused("Nobody says why the plan changes.", "Say why, or who agreed it.", code="PLAN-REASON")
    found: list[Difference] = []
    with transaction.atomic():
        held = locked(PlanRow.objects.filter(pk=plan.pk)).get()
        before, stood = whole_plan(held), states_of(held)
        yield held, found
        after = whole_plan(held)
        found += differences(before, after)
        if not found:
            raise Refused("Nothing is different from before.", "Change something, or go back.", code="PLAN-SAME")
        check_new_states(held, stood)
        held.version += 1
        held.save(update_fields=["version"])
        keep_version(held, after, by=by, reason=words, changed=[words_of(one) for one in found])


def words_of(one: Difference) -> str:
    """A difference as a line of the history: it begins with the id of its row."""
    told = "; ".join(one.lines())
    return f"{one.subject} {one.way.value}: {told or one.name}"


def add_item(
    *,
    by: Membership,
    plan: PlanRow,
    kind: ItemKind,
    said: Mapping[str, Any],
    holder: Row | None,
    reason: str,
    answers_for: Deliverable | None = None,
) -> Row:
    """Add a row with what is said of it, by the keys of a plan file. Raises PermissionDenied, or Refused."""
    with edited(by=by, plan=plan, reason=reason, answers_for=answers_for) as (held, _):
        rows = kind.rows(held.pk)
        row = kind.model(code=_new_code(kind, held, holder), position=rows.count())
        _place(row, kind, held, holder)
        write_on(row, kind, {"id": row.code, **said})
        row.save()
        audit.record(event=f"{kind.words} added", by=by, subject=row, reason=reason.strip(), after={"code": row.code})
    return row


def change_item(
    *, by: Membership, kind: ItemKind, row: Row, said: Mapping[str, Any], holder: Row | None, seen: str, reason: str
) -> Row:
    """Change what is said of a row: the keys of `said` are set, those that are None taken away.

    `seen` is the row's mark as the person saw it. Raises PermissionDenied, or Refused.
    """
    with edited(by=by, plan=plan_of(row), reason=reason) as (held, _):
        now = locked(kind.rows(held.pk).filter(pk=row.pk, is_withdrawn=False)).get()
        check_as_seen(now, marked(kind), seen)
        _place(now, kind, held, holder)
        write_on(now, kind, {**content_of(now), **said})
        now.save()
        audit.record(
            event=f"{kind.words} changed", by=by, subject=now, reason=reason.strip(), after={"changed": sorted(said)}
        )
    return now


def withdraw_item(*, by: Membership, kind: ItemKind, row: Row, reason: str) -> Row:
    """Withdraw a row: it is kept, and shown no longer. A workstream goes once nothing stands in it any more."""
    with edited(by=by, plan=plan_of(row), reason=reason) as (held, _):
        now = locked(kind.rows(held.pk).filter(pk=row.pk, is_withdrawn=False)).get()
        if isinstance(now, Workstream):
            _check_empty(now)
        now.is_withdrawn = True
        now.save(update_fields=["is_withdrawn"])
        audit.record(event=f"{kind.words} withdrawn", by=by, subject=now, reason=reason.strip())
    return now


def bring_back(*, by: Membership, kind: ItemKind, row: Row, reason: str) -> Row:
    """Bring a withdrawn row back as it was. Refused when what it belongs to is withdrawn too."""
    with edited(by=by, plan=plan_of(row), reason=reason) as (held, _):
        now = locked(kind.rows(held.pk).filter(pk=row.pk, is_withdrawn=True)).get()
        now.is_withdrawn = False
        now.save(update_fields=["is_withdrawn"])
        audit.record(event=f"{kind.words} brought back", by=by, subject=now, reason=reason.strip())
    return now


def write_on(row: Row, kind: ItemKind, content: Mapping[str, Any]) -> None:
    """Set the columns of a row to what a file would say of it; keys that are None or empty are taken away."""
    told = {key: one for key, one in content.items() if one not in (None, "", [], {})}
    if kind.key == "priority":
        told.setdefault("workstream", "")
    said = columns_of(kind.model, told)
    for key, column in COLUMNS[kind.model].items():
        if key != "status" or column in said:
            setattr(row, column, said.get(column, default_of(kind.model, column)))
    row.rest = said["rest"]
    if isinstance(row, Deliverable):
        row.owner_role, row.owner_organisation = said.get("owner_role", ""), said.get("owner_organisation", "")
        row.changed_at = timezone.now()


def marked(kind: ItemKind) -> tuple[str, ...]:
    """The columns over which the mark of a row is made."""
    more = ("owner_role", "owner_organisation", "workstream_id") if kind.model is Deliverable else ()
    return (*dict.fromkeys(COLUMNS[kind.model].values()), *more, "rest")


def plan_of(row: Row) -> PlanRow:
    """The plan that a row belongs to."""
    found: PlanRow = row.deliverable.plan if hasattr(row, "deliverable_id") else row.plan  # type: ignore[attr-defined]
    return found


def _place(row: Any, kind: ItemKind, plan: PlanRow, holder: Row | None) -> None:
    """Set what a row belongs to."""
    if kind.holder is not None and holder is not None:
        setattr(row, kind.parent, holder)
    if kind.holder is not Deliverable:
        row.plan = plan


def _new_code(kind: ItemKind, plan: PlanRow, holder: Row | None) -> str:
    """A code that stands nowhere in the plan, not on a withdrawn row either."""
    taken = {code for one in KINDS.values() for code in one.rows(plan.pk).values_list("code", flat=True)}
    beside = kind.rows(plan.pk)
    if holder is not None:
        beside = beside.filter(**{kind.parent: holder})
    last = beside.order_by("position", "pk").last()
    stem = f"{holder.code}-{kind.key[0].upper()}" if holder is not None else kind.key[0].upper()
    return next_code(last.code if last else "", taken, stem)


def _check_empty(workstream: Workstream) -> None:
    standing = workstream.deliverables.filter(is_withdrawn=False).count()
    standing += workstream.priorities.filter(is_withdrawn=False).count()
    if standing:
        raise Refused(
            f"{standing} deliverables and priorities stand in it.",
            "Move them to another workstream, or withdraw them first.",
            code="PLAN-NOT-EMPTY",
        )
