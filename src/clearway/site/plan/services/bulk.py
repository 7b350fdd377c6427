"""Changing many deliverables at once: shown first, then made as one version, each change on the trail by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from clearway.planning.differences import Difference
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.plan.item_kinds import KINDS
from clearway.site.plan.models import Deliverable, Plan, Status, StatusUpdate
from clearway.site.plan.rows import content_of
from clearway.site.plan.services.editing import edited, write_on
from clearway.site.plan.services.said_by import said_by

KEEP = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """What is set on every chosen deliverable; what is empty is left as it is."""

    owner_role: str = KEEP
    owner_organisation: str = KEEP
    status: str = KEEP
    half_years: tuple[str, ...] = ()
    review_by: date | None = None

    def told(self, row: Deliverable) -> dict[str, Any]:
        """What a plan file would say of a deliverable afterwards."""
        content = content_of(row)
        owner = dict(content.get("owner", {}))
        if self.owner_role:
            owner["role"] = self.owner_role
        if self.owner_organisation:
            owner["organisation"] = self.owner_organisation
        if "organisation" in owner and "role" not in owner:
            raise Refused(
                f"{row.code} has no role as its owner, so an organisation alone cannot be its owner.",
                "Say the role, too.",
                code="PLAN-OWNER",
            )
        said: dict[str, Any] = {"owner": owner}
        if self.status:
            said["status"] = self.status
        if self.half_years:
            said["half_years"] = list(self.half_years)
        if self.review_by:
            said["review_by"] = self.review_by.isoformat()
        return {**content, **said}


def preview_bulk(*, by: Membership, plan: Plan, chosen: Sequence[Deliverable], bulk: Bulk) -> list[Difference]:
    """What a change would come to. Nothing is kept."""
    with transaction.atomic():
        found = _make(by=by, plan=plan, chosen=chosen, bulk=bulk, reason="shown only")
        transaction.set_rollback(True)
    return found


def change_many(
    *, by: Membership, plan: Plan, chosen: Sequence[Deliverable], bulk: Bulk, reason: str
) -> list[Difference]:
    """Change many deliverables: all of them or none. Raises PermissionDenied, or Refused."""
    return _make(by=by, plan=plan, chosen=chosen, bulk=bulk, reason=reason)


def _make(*, by: Membership, plan: Plan, chosen: Sequence[Deliverable], bulk: Bulk, reason: str) -> list[Difference]:
    if not chosen:
        raise Refused("No deliverable was chosen.", "Tick those that change.", code="PLAN-NONE")
    if bulk.status and bulk.status not in Status.values:
        raise Refused("This state is not known.", "Choose one of the states.", code="PLAN-STATUS")
    with edited(by=by, plan=plan, reason=reason) as (held, found):
        rows = held.deliverables.filter(pk__in=[one.pk for one in chosen], is_withdrawn=False)
        for row in locked(rows):
            _change(by, row, bulk, reason.strip())
    return found


def _change(by: Membership, row: Deliverable, bulk: Bulk, reason: str) -> None:
    before = content_of(row)
    write_on(row, KINDS["deliverable"], bulk.told(row))
    after = content_of(row)
    changed = sorted(key for key in {*before, *after} if before.get(key) != after.get(key))
    if not changed:
        return
    row.save()
    if before.get("status") != after.get("status"):
        StatusUpdate.objects.create(
            deliverable=row,
            month=timezone.localdate().replace(day=1),
            status=row.status,
            evidence=reason,
            **said_by(by, at=row.changed_at),
        )
    audit.record(
        event="deliverable changed with others",
        by=by,
        subject=row,
        reason=reason,
        before={key: before.get(key) for key in changed},
        after={key: after.get(key) for key in changed},
    )
