"""Memberships that are in no database: permissions are asked of what a membership holds, and need no rows."""

from datetime import date

from clearway.site.accounts.models import Person
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.roles import Role

STARTS = date(2020, 1, 1)
ALLIANCE = Organisation(pk=1, code="E56000025", name="South Yorkshire", kind=OrganisationKind.ALLIANCE)
BARNSLEY = Organisation(pk=2, code="RFF", name="Barnsley Hospital", kind=OrganisationKind.TRUST)
ROTHERHAM = Organisation(pk=3, code="RFR", name="The Rotherham", kind=OrganisationKind.TRUST)
PRACTICE = Organisation(pk=4, code="C85001", name="A practice", kind=OrganisationKind.PRACTICE)


def acting(
    role: type[Role], at: Organisation = BARNSLEY, email: str = "one@example.org", number: int = 1
) -> Membership:
    """Somebody in a role at an organisation."""
    person = Person(pk=number, email=email, name="Somebody")
    return Membership(pk=number, person=person, organisation=at, role=role.key, starts_on=STARTS)


def former(role: type[Role], at: Organisation = BARNSLEY, email: str = "one@example.org") -> Membership:
    """Somebody whose role is over."""
    membership = acting(role, at, email)
    membership.ended_on = date(2021, 1, 1)
    return membership
