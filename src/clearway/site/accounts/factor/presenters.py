"""What the pages of second steps say: one's own, and everybody's for whoever manages people."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.accounts.factor.policy import is_asked_of
from clearway.site.accounts.models import Person, SecondFactor
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.organisations.models import Membership
from clearway.site.people.reading import people_in_care

FEW_CODES = 3
SET_UP, NOT_SET_UP = "set up", "not set up"
ASKED = "not set up; asked for at the next sign-in"
NO_PASSWORD = "no password here to guard"  # noqa: S105 - words for a list


@dataclass(frozen=True, slots=True)
class Held:
    """One's own second step: when it was set up, and how many recovery codes are left."""

    set_up_at: datetime
    codes_left: int

    @property
    def is_short_of_codes(self) -> bool:
        """Whether it is time to make new recovery codes."""
        return self.codes_left <= FEW_CODES


def held(person: Person) -> Held:
    """What a person's own page shows. They have a second step."""
    factor = SecondFactor.objects.get(person=person)
    return Held(factor.set_up_at, factor.codes.filter(used_at=None).count())


def everybody(by: Membership, today: date) -> FoldingTable:
    """The people whom an administrator looks after and who may sign in; who lacks a second step leads the list."""
    people = (
        people_in_care(by)
        .filter(is_active=True)
        .select_related("second_factor")
        .annotate(codes_left=Count("second_factor__codes", filter=Q(second_factor__codes__used_at=None)))
    )
    asked = {one.person_id for one in Membership.objects.active().select_related("person") if is_asked_of(one)}
    listed = sorted(people, key=lambda one: (_state(one, asked) != ASKED, one.name, one.email))
    columns = (
        Column("name", "Name"),
        Column("email", "E-mail address"),
        Column("state", "Second step"),
        Column("set_up_on", "Set up on", Kind.DATE),
        Column("codes_left", "Recovery codes left", Kind.COUNT),
    )
    rows = tuple((one.name, one.email, _state(one, asked), _since(one), _codes_left(one)) for one in listed)
    notes = Notes(
        definition="People who may sign in, and whether a code is asked of them after the password.",
        source=f"{words.count(len(rows))} people of this store",
        as_at=f"As at {words.day(today)}",
        snapshot="None: read from the accounts themselves",
        licence="For those who look after accounts in this store",
    )
    return FoldingTable(
        key="second-steps",
        table=Table("Second steps", columns, rows, notes),
        headings=("Person", "Second step", "Recovery codes left"),
        rows=tuple(_row(one, by, asked) for one in listed),
        empty="Nobody whom you look after may sign in.",
    )


def _row(one: Person, by: Membership, asked: set[int]) -> tuple[FoldingCell, ...]:
    """A row leads to resetting, where there is something to reset and it is not one's own."""
    since, left = _since(one), _codes_left(one)
    can_reset = since is not None and one.pk != by.person_id
    return (
        FoldingCell(one.name, (one.email,), reverse("accounts:reset_second_step", args=[one.pk]) if can_reset else ""),
        FoldingCell(_state(one, asked), (words.day(since),) if since else ()),
        FoldingCell("–" if left is None else words.count(left)),
    )


def _codes_left(person: Person) -> int | None:
    return person.codes_left if _has_one(person) else None  # type: ignore[attr-defined]


def _has_one(person: Person) -> bool:
    return hasattr(person, "second_factor")


def _state(person: Person, asked: set[int]) -> str:
    if _has_one(person):
        return SET_UP
    if not person.has_usable_password():
        return NO_PASSWORD
    return ASKED if person.pk in asked else NOT_SET_UP


def _since(person: Person) -> date | None:
    return timezone.localdate(person.second_factor.set_up_at) if _has_one(person) else None
