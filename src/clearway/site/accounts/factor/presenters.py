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
from clearway.site.organisations.models import Membership
from clearway.site.tables import ShownTable

FEW_CODES = 3
NOTES = ("set up", "not set up", "not set up, and asked for at the next sign-in")


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


def everybody(today: date) -> ShownTable:
    """Everybody who may sign in, with whether a second step is set up and asked for; who lacks one leads the list."""
    people = (
        Person.objects.filter(is_active=True)
        .select_related("second_factor")
        .annotate(codes_left=Count("second_factor__codes", filter=Q(second_factor__codes__used_at=None)))
    )
    asked = {one.person_id for one in Membership.objects.active().select_related("person") if is_asked_of(one)}
    listed = sorted(people, key=lambda one: (_state(one, asked) != NOTES[2], one.name, one.email))
    rows = tuple(
        (one.name, one.email, _state(one, asked), _since(one), one.codes_left if _has_one(one) else None)
        for one in listed
    )
    links = {
        (number, 0): reverse("accounts:reset_second_step", args=[one.pk])
        for number, one in enumerate(listed)
        if _has_one(one)
    }
    columns = (
        Column("name", "Name"),
        Column("email", "E-mail address"),
        Column("state", "Second step"),
        Column("set_up_on", "Set up on", Kind.DATE),
        Column("codes_left", "Recovery codes left", Kind.COUNT),
    )
    notes = Notes(
        definition="People who may sign in, and whether a code is asked of them after the password.",
        source=f"{words.count(len(rows))} people of this store",
        as_at=f"As at {words.day(today)}",
        snapshot="None: read from the accounts themselves",
        licence="For those who look after accounts in this store",
    )
    return ShownTable("second-steps", Table("Second steps", columns, rows, notes), "Nobody may sign in.", links)


def _has_one(person: Person) -> bool:
    return hasattr(person, "second_factor")


def _state(person: Person, asked: set[int]) -> str:
    return NOTES[0] if _has_one(person) else NOTES[2] if person.pk in asked else NOTES[1]


def _since(person: Person) -> date | None:
    return timezone.localdate(person.second_factor.set_up_at) if _has_one(person) else None
