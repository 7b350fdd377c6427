"""The groups of a demo store: those of 2016 as the plan of that time describes them, and made-up ones of today."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from clearway.planning.groups.kinds import GroupKind, SeatKind
from clearway.planning.groups.quorum import Need, QuorumRule
from clearway.planning.groups.shipped import ShippedGroups, shipped_groups
from clearway.records.findings import Refused
from clearway.site.accounts.models import Person
from clearway.site.audit import services as audit
from clearway.site.groups.demo_meetings import create_demo_meetings
from clearway.site.groups.models import Group, Seat
from clearway.site.groups.services.groups import About, add_group, agree_terms, delegate, set_quorum
from clearway.site.groups.services.seats import Appointment, add_seat, appoint
from clearway.site.organisations.models import Membership
from clearway.standards.strict import read_yaml
from clearway.store.folder import StoreFolder, StoreKind

CONTENT = Path(__file__).with_name("demo_groups.yaml")
HISTORY = "sybnd-2016"
LONG_AGO = timedelta(days=330)
ABOUT = {"name", "purpose", "plain_summary", "accountable_to", "cadence", "tasks", "would_not", "places", "communities"}


@transaction.atomic
def create_demo_groups(store: StoreFolder, *, by: Membership, today: date) -> list[Group]:
    """Put groups into a demo that has none. Refused on a live store."""
    if store.kind is not StoreKind.DEMO:
        raise Refused("Made-up groups are for a demo.", "Add real ones on the pages.", code="DEMO-IN-LIVE")
    if Group.objects.exists():
        return []
    past = take_up_history(shipped_groups(HISTORY), by=by)
    made: dict[str, Group] = {}
    for one in read_yaml(CONTENT, CONTENT.parent).content["groups"]:
        made[one["key"]] = _added(dict(one), made, by, today)
    board = made["demo-board"]
    rule = QuorumRule(
        least_number=5,
        needs=(Need(1, (SeatKind.CLINICAL, SeatKind.PRIMARY_CARE)), Need(1, (SeatKind.PATIENT,))),
    )
    set_quorum(by=by, group=board, rule=rule, applies_from=today - LONG_AGO, agreed_in="")
    create_demo_meetings(board, by=by, today=today)
    return [*past, *made.values()]


def take_up_history(shipped: ShippedGroups, *, by: Membership) -> list[Group]:
    """Put the groups of a published plan into the store as history, without anybody's name. Within a transaction."""
    made: dict[str, Group] = {}
    history = f"{shipped.from_year} to {shipped.until_year}"
    for one in shipped.groups:
        group = Group.objects.create(
            key=f"{HISTORY}.{one.key}",
            name=one.name,
            kind=one.kind.value,
            purpose=one.purpose,
            parent=made.get(one.parent),
            accountable_to=[*one.accountable_to],
            cadence=one.cadence,
            tasks=[*one.tasks],
            would_not=[*one.would_not],
            seats_stated=one.seats_stated,
            source=shipped.source,
            history=history,
        )
        Seat.objects.bulk_create(
            Seat(
                group=group, name=seat.name, kind=seat.kind.value, positions=seat.positions, represents=seat.represents
            )
            for seat in one.seats
        )
        audit.record(event="group of the past taken up", by=by, subject=group, after={"name": one.name})
        made[one.key] = group
    return list(made.values())


def _added(one: dict[str, Any], made: dict[str, Group], by: Membership, today: date) -> Group:
    said = {name: one[name] for name in ABOUT if name in one}
    about = About(
        kind=GroupKind(one["kind"]),
        parent=made.get(one.get("parent", "")),
        seats_stated=one.get("seats_stated"),
        **said,
    )
    group = add_group(by=by, about=about, source="Made up for the demo")
    group.is_made_up, group.key = True, one["key"]
    group.save(update_fields=["is_made_up", "key"])
    for told in one["seats"]:
        seat = add_seat(
            by=by,
            group=group,
            name=told["seat"],
            kind=SeatKind(told["kind"]),
            positions=told["positions"],
            represents=told.get("represents", ""),
            votes=told.get("votes", True),
        )
        for who in told["holders"]:
            appoint(by=by, seat=seat, who=_appointment(dict(who), today))
    for line in one.get("delegation", ()):
        delegate(by=by, group=group, **{"ratified_by": ""} | line)
    if "terms" in one:
        agree_terms(
            by=by, group=group, words=one["terms"], because="First version, made up", agreed_on=today - LONG_AGO
        )
    return group


def _appointment(who: dict[str, Any], today: date) -> Appointment:
    person = Person.objects.filter(email=who.pop("email", "")).first()
    who["name"] = who.get("name", "") or ("" if person else "Made-up person")
    return Appointment(person=person, starts_on=today - LONG_AGO, **who)
