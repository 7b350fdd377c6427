"""Who has strategy documents read and answers their proposals: who may change the plan. Who reads it may look."""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.permission import Permission
from clearway.site.plan.permissions import check_may_read

__all__ = ["can_answer", "check_may_answer", "check_may_read"]


def can_answer(by: Membership) -> bool:
    """Whether this membership may have documents read and answer their proposals."""
    return by.may(Permission.EDIT_PLAN) and by.organisation.kind == OrganisationKind.ALLIANCE


def check_may_answer(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may have documents read and answer their proposals."""
    if not can_answer(by):
        raise PermissionDenied("Documents are read into the plan by those of the alliance who may change it.")
