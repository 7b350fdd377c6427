"""May this person record or end sharing agreements? `can_…` shows the button, `check_…` guards the write."""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def can_manage_agreements(by: Membership) -> bool:
    """Whether this membership may record and end sharing agreements."""
    return by.may(Permission.MANAGE_AGREEMENTS)


def check_may_manage_agreements(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may manage sharing agreements."""
    if not can_manage_agreements(by):
        raise PermissionDenied("Only an information governance lead or an administrator records sharing agreements.")
