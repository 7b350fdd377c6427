"""Who opens pathways, and who learns whose they are.

A tracker opens the pathways that their trust is on and may be told who the person is, with a reason. An analyst of the
alliance opens every pathway under its pseudonym. An administrator has no need of a single pathway and opens none.
"""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def can_see_pathways(by: Membership) -> bool:
    """Whether this membership may open pathways at all; which ones, its scope says."""
    return by.may(Permission.SEE_PATHWAYS)


def check_may_see_pathways(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may open pathways."""
    if not can_see_pathways(by):
        raise PermissionDenied("This role has no need of single pathways and opens none.")


def can_reveal_identifiers(by: Membership) -> bool:
    """Whether this membership may be told who a person is: staff of a trust that the person's pathway is at."""
    return can_see_pathways(by) and by.may(Permission.SEE_PATIENTS)


def check_may_reveal_identifiers(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may be told who a person is."""
    if not can_reveal_identifiers(by):
        raise PermissionDenied("Only staff of a trust on the pathway may be told who the person is.")


def check_may_ask_who(by: Membership) -> None:
    """Raise PermissionDenied, in words, for a role that no agreement and no emergency lets know who a person is."""
    if not can_reveal_identifiers(by) and not sees_whole_store(by):
        raise PermissionDenied("This role has no need to know who a person is.")


def can_see_looks(by: Membership) -> bool:
    """Whether this membership is told who has looked at a pathway: staff of the trusts that it is at."""
    return can_reveal_identifiers(by)


def sees_whole_store(by: Membership) -> bool:
    """Whether this membership sees the pathways of every trust of the alliance."""
    return can_see_pathways(by) and by.may(Permission.SEE_WHOLE_ALLIANCE)


def purpose_of(by: Membership) -> str:
    """What this membership sees pathways for: said on every page and file that holds them."""
    if can_reveal_identifiers(by):
        return f"Direct care and waiting-list management of patients of {by.organisation.name}."
    return "Finding where and why people wait, on pseudonymised records. Not for getting in touch with patients."
