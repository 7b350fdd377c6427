"""Who reads groups and who keeps them. Groups belong to the alliance: they are kept from there alone."""

from django.core.exceptions import PermissionDenied

from clearway.site.groups.models import Action
from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.roles import Permission


def can_read(by: Membership) -> bool:
    """Whether this membership may read groups, with who sits in them."""
    return by.may(Permission.READ_GROUPS)


def check_may_read(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may read groups."""
    if not can_read(by):
        raise PermissionDenied("Groups are read by people who work in or with this alliance.")


def can_keep(by: Membership) -> bool:
    """Whether this membership may add and change groups, their seats, meetings and minutes."""
    return by.may(Permission.KEEP_GROUPS) and by.organisation.kind == OrganisationKind.ALLIANCE


def check_may_keep(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may keep groups."""
    if not can_keep(by):
        raise PermissionDenied("Groups are kept by programme managers and administrators of the alliance.")


def can_finish(by: Membership, action: Action) -> bool:
    """Whether this membership may say that an action is done: its owner, and who keeps groups."""
    return action.done_on is None and (can_keep(by) or (can_read(by) and action.owner_id == by.person_id))


def check_may_finish(by: Membership, action: Action) -> None:
    """Raise PermissionDenied, in words, unless this membership may, or somebody did already."""
    if not (can_keep(by) or (can_read(by) and action.owner_id == by.person_id)):
        raise PermissionDenied("An action is said to be done by its owner, or by who keeps groups.")
