"""Whether a reader is told who the person is, for the page of a pathway and for the page that refuses it."""

from typing import Any

from django.conf import settings

from clearway.site.agreements.permissions import can_manage_agreements
from clearway.site.break_glass.permissions import can_break_glass
from clearway.site.notifications.services import people_of
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.standards import books
from clearway.site.tracking.presenters.breach_table import short_link
from clearway.site.tracking.services import OpenedPathway

MOST_NAMED = 3


def without_a_name(by: Membership, opened: OpenedPathway) -> dict[str, Any]:
    """What a template asks of the sight of a pathway: is it open, whose is it, what is missing, who could record it."""
    sight = opened.sight
    return {
        "link": opened.held.link,
        "short": short_link(opened.held.link),
        "is_open": sight.is_open,
        "opening": sight.opening,
        "may_break": sight.wanted is not None and can_break_glass(by),
        "holder": books.organisations().name(sight.holder),
        "wanted": sight.wanted,
        "recorders": recorders(by) if sight.wanted else [],
        "may_record": can_manage_agreements(by),
    }


def recorders(by: Membership) -> list[str]:
    """Names of people who may record agreements: at the reader's own organisation, and at the alliance."""
    alliance = settings.STORE.alliance if settings.STORE else ""
    places = dict.fromkeys((by.organisation.code, alliance))
    people = [one for place in places for one in people_of(place, Permission.MANAGE_AGREEMENTS)]
    return list(dict.fromkeys(one.name for one in people))[:MOST_NAMED]
