"""May this person hold files back and purge them? `can_…` shows the button, `check_…` guards the write."""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def can_manage_retention(by: Membership) -> bool:
    """Whether this membership may hold files back from purging, release them, and purge."""
    return by.may(Permission.MANAGE_RETENTION)


def check_may_manage_retention(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may manage retention."""
    if not can_manage_retention(by):
        raise PermissionDenied("Only an information governance lead or an administrator holds back or purges files.")
