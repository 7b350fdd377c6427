"""Seats, and who holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from clearway.planning.groups.kinds import SeatKind
from clearway.records.findings import Refused
from clearway.site.accounts.models import Person
from clearway.site.audit import services as audit
from clearway.site.groups.models import Group, Holder, Seat
from clearway.site.groups.permissions import check_may_keep
from clearway.site.groups.services.groups import live
from clearway.site.groups.services.wording import lines, optional, text
from clearway.site.organisations.models import Membership

MOST_POSITIONS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Who takes a seat: a person of Clearway, or a name; from when, for whom they speak."""

    person: Person | None = None
    name: str = ""
    job: str = ""
    represents: str = ""
    places: str | Sequence[str] = ""
    communities: str | Sequence[str] = ""
    starts_on: date


def add_seat(
    *,
    by: Membership,
    group: Group,
    name: str,
    kind: SeatKind,
    positions: int,
    represents: str = "",
    votes: bool = True,
) -> Seat:
    """Add a kind of seat to a group."""
    check_may_keep(by)
    if not 1 <= positions <= MOST_POSITIONS:
        raise Refused(
            f"A seat has from 1 to {MOST_POSITIONS} positions.", "Write a whole number.", code="SEAT-POSITIONS"
        )
    called = text(name, what="The name of the seat", longest=200)
    with transaction.atomic():
        held = live(group)
        if held.seats.filter(name=called, ended_on=None).exists():
            raise Refused(f"{held} has a seat called {called} already.", "Choose another name.", code="SEAT-NAME")
        made = Seat.objects.create(
            group=held,
            name=called,
            kind=kind.value,
            positions=positions,
            represents=optional(represents, what="Whom it represents", longest=300),
            votes=votes,
        )
        audit.record(event="seat added", by=by, subject=made, after={"name": made.name, "positions": positions})
    return made


def end_seat(*, by: Membership, seat: Seat, on: date) -> Seat:
    """Take a seat away from a day on. Refused while somebody holds it."""
    check_may_keep(by)
    with transaction.atomic():
        held = Seat.objects.select_for_update().get(pk=seat.pk)
        live(held.group)
        if held.holders.on(on).exists():
            raise Refused(
                "Somebody holds this seat.", "Say first from when they do not hold it any more.", code="SEAT-HELD"
            )
        held.ended_on = on
        held.save(update_fields=["ended_on"])
        audit.record(event="seat taken away", by=by, subject=held, after={"ended_on": on})
    return held


def appoint(*, by: Membership, seat: Seat, who: Appointment) -> Holder:
    """Put somebody into a seat. Refused when every position is held on that day, or they hold this seat already."""
    check_may_keep(by)
    name = "" if who.person else text(who.name, what="The name", longest=200)
    with transaction.atomic():
        held = Seat.objects.select_for_update().get(pk=seat.pk)
        live(held.group)
        if held.ended_on is not None:
            raise Refused("This seat is no more.", "Choose another seat.", code="SEAT-OVER")
        sitting = held.holders.on(who.starts_on)
        if sitting.count() >= held.positions:
            raise Refused(
                f"Every position of this seat ({held.positions}) is held on that day.",
                "Say first from when somebody does not hold it any more, or add a seat.",
                code="SEAT-FULL",
            )
        if who.person and sitting.filter(person=who.person).exists():
            raise Refused(f"{who.person.name} holds this seat already.", "Nothing is to be done.", code="SEAT-TWICE")
        made = Holder.objects.create(
            seat=held,
            person=who.person,
            typed_name=name,
            job=optional(who.job, what="The role and organisation", longest=200),
            represents=optional(who.represents, what="Whom they also represent", longest=300),
            places=lines(who.places, what="A place"),
            communities=lines(who.communities, what="A community"),
            starts_on=who.starts_on,
        )
        audit.record(event="seat taken", by=by, subject=made, after={"seat": held.pk, "from": who.starts_on})
    return made


def step_down(*, by: Membership, holder: Holder, on: date) -> Holder:
    """Say from which day somebody does not hold a seat any more."""
    check_may_keep(by)
    with transaction.atomic():
        held = Holder.objects.select_for_update(of=("self",)).get(pk=holder.pk)
        if held.ended_on is not None:
            raise Refused("This has been said already.", "Nothing is to be done.", code="HOLDER-OVER")
        if on < held.starts_on:
            raise Refused("They would leave the seat before they took it.", "Choose a later day.", code="HOLDER-DATES")
        held.ended_on = on
        held.save(update_fields=["ended_on"])
        audit.record(event="seat left", by=by, subject=held, after={"ended_on": on})
    return held
