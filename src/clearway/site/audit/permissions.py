"""Who reads the trail, and how far: at the alliance all of it, at a trust what its own people did."""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def can_read_trail(by: Membership) -> bool:
    """Whether this membership may read the audit trail."""
    return by.may(Permission.READ_AUDIT)


def check_may_read_trail(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may read the trail."""
    if not can_read_trail(by):
        raise PermissionDenied("Only an information governance lead or an administrator reads the audit trail.")


def check_may_read_digests(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership reads the whole trail: a digest is of all of it."""
    check_may_read_trail(by)
    if own_organisation(by):
        raise PermissionDenied("A digest is of the whole trail: it is read at the alliance.")


def own_organisation(by: Membership) -> str:
    """The one organisation whose people's events this membership reads; empty when it reads everybody's."""
    return "" if by.may(Permission.SEE_WHOLE_ALLIANCE) else by.organisation.code
