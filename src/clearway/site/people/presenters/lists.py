"""People, the roles there are, and the quarterly review as lists that fold on a telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.accounts.models import Person
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, Role
from clearway.site.people.quarters import quarter_of
from clearway.site.people.services.reviewing import Reviewed

OWN_RECORD = "The alliance's own record."


def people_list(people: Sequence[Person], *, found: int, today: date) -> FoldingTable:
    """People with the roles that are shown of them; each leads to the page of the person."""
    columns = (
        Column("name", "Name"),
        Column("email", "E-mail address"),
        Column("roles", "Roles in force"),
        Column("state", "May sign in"),
        Column("since", "In this store since", Kind.DATE),
    )
    rows = tuple(
        (one.name, one.email, "; ".join(_in_force(one, today)), state_of(one) or "yes", one.created_at.date())
        for one in people
    )
    table = Table("People", columns, rows, _notes("Who may use this store, and in which roles.", today, found))
    return FoldingTable(
        key="people",
        table=table,
        headings=("Person", "Roles in force"),
        rows=tuple(
            (
                FoldingCell(one.name, (one.email,), reverse("people:person", args=[one.pk]), state_of(one)),
                _roles_cell(_in_force(one, today)),
            )
            for one in people
        ),
        empty="Nobody is found.",
    )


def state_of(person: Person) -> str:
    """What keeps a person from signing in by a password; nothing when nothing does."""
    if not person.is_active:
        return "shut out"
    return "" if person.has_usable_password() or not settings.LOCAL_ACCOUNTS else "no password yet"


def role_words(one: Membership) -> str:
    """Such as `Cancer manager, Barnsley Hospital`."""
    return f"{one.role_class.display_name}, {one.organisation.name}"


def span(one: Membership) -> str:
    """From when, and until when, a role is held."""
    since = f"from {words.day(one.starts_on)}"
    return f"{since}, ended: {words.day(one.ended_on)} is the first day without it" if one.ended_on else since


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role as a person judges it."""

    role: type[Role]
    held_at: str
    may: tuple[str, ...]
    may_not: tuple[str, ...]


def every_role() -> tuple[RoleRow, ...]:
    """Every role with what it may and may not do."""
    return tuple(RoleRow(role, held_at(role), may(role), may_not(role)) for role in ROLES.values())


def who_may(today: date) -> FoldingTable:
    """Every permission with the roles that have it; downloaded as one row a role and permission."""
    held = {one: [role.display_name for role in ROLES.values() if one in role.permissions] for one in Permission}
    return FoldingTable(
        key="roles",
        table=roles_table(today),
        headings=("May", "Roles"),
        rows=tuple((FoldingCell(_capital(one.value)), FoldingCell(", ".join(held[one]))) for one in Permission),
        empty="",
    )


def roles_table(today: date) -> Table:
    """The table of roles and permissions as it is downloaded."""
    columns = (Column("role", "Role"), Column("permission", "May"), Column("allowed", "Allowed"))
    rows = tuple(
        (role.display_name, permission.value, "yes" if permission in role.permissions else "no")
        for role in ROLES.values()
        for permission in Permission
    )
    notes = _notes("What each role may do: the same table that every page and change asks.", today, len(rows))
    return Table("Who may do what", columns, rows, notes)


def may(role: type[Role]) -> tuple[str, ...]:
    """What a role allows, in the order in which permissions are listed."""
    return tuple(one.value for one in Permission if one in role.permissions)


def may_not(role: type[Role]) -> tuple[str, ...]:
    """What a role does not allow."""
    return tuple(one.value for one in Permission if one not in role.permissions)


def held_at(role: type[Role]) -> str:
    """At which kinds of organisation a role can be held, in words."""
    kinds = [OrganisationKind(kind).label for kind in sorted(role.held_at)]
    return f"Held at: {' or '.join(kinds)}." if kinds else "Held at any organisation."


@dataclass(frozen=True, slots=True)
class ReviewTable:
    """Every role in force as a table to download."""

    key: str
    table: Table


def review_table(reviewed: Sequence[Reviewed], today: date) -> ReviewTable:
    """Every role in force with the day it was given or last confirmed, and how it stands this quarter."""
    columns = (
        Column("person", "Person"),
        Column("email", "E-mail address"),
        Column("role", "Role"),
        Column("organisation", "Organisation"),
        Column("starts_on", "From", Kind.DATE),
        Column("looked_at", "Given or last confirmed", Kind.DATE),
        Column("standing", "This quarter"),
    )
    rows = tuple(
        (
            one.membership.person.name, one.membership.person.email, one.membership.role_class.display_name,
            one.membership.organisation.name, one.membership.starts_on, one.looked_at, one.standing.value,
        )
        for one in reviewed
    )  # fmt: skip
    quarter = quarter_of(today)
    notes = _notes(f"Each role is confirmed or ended once a quarter. This is {quarter}.", today, len(rows))
    return ReviewTable("review", Table("Every role in force", columns, rows, notes))


def _in_force(person: Person, today: date) -> list[str]:
    shown: list[Membership] = person.shown_roles  # type: ignore[attr-defined]
    return [role_words(one) for one in shown if one.starts_on <= today and (not one.ended_on or today < one.ended_on)]


def _roles_cell(roles: list[str]) -> FoldingCell:
    return FoldingCell(roles[0], tuple(roles[1:])) if roles else FoldingCell("None today")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _notes(definition: str, today: date, count: int) -> Notes:
    return Notes(
        definition=definition,
        source="Recorded in this store; every change is in its audit trail",
        as_at=f"As at {words.day(today)}",
        snapshot=f"{count} rows",
        licence=OWN_RECORD,
    )
