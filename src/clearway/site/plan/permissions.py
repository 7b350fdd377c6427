"""Who reads plans, who loads them, who edits them. `can_…` shows the button, `check_…` guards the write."""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.permission import Permission
from clearway.site.plan.models import Deliverable


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


def can_edit(by: Membership) -> bool:
    """Whether this membership may change any part of the alliance's plans."""
    return by.may(Permission.EDIT_PLAN) and by.organisation.kind == OrganisationKind.ALLIANCE


def check_may_edit(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may change any part of the alliance's plans."""
    if not can_edit(by):
        raise PermissionDenied("Plans are changed by programme managers of the alliance.")


def can_update(by: Membership, deliverable: Deliverable) -> bool:
    """Whether this membership may say how a deliverable stands: who edits plans, and who answers for it."""
    answers = deliverable.owner_organisation == by.organisation.code
    return can_edit(by) or (by.may(Permission.UPDATE_PLAN) and answers)


def check_may_update(by: Membership, deliverable: Deliverable) -> None:
    """Raise PermissionDenied unless this membership may say how a deliverable stands."""
    if not can_update(by, deliverable):
        raise PermissionDenied("A deliverable is updated by who answers for it, and by programme managers.")
