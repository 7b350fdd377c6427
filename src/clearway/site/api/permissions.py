"""Who makes and revokes API tokens: everybody their own, in the role they work in. A token never may more than that."""

from django.core.exceptions import PermissionDenied

from clearway.site.api.models import ApiToken
from clearway.site.organisations.models import Membership


def can_make_token(by: Membership) -> bool:
    """Whether this membership may have tokens: while it is in force."""
    return by.is_active()


def check_may_make_token(by: Membership) -> None:
    """Raise PermissionDenied unless this membership may have tokens."""
    if not can_make_token(by):
        raise PermissionDenied("A role that is over has no tokens.")


def can_revoke(by: Membership, token: ApiToken) -> bool:
    """Whether this membership may revoke a token: the person's own, made in whichever role."""
    return by.is_active() and token.membership.person_id == by.person_id


def check_may_revoke(by: Membership, token: ApiToken) -> None:
    """Raise PermissionDenied unless this membership may revoke the token."""
    if not can_revoke(by, token):
        raise PermissionDenied("Only the person whose token it is revokes it.")
