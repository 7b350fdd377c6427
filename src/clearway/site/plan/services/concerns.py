"""Risks, issues and assumptions of a deliverable: raised, looked at again, closed with a reason."""

from dataclasses import asdict, dataclass, fields
from datetime import date

from django.db import transaction
from django.utils import timezone

from clearway.planning.structure import MOST_LIKELY
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.columns import write_columns
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Concern, ConcernKind, Deliverable
from clearway.site.plan.permissions import check_may_update
from clearway.site.plan.reading import check_in_force
from clearway.site.plan.services.seen import check_as_seen


@dataclass(frozen=True)
class Said:
    """What is said of a concern. Likelihood and impact go from 1 to 5; an assumption has neither."""

    kind: str
    text: str
    likelihood: int | None = None
    impact: int | None = None
    control: str = ""
    owner: str = ""
    review_by: date | None = None


COLUMNS = tuple(field.name for field in fields(Said))


def raise_concern(*, by: Membership, deliverable: Deliverable, said: Said) -> Concern:
    """Record a risk, an issue or an assumption. Raises PermissionDenied, or Refused with words."""
    check_may_update(by, deliverable)
    check_in_force(deliverable.plan)
    _check(said)
    with transaction.atomic():
        row = locked(Deliverable.objects.filter(pk=deliverable.pk)).get()
        place = row.concerns.count() + 1
        made = Concern.objects.create(deliverable=row, code=f"{row.code}-R{place}", position=place, **_columns(said))
        audit.record(event=f"{said.kind} raised", by=by, subject=made, after=_columns(said))
    return made


def look_again(*, by: Membership, concern: Concern, said: Said, seen: str) -> Concern:
    """Change what is said of an open concern; what it said before stays on the trail.

    `seen` is the mark of the row as the person saw it.
    """
    check_may_update(by, concern.deliverable)
    check_in_force(concern.deliverable.plan)
    _check(said)
    with transaction.atomic():
        row = _open(concern)
        check_as_seen(row, COLUMNS, seen)
        written = write_columns(row, _columns(said))
        row.save()
        event = f"{row.kind} looked at again"
        audit.record(event=event, by=by, subject=row, before=written.before, after=written.after)
    return row


def close_concern(*, by: Membership, concern: Concern, because: str) -> Concern:
    """Close a concern: it stays readable, with the reason."""
    check_may_update(by, concern.deliverable)
    check_in_force(concern.deliverable.plan)
    if not because.strip():
        raise Refused("A concern is not closed without a reason.", "Say why it is over.", code="PLAN-REASON")
    with transaction.atomic():
        row = _open(concern)
        row.closed_on, row.closed_because = timezone.localdate(), because.strip()
        row.save(update_fields=["closed_on", "closed_because"])
        audit.record(
            event=f"{row.kind} closed",
            by=by,
            subject=row,
            reason=row.closed_because,
            after={"closed_on": row.closed_on},
        )
    return row


def _open(concern: Concern) -> Concern:
    row = locked(Concern.objects.filter(pk=concern.pk, is_withdrawn=False)).select_related("deliverable").get()
    if row.closed_on is not None:
        raise Refused(f"{row.code} was closed on {row.closed_on}.", "Raise a new one.", code="PLAN-CLOSED")
    return row


def _check(said: Said) -> None:
    if said.kind not in ConcernKind.values:
        raise Refused("It is not said what this is.", "Choose risk, issue or assumption.", code="PLAN-CONCERN")
    if not said.text.strip():
        raise Refused("It is not said what could happen.", "Write a sentence.", code="PLAN-CONCERN")
    for name, held in (("likelihood", said.likelihood), ("impact", said.impact)):
        if held is not None and not 1 <= held <= MOST_LIKELY:
            raise Refused(f"The {name} {held} is not from 1 to 5.", "Choose one of five.", code="PLAN-CONCERN")
    if said.kind == ConcernKind.RISK and None in (said.likelihood, said.impact):
        raise Refused("A risk has a likelihood and an impact.", "Choose both, from 1 to 5.", code="PLAN-CONCERN")


def _columns(said: Said) -> dict[str, object]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in asdict(said).items()}
