"""Who breaks the glass, who sees that it was broken, and who looks it over.

`can_…` shows the button, `check_…` guards the write. Nobody looks over what they did themselves, and only the
organisation whose record it is says whether it was in order.
"""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from clearway.site.break_glass.models import Opening
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def can_break_glass(by: Membership) -> bool:
    """Whether this membership may break the glass on a record that it may open."""
    return by.may(Permission.BREAK_GLASS) and by.may(Permission.SEE_PATHWAYS)


def check_may_break_glass(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may break the glass."""
    if not can_break_glass(by):
        raise PermissionDenied("This role breaks no glass: it needs nobody's name at once.")


def can_see_openings(by: Membership) -> bool:
    """Whether this membership sees any openings: its own, or those of its organisation's records and people."""
    return can_break_glass(by) or sees_all_openings(by)


def check_may_see_openings(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership sees openings."""
    if not can_see_openings(by):
        raise PermissionDenied("Who broke the glass is shown to those who answer for the records, and to who did it.")


def sees_all_openings(by: Membership) -> bool:
    """Whether this membership sees every opening in its scope, not its own alone."""
    return by.may(Permission.REVIEW_GLASS)


def can_review(by: Membership, opening: Opening) -> bool:
    """Whether this membership may say whether an opening was in order."""
    is_theirs = opening.holder_code == by.organisation.code and opening.email != by.person.email
    return sees_all_openings(by) and is_theirs


def check_may_review(by: Membership, opening: Opening) -> None:
    """Raise PermissionDenied, in words, unless this membership may look an opening over."""
    if not can_review(by, opening):
        raise PermissionDenied("Whether it was in order is for the organisation whose record it is to say.")


def did_it(by: Membership, opening: Opening) -> bool:
    """Whether it was this very person who broke the glass."""
    return opening.email == by.person.email


def can_end(by: Membership, opening: Opening) -> bool:
    """Whether this membership may end an opening that still holds: who broke the glass, or who looks it over."""
    return opening.is_live(timezone.now()) and (did_it(by, opening) or can_review(by, opening))


def check_may_end(by: Membership, opening: Opening) -> None:
    """Raise PermissionDenied, in words, unless this person's role lets them end an opening."""
    if not did_it(by, opening) and not can_review(by, opening):
        raise PermissionDenied("Only who broke the glass, or who answers for the record, ends it.")
