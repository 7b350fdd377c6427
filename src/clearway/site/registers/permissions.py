"""Who keeps entries and who takes up types. `can_…` shows the button, `check_…` guards the write."""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.registers.models import Entry


def can_keep(by: Membership, organisation: str) -> bool:
    """Whether this membership may add and change entries that an organisation owns."""
    is_theirs = by.may(Permission.SEE_WHOLE_ALLIANCE) or by.organisation.code == organisation
    return by.may(Permission.KEEP_REGISTERS) and is_theirs


def check_may_keep(by: Membership, organisation: str) -> None:
    """Raise PermissionDenied unless this membership may keep entries of an organisation."""
    if not can_keep(by, organisation):
        raise PermissionDenied("Entries are kept by the organisation that owns them, and by roles of the alliance.")


def can_add(by: Membership) -> bool:
    """Whether this membership may add entries at all: for its own organisation at least."""
    return can_keep(by, by.organisation.code)


def check_may_add(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may add entries."""
    if not can_add(by):
        raise PermissionDenied("This role reads registers and adds nothing to them.")


def can_change(by: Membership, entry: Entry) -> bool:
    """Whether this membership may change an entry."""
    return can_keep(by, entry.organisation_code)


def check_may_change(by: Membership, entry: Entry) -> None:
    """Raise PermissionDenied unless this membership may change an entry."""
    check_may_keep(by, entry.organisation_code)


def can_manage_types(by: Membership) -> bool:
    """Whether this membership may propose and take up types of registers."""
    return by.may(Permission.MANAGE_REGISTER_TYPES)


def check_may_manage_types(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may manage types of registers."""
    if not can_manage_types(by):
        raise PermissionDenied("Only an administrator takes up types of registers.")
