"""Who sees what has to be mended, and how much of it.

Counts of findings are for everybody who sees the sender's files. Single records are for those who open pathways.
Values and names of rows are for staff of the sending trust alone: they correct them in their own register.
"""

from django.core.exceptions import PermissionDenied

from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def can_see_items(by: Membership) -> bool:
    """Whether this membership sees single records that have something to mend."""
    return by.may(Permission.SEE_PATHWAYS)


def check_may_see_items(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership sees single records."""
    if not can_see_items(by):
        raise PermissionDenied("This role has no need of single records and sees none; the counts are open to it.")


def owns(by: Membership, organisation: str) -> bool:
    """Whether this membership may see values and names of an organisation's rows: it follows its patients."""
    return can_see_items(by) and by.may(Permission.SEE_PATIENTS) and by.organisation.code == organisation
