"""Adding and changing rows of a plan: in force, as seen, with a reason where one is needed, and still a plan after it.

What a plan file would be refused for, a page is refused for with the same words: the plan is read again before the
change is kept.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models, transaction

from clearway.planning.changes import rows_by_id
from clearway.planning.structure import Plan as PlanWhole
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Plan, Row
from clearway.site.plan.reading import check_in_force
from clearway.site.plan.rows import plan_in_rows
from clearway.site.plan.services.seen import check_as_seen
from clearway.standards.errors import StandardsError

Kind = TypeVar("Kind", bound=Row)


def add_row(
    *,
    by: Membership,
    plan: Plan,
    kind: type[Kind],
    under: Mapping[str, models.Model],
    prefix: str,
    said: Mapping[str, Any],
    event: str,
) -> Kind:
    """Add a row under another with a code of its own. Raises Refused when the plan would be none any more."""
    check_in_force(plan)
    with transaction.atomic():
        held = locked(Plan.objects.filter(pk=plan.pk)).get()
        rows = kind._default_manager
        place = rows.filter(**under).count() + 1
        taken = set(rows_by_id(plan_in_rows(held))) | set(rows.filter(**under).values_list("code", flat=True))
        code = next(one for number in range(place, place + len(taken) + 1) if (one := f"{prefix}{number}") not in taken)
        made = rows.create(**under, code=code, position=place, **said)
        whole_plan(held)
        audit.record(event=event, by=by, subject=made, after={"code": code, **plain(said)})
    return made


def change_row(
    *,
    by: Membership,
    plan: Plan,
    row: Kind,
    said: Mapping[str, Any],
    event: str,
    seen: str,
    reason: str = "",
    needs_reason: Iterable[str] = (),
) -> Kind:
    """Change columns of a row. `seen` is its mark as the person saw it; columns of `needs_reason` change with a reason.

    Raises Refused with words.
    """
    check_in_force(plan)
    with transaction.atomic():
        locked(Plan.objects.filter(pk=plan.pk)).get()
        held = locked(type(row)._default_manager.filter(pk=row.pk, is_withdrawn=False)).get()
        check_as_seen(held, said, seen)
        changed = {name: one for name, one in said.items() if getattr(held, name) != one}
        if set(needs_reason) & set(changed) and not reason.strip():
            raise Refused("What was agreed changes, and nobody says why.", "Give the reason.", code="PLAN-REASON")
        before = {name: getattr(held, name) for name in changed}
        for name, one in changed.items():
            setattr(held, name, one)
        if changed:
            held.save(update_fields=list(changed))
            whole_plan(plan)
            audit.record(
                event=event, by=by, subject=held, reason=reason.strip(), before=plain(before), after=plain(changed)
            )
    return held


def plain(said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said as the trail keeps it: sums as texts, so that they stay exact."""
    return {name: str(one) if isinstance(one, Decimal) else one for name, one in said.items()}


def whole_plan(row: Plan) -> PlanWhole:
    """The plan that rows come to. Raises Refused when they are none any more."""
    try:
        return plan_in_rows(row)
    except StandardsError as wrong:
        words = f"{wrong.wrong[:1].upper()}{wrong.wrong[1:]}."
        raise Refused(words, wrong.mend, code="PLAN-ROW") from wrong
