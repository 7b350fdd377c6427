"""Who reads plans, who loads them, who edits them. `can_…` shows the button, `check_…` guards the write."""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.roles import Permission


def can_read(by: Membership) -> bool:
    """Whether this membership may read the plans of the alliance."""
    return by.may(Permission.READ_PLAN)


def check_may_read(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may read plans."""
    if not can_read(by):
        raise PermissionDenied("Plans are read by everybody with a role in the alliance.")


def can_load(by: Membership) -> bool:
    """Whether this membership may load a plan from a file."""
    return by.may(Permission.LOAD_PLAN) and by.organisation.kind == OrganisationKind.ALLIANCE


def check_may_load(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may load a plan from a file."""
    if not can_load(by):
        raise PermissionDenied("Plans are loaded by programme managers and administrators of the alliance.")
