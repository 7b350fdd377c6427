"""May this person read what governance asks of Clearway? `can_…` shows the link, `check_…` guards the page."""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def can_read_governance(by: Membership) -> bool:
    """Whether this membership may read hazards, requirements, flows and the impact assessment."""
    return by.may(Permission.READ_GOVERNANCE)


def check_may_read_governance(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may read them."""
    if not can_read_governance(by):
        raise PermissionDenied("Only an information governance lead or an administrator reads the governance pages.")


def can_export_person(by: Membership) -> bool:
    """Whether this membership may take out all that is held about one person: it has to see the whole store."""
    return by.may(Permission.EXPORT_PERSON) and by.may(Permission.SEE_WHOLE_ALLIANCE)


def check_may_export_person(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may take out what is held about one person."""
    if not can_export_person(by):
        raise PermissionDenied(
            "Only an information governance lead who answers for the whole store takes out what is held about a person."
        )
