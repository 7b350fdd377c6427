"""Services that are rolled out: begun, and how each stands at a provider, with every change kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from clearway.planning.rollout import STATUSES
from clearway.records.findings import Refused
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.plan.models import Plan, RollOut, RollOutChange, RollOutPlace
from clearway.site.plan.permissions import can_edit, check_may_edit
from clearway.site.plan.services.rows import add_row, change_row
from clearway.site.plan.services.said_by import said_by

COLUMNS = ("status", "since")


def can_say(by: Membership, provider: str) -> bool:
    """Whether this membership may say how a service stands somewhere: programme managers, and the provider itself."""
    own = provider in (by.organisation.code, by.organisation.name)
    return can_edit(by) or (by.may(Permission.UPDATE_PLAN) and own)


def check_may_say(by: Membership, provider: str) -> None:
    """Raise PermissionDenied unless this membership may say how a service stands at a provider."""
    if not can_say(by, provider):
        raise PermissionDenied("How a service stands is said by the provider itself, and by programme managers.")


def add_roll_out(*, by: Membership, plan: Plan, said: Mapping[str, Any]) -> RollOut:
    """Add a service to the grid. Raises PermissionDenied, or Refused with words."""
    check_may_edit(by)
    return add_row(by=by, plan=plan, kind=RollOut, under={"plan": plan}, prefix="RO", said=said, event="roll-out begun")


def say_status(
    *,
    by: Membership,
    roll_out: RollOut,
    provider: str,
    status: str,
    since: date | None,
    note: str = "",
    seen: str = "",
    today: date,
) -> RollOutPlace:
    """Say how a service stands at a provider, from which day, and why it changed; `seen` where something was said."""
    named = provider.strip()
    check_may_say(by, named)
    _check(named, status, since, today)
    said = {"status": status, "since": since}
    with transaction.atomic():
        row = roll_out.places.filter(provider=named, is_withdrawn=False).first()
        before = row.status if row else ""
        if row is None:
            place = add_row(
                by=by,
                plan=roll_out.plan,
                kind=RollOutPlace,
                under={"roll_out": roll_out},
                prefix=f"{roll_out.code}-",
                said={"provider": named, **said},
                event="roll-out told",
            )
        else:
            place = change_row(
                by=by, plan=roll_out.plan, row=row, said=said, event="roll-out changed", seen=seen, reason=note
            )
        RollOutChange.objects.create(
            place=place,
            before=before,
            after=status,
            since=since,
            note=note.strip(),
            **said_by(by),
        )
    return place


def _check(provider: str, status: str, since: date | None, today: date) -> None:
    if not provider:
        raise Refused("It is not said where.", "Name the provider.", code="PLAN-ROLL-OUT")
    if status not in STATUSES:
        raise Refused("It is not said how it stands.", "Choose one of the states.", code="PLAN-ROLL-OUT")
    if status == "live" and since is None:
        raise Refused("It is live, and nobody says since when.", "Give the day.", code="PLAN-ROLL-OUT")
    if status != "planned" and since is not None and since > today:
        raise Refused("That day is still to come.", "Say “Planned”, with that day.", code="PLAN-DATE")
