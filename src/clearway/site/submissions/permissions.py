"""May this person load a file for this organisation? `can_…` shows the button, `check_…` guards the write."""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def can_load(by: Membership, organisation_code: str) -> bool:
    """Whether this membership may load a file for an organisation: its own, or any when it sees the whole alliance."""
    is_within_reach = by.may(Permission.SEE_WHOLE_ALLIANCE) or by.organisation.code == organisation_code
    return by.may(Permission.LOAD_SUBMISSIONS) and is_within_reach


def check_may_load(by: Membership, organisation_code: str) -> None:
    """Raise PermissionDenied, in words, unless this membership may load for the organisation."""
    if not can_load(by, organisation_code):
        whose = f"for {organisation_code}" if organisation_code else "that belong to no single organisation"
        raise PermissionDenied(f"Your role does not allow loading files {whose}.")
