"""Whether the glass on a record is broken for somebody at this moment."""

from django.utils import timezone

from clearway.site.break_glass.models import Opening
from clearway.site.break_glass.permissions import can_break_glass
from clearway.site.organisations.models import Membership


def live_opening(by: Membership, link: str) -> Opening | None:
    """The opening under which this membership sees who the person of a record is now; None when there is none.

    It holds for the very role in which the glass was broken, and no longer than that role.
    """
    if not can_break_glass(by):
        return None
    rows = Opening.objects.for_membership(by).filter(membership=by.pk, link=link, ended_at=None)
    return rows.filter(until__gt=timezone.now()).first()
