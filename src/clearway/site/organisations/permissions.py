"""May this person give or end roles, and whose? `can_…` shows the button, `check_…` guards the write: one rule.

An administrator of the alliance looks after everybody. Any other looks after those who hold, or held, a role at the
administrator's own organisation, and gives and ends roles there alone.
"""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from clearway.site.accounts.models import Person
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.permission import Permission


def can_manage_people(by: Membership) -> bool:
    """Whether this membership may add people and give or end roles, at its own organisation at least."""
    return by.may(Permission.MANAGE_PEOPLE)


def check_may_manage_people(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may manage people."""
    if not can_manage_people(by):
        raise PermissionDenied("Only an administrator adds people and gives or ends roles.")


def manages_everybody(by: Membership) -> bool:
    """Whether this membership looks after the people of every organisation: an administrator of the alliance."""
    return can_manage_people(by) and by.organisation.kind == OrganisationKind.ALLIANCE


def can_manage_people_of(by: Membership, organisation: Organisation) -> bool:
    """Whether this membership may give and end roles at an organisation."""
    return manages_everybody(by) or (can_manage_people(by) and by.organisation_id == organisation.pk)


def check_may_manage_people_of(by: Membership, organisation: Organisation) -> None:
    """Raise PermissionDenied, in words, unless this membership may give and end roles at an organisation."""
    check_may_manage_people(by)
    if not can_manage_people_of(by, organisation):
        raise PermissionDenied("An administrator gives and ends roles at the own organisation alone.")


def can_manage_person(by: Membership, person: Person) -> bool:
    """Whether this membership may let a person in or shut them out altogether: every role of theirs is in its care."""
    if manages_everybody(by):
        return True
    held = Membership.objects.filter(person=person).exclude(ended_on__lte=timezone.localdate())
    return can_manage_people(by) and not held.exclude(organisation=by.organisation_id).exists()


def check_may_manage_person(by: Membership, person: Person) -> None:
    """Raise PermissionDenied, in words, unless this membership may let a person in or shut them out."""
    check_may_manage_people(by)
    if not can_manage_person(by, person):
        raise PermissionDenied(
            "This person holds a role at another organisation, too. End the role here, or ask the alliance."
        )
