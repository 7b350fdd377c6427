"""Who reads, makes, approves, publishes and withdraws publications. Nobody approves what they made or asked for."""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.permission import Permission
from clearway.site.publishing.models import Release


def can_read(by: Membership) -> bool:
    """Whether this membership may read publications that are out."""
    return by.may(Permission.READ_PUBLICATIONS)


def check_may_read(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may read publications."""
    if not can_read(by):
        raise PermissionDenied("Publications are read by people who work in or with this alliance.")


def can_make(by: Membership) -> bool:
    """Whether this membership may have publications made, change their words, and ask for a second person."""
    return by.may(Permission.MAKE_PUBLICATIONS) and by.organisation.kind == OrganisationKind.ALLIANCE


def check_may_make(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may have publications made."""
    if not can_make(by):
        raise PermissionDenied("Publications are made by programme managers and analysts of the alliance.")


def can_see_drafts(by: Membership) -> bool:
    """Whether this membership may look at what is not published yet: who makes it, and who approves it."""
    return can_make(by) or _approves(by)


def can_approve(by: Membership, release: Release) -> bool:
    """Whether this membership may approve a release or send it back: never who made it, nor who asked."""
    return _approves(by) and not _took_part(by, release)


def check_may_approve(by: Membership, release: Release) -> None:
    """Raise PermissionDenied, in words, unless this membership may approve a release or send it back."""
    if not _approves(by):
        raise PermissionDenied("Publications are approved by those of the alliance whose role says so.")
    if _took_part(by, release):
        raise PermissionDenied("A second person approves: not who made a publication, nor who asked for approval.")


def can_publish(by: Membership) -> bool:
    """Whether this membership may publish what was approved, and withdraw what was published."""
    return by.may(Permission.PUBLISH) and by.organisation.kind == OrganisationKind.ALLIANCE


def check_may_publish(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may publish and withdraw."""
    if not can_publish(by):
        raise PermissionDenied("Publications are published and withdrawn by programme managers of the alliance.")


def _approves(by: Membership) -> bool:
    return by.may(Permission.APPROVE_PUBLICATIONS) and by.organisation.kind == OrganisationKind.ALLIANCE


def _took_part(by: Membership, release: Release) -> bool:
    return by.person_id in {release.made_by_id, release.asked_by_id, *release.took_part}
