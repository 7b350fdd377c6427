"""What a deliverable should move, written down before the date and taken back with a reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Deliverable
from clearway.site.plan.services.editing import edited

KEYS = ("measure", "hoped", "from", "until", "level", "area", "mechanism")


def add_move(*, by: Membership, deliverable: Deliverable, said: Mapping[str, str], reason: str) -> Deliverable:
    """Write down a measure that should move, by the keys of a plan file. Raises PermissionDenied, or Refused."""
    told = {key: said[key].strip() for key in KEYS if said.get(key, "").strip()}
    held = _moves(deliverable)
    same = ("measure", "level", "area")
    if any(all(one.get(key) == told.get(key) for key in same) for one in held):
        raise Refused(
            f"{deliverable.code} names what should happen to {told['measure']} there already.",
            "Take that back first; both stay on the trail.",
            code="PLAN-MOVE",
        )
    measures = list(dict.fromkeys([*deliverable.measures, told["measure"]]))
    return _write(by, deliverable, [*held, told], measures, "hoped change written down", reason, told)


def take_back(*, by: Membership, deliverable: Deliverable, place: int, reason: str) -> Deliverable:
    """Take back a hoped change: what was hoped stays in the versions of the plan."""
    held = _moves(deliverable)
    if not 0 <= place < len(held):
        raise Refused("It is there no longer.", "Look at the page again.", code="PLAN-STALE")
    left = [one for at, one in enumerate(held) if at != place]
    return _write(by, deliverable, left, deliverable.measures, "hoped change taken back", reason, held[place])


def _moves(deliverable: Deliverable) -> list[dict[str, Any]]:
    return list(deliverable.rest.get("moves", []))


def _write(
    by: Membership,
    deliverable: Deliverable,
    moves: Sequence[Mapping[str, Any]],
    measures: Sequence[str],
    event: str,
    reason: str,
    told: Mapping[str, Any],
) -> Deliverable:
    with edited(by=by, plan=deliverable.plan, reason=reason):
        row = locked(Deliverable.objects.filter(pk=deliverable.pk, is_withdrawn=False)).get()
        if row.rest.get("moves", []) != deliverable.rest.get("moves", []):
            raise Refused("Somebody changed this since you opened it.", "Look at it again.", code="PLAN-STALE")
        row.rest = {key: one for key, one in row.rest.items() if key != "moves"} | (
            {"moves": [dict(one) for one in moves]} if moves else {}
        )
        row.measures = list(measures)
        row.save(update_fields=["rest", "measures"])
        audit.record(event=event, by=by, subject=row, reason=reason.strip(), after=dict(told))
    return row
