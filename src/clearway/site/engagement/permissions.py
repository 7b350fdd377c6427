"""Who reads engagement, who keeps it, and who adds what they heard. `can_…` shows the button, `check_…` guards."""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.permission import Permission


def can_read(by: Membership) -> bool:
    """Whether this membership may read the planner, consultations and what was heard."""
    return by.may(Permission.READ_ENGAGEMENT)


def check_may_read(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may read engagement."""
    if not can_read(by):
        raise PermissionDenied("Engagement is read by people who work in or with this alliance.")


def can_keep(by: Membership) -> bool:
    """Whether this membership may keep audiences, the planner and consultations, and answer what was heard."""
    return by.may(Permission.KEEP_ENGAGEMENT) and by.organisation.kind == OrganisationKind.ALLIANCE


def check_may_keep(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may keep engagement."""
    if not can_keep(by):
        raise PermissionDenied("Engagement is kept by programme managers of the alliance.")


def can_add_heard(by: Membership) -> bool:
    """Whether this membership may add what people said."""
    return can_keep(by) or by.may(Permission.ADD_HEARD)


def check_may_add_heard(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may add what people said."""
    if not can_add_heard(by):
        raise PermissionDenied("What people said is added by patient representatives and programme managers.")
