"""May this person give or end roles? `can_…` shows the button, `check_…` guards the write: one rule for both."""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import Permission


def can_manage_people(by: Membership) -> bool:
    """Whether this membership may add people and give or end roles."""
    return by.may(Permission.MANAGE_PEOPLE)


def check_may_manage_people(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may manage people."""
    if not can_manage_people(by):
        raise PermissionDenied("Only an administrator adds people and gives or ends roles.")
