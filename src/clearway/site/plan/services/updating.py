"""The month of a deliverable: how it stands with its evidence, and dates of milestones with the reason they changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Deliverable, Milestone, MilestoneChange, Status, StatusUpdate
from clearway.site.plan.permissions import check_may_update
from clearway.site.plan.reading import check_in_force
from clearway.site.plan.services.gates import check_gates
from clearway.site.plan.services.said_by import said_by

DATES = {"forecast": "expected date", "actual": "date on which it was passed"}


@dataclass(frozen=True)
class Dates:
    """What is said now of a milestone: when it is expected, when it was passed, and why that changed."""

    milestone: int
    forecast: date | None
    actual: date | None
    reason: str = ""


def update_month(
    *,
    by: Membership,
    deliverable: Deliverable,
    status: str,
    evidence: str,
    dates: Sequence[Dates] = (),
    seen_at: datetime,
    today: date,
) -> StatusUpdate:
    """Record how a deliverable stands this month, and changed dates of its milestones; all of it or nothing.

    `seen_at` is when the row was last changed as the person saw it. Raises PermissionDenied, or Refused with words.
    """
    check_may_update(by, deliverable)
    check_in_force(deliverable.plan)
    with transaction.atomic():
        row = locked(Deliverable.objects.filter(pk=deliverable.pk, is_withdrawn=False)).first()
        if row is None or row.changed_at != seen_at:
            raise Refused(
                "Somebody changed this deliverable since you opened it.",
                "Look at it again, then say what is still to be said.",
                code="PLAN-STALE",
            )
        before, said = row.status, evidence.strip()
        _check_status(before, status, said)
        if status != before:
            check_gates(row, status)
        row.status, row.changed_at = status, timezone.now()
        row.save(update_fields=["status", "changed_at"])
        for one in dates:
            _set_dates(by, row, one, today)
        made = StatusUpdate.objects.create(
            deliverable=row,
            month=today.replace(day=1),
            status=status,
            evidence=said,
            **said_by(by, at=row.changed_at),
        )
        audit.record(
            event="deliverable updated",
            by=by,
            subject=row,
            reason=said,
            before={"status": before},
            after={"status": status, "month": made.month},
        )
    return made


def _check_status(before: str, status: str, evidence: str) -> None:
    if status not in Status.values:
        raise Refused("It is not said how the deliverable stands.", "Choose one of the states.", code="PLAN-STATUS")
    if status != before and not evidence:
        raise Refused(
            f"“{Status(status).label}” is new, and nothing shows it.",
            "Say in a sentence what shows it: what was done, seen or decided.",
            code="PLAN-EVIDENCE",
        )


def _set_dates(by: Membership, deliverable: Deliverable, told: Dates, today: date) -> None:
    milestone = Milestone.objects.filter(pk=told.milestone, deliverable=deliverable, is_withdrawn=False).first()
    if milestone is None:
        raise Refused("One of the milestones is there no longer.", "Look at the page again.", code="PLAN-STALE")
    if told.actual is not None and told.actual > today:
        raise Refused(
            f"“{milestone.text}” cannot have been passed on a day to come ({told.actual}).",
            "Give the day on which it was passed, or the day on which it is expected.",
            code="PLAN-DATE",
        )
    for which, words in DATES.items():
        before, after = getattr(milestone, which), getattr(told, which)
        if before == after:
            continue
        if before is not None and not told.reason.strip():
            raise Refused(
                f"The {words} of “{milestone.text}” changes, and nobody says why.",
                "Give the reason in a sentence; it is kept beside both dates.",
                code="PLAN-REASON",
            )
        setattr(milestone, which, after)
        milestone.save(update_fields=[which])
        MilestoneChange.objects.create(
            milestone=milestone,
            which=which,
            before=before,
            after=after,
            reason=told.reason.strip(),
            **said_by(by),
        )
        audit.record(
            event="milestone moved",
            by=by,
            subject=milestone,
            reason=told.reason.strip(),
            before={which: before},
            after={which: after},
        )
