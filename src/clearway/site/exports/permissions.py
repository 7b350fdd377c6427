"""Who agrees to somebody else's export, sees everybody's, and allows more than the daily limit.

`can_…` shows the button, `check_…` guards the write. Nobody decides on an export or a limit of their own.
"""

from django.core.exceptions import PermissionDenied

from clearway.site.exports.models import DayOfUse, Export
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def can_oversee(by: Membership) -> bool:
    """Whether this membership sees what others took, and decides on it."""
    return by.may(Permission.OVERSEE_EXPORTS)


def check_may_oversee(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership oversees exports."""
    if not can_oversee(by):
        raise PermissionDenied(
            "Only an information governance lead or an administrator decides on files that name people."
        )


def can_decide(by: Membership, export: Export) -> bool:
    """Whether this membership may agree to an export: never to one's own."""
    return can_oversee(by) and export.person_id != by.person_id


def check_may_decide(by: Membership, export: Export) -> None:
    """Raise PermissionDenied, in words, unless this membership may agree to an export."""
    check_may_oversee(by)
    if export.person_id == by.person_id:
        raise PermissionDenied("Nobody agrees to an export that they asked for themselves.")


def can_allow(by: Membership, use: DayOfUse) -> bool:
    """Whether this membership may allow somebody more today: never themselves."""
    return can_oversee(by) and use.person_id != by.person_id


def check_may_allow(by: Membership, use: DayOfUse) -> None:
    """Raise PermissionDenied, in words, unless this membership may allow somebody more today."""
    check_may_oversee(by)
    if use.person_id == by.person_id:
        raise PermissionDenied("Nobody allows themselves more than the daily limit.")
