"""Who marks forms, fills returns and submits them; who reads them. `can_…` shows the button, `check_…` guards."""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.permission import Permission


def can_read(by: Membership) -> bool:
    """Whether this membership may read forms, drafts and submitted returns."""
    return by.may(Permission.READ_PLAN)


def check_may_read(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may read forms and drafts."""
    if not can_read(by):
        raise PermissionDenied("Returns that are being filled are read by everybody with a role in the alliance.")


def can_read_submitted(by: Membership) -> bool:
    """Whether this membership may read returns that were submitted."""
    return can_read(by) or by.may(Permission.READ_RETURNS)


def check_may_read_submitted(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may read submitted returns."""
    if not can_read_submitted(by):
        raise PermissionDenied("Submitted returns are read by those of the alliance and of its region.")


def can_keep(by: Membership) -> bool:
    """Whether this membership may mark forms and fill returns."""
    return by.may(Permission.KEEP_RETURNS) and by.organisation.kind == OrganisationKind.ALLIANCE


def check_may_keep(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may mark forms and fill returns."""
    if not can_keep(by):
        raise PermissionDenied("Returns are kept and filled by programme managers of the alliance.")


def can_submit(by: Membership) -> bool:
    """Whether this membership may submit returns."""
    return by.may(Permission.SUBMIT_RETURNS) and by.organisation.kind == OrganisationKind.ALLIANCE


def check_may_submit(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may submit returns."""
    if not can_submit(by):
        raise PermissionDenied("Returns are submitted by those of the alliance who may submit them.")
