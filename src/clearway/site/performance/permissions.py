"""Whose figures a person may see: published ones everybody's, computed ones only of what their role covers."""

from django.core.exceptions import PermissionDenied

from clearway.measures.question import Basis
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def can_see_figures(by: Membership) -> bool:
    """Whether this membership may see waiting-time figures at all."""
    return by.may(Permission.SEE_FIGURES)


def check_may_see_figures(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may see figures."""
    if not can_see_figures(by):
        raise PermissionDenied("This role does not see waiting-time figures.")


def only_provider(by: Membership, basis: Basis) -> str | None:
    """The one trust whose figures of a basis this membership may see; None when it may see all.

    Figures computed from records are as private as the records: of the whole alliance for those who see it whole,
    of one's own trust for everybody else.
    """
    if basis == "published" or by.may(Permission.SEE_WHOLE_ALLIANCE):
        return None
    return by.organisation.code


def can_see_provider(by: Membership, basis: Basis, provider: str) -> bool:
    """Whether this membership may see figures of a basis for one trust."""
    return only_provider(by, basis) in (None, provider)


def check_may_see_provider(by: Membership, basis: Basis, provider: str) -> None:
    """Raise PermissionDenied unless this membership may see figures of a basis for one trust."""
    if not can_see_provider(by, basis, provider):
        raise PermissionDenied(
            "Figures computed from records are seen by the trust they belong to and by the alliance."
        )
