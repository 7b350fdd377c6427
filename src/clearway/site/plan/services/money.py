"""Money of a deliverable by quarter: planned by programme managers, expected and spent by who answers for it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from clearway.planning.pounds import is_money
from clearway.planning.spans import NotASpan, Quarter
from clearway.planning.structure import STREAMS
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Deliverable, MoneyLine
from clearway.site.plan.permissions import check_may_edit, check_may_update
from clearway.site.plan.reading import check_in_force
from clearway.site.plan.services.seen import check_as_seen

SUMS = ("planned", "forecast", "actual")


@dataclass(frozen=True)
class Sum:
    """What is said of a line: exact pounds and pence; None where nothing is said yet."""

    planned: Decimal
    forecast: Decimal | None = None
    actual: Decimal | None = None


def add_line(*, by: Membership, deliverable: Deliverable, stream: str, quarter: str, said: Sum) -> MoneyLine:
    """Plan money for a quarter. Raises PermissionDenied, or Refused with words."""
    check_may_edit(by)
    check_in_force(deliverable.plan)
    _check(said)
    if stream not in STREAMS:
        raise Refused("It is not said what kind of money this is.", "Choose revenue or capital.", code="PLAN-MONEY")
    try:
        named = str(Quarter.read(quarter))
    except NotASpan as wrong:
        raise Refused(f"{wrong}.", "Write the financial year and the quarter.", code="PLAN-MONEY") from wrong
    with transaction.atomic():
        row = locked(Deliverable.objects.filter(pk=deliverable.pk)).get()
        if row.money.filter(stream=stream, quarter=named, is_withdrawn=False).exists():
            raise Refused(
                f"{row.code} has {stream} money in {named} already.", "Change that line instead.", code="PLAN-MONEY"
            )
        place = row.money.count() + 1
        made = MoneyLine.objects.create(
            deliverable=row, code=f"{row.code}-£{place}", position=place, stream=stream, quarter=named, **_columns(said)
        )
        after = {"stream": stream, "quarter": named, **_plain(said)}
        audit.record(event="money planned", by=by, subject=made, after=after)
    return made


def change_line(*, by: Membership, line: MoneyLine, said: Sum, seen: str, reason: str = "") -> MoneyLine:
    """Say what is expected and spent, or plan anew with a reason. `seen` is the line's mark as the person saw it."""
    check_may_update(by, line.deliverable)
    check_in_force(line.deliverable.plan)
    _check(said)
    with transaction.atomic():
        row = locked(MoneyLine.objects.filter(pk=line.pk, is_withdrawn=False)).get()
        check_as_seen(row, SUMS, seen)
        before = Sum(row.planned, row.forecast, row.actual)
        if said.planned != before.planned:
            check_may_edit(by)
        if said.planned != before.planned and not reason.strip():
            raise Refused("What was planned changes, and nobody says why.", "Give the reason.", code="PLAN-REASON")
        for name in SUMS:
            setattr(row, name, getattr(said, name))
        row.save(update_fields=list(SUMS))
        audit.record(
            event="money changed", by=by, subject=row, reason=reason.strip(), before=_plain(before), after=_plain(said)
        )
    return row


def _check(said: Sum) -> None:
    for name in SUMS:
        amount = getattr(said, name)
        if amount is not None and (not is_money(amount) or amount < 0):
            raise Refused(f"{amount} is not a sum of pounds and pence.", "Write 120000.50.", code="PLAN-MONEY")


def _columns(said: Sum) -> dict[str, Decimal | None]:
    return {name: getattr(said, name) for name in SUMS}


def _plain(said: Sum) -> dict[str, str | None]:
    """The sums as texts, so that the trail keeps them exactly."""
    return {name: None if (amount := getattr(said, name)) is None else str(amount) for name in SUMS}
