"""Who is told of exports and limits: the leads and administrators of an organisation, and the leads of the alliance.

Where there is none of these, the administrators of the alliance are told: somebody always is.
"""

from collections.abc import Iterator

from django.db.models import Q

from clearway.site.accounts.models import Person
from clearway.site.notifications.models import NoticeKind
from clearway.site.notifications.services import notify
from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, InformationGovernanceLead

MOST_TOLD = 50


def tell_overseers(*, organisation_code: str, words: str, to_do: str, link: str, mark: str, apart_from: str) -> None:
    """Tell them of one thing, each in the organisation where they hold the role; within a change."""
    for code, people in _overseers(organisation_code, apart_from):
        notify(people, organisation_code=code, kind=NoticeKind.EXPORT, words=words, to_do=to_do, mark=mark, link=link)


def _overseers(organisation_code: str, apart_from: str) -> Iterator[tuple[str, list[Person]]]:
    roles = [key for key, role in ROLES.items() if Permission.OVERSEE_EXPORTS in role.permissions]
    at_alliance = Q(organisation__kind=OrganisationKind.ALLIANCE)
    there = Q(organisation__code=organisation_code) | (at_alliance & Q(role=InformationGovernanceLead.key))
    everybody = Membership.objects.active().filter(role__in=roles).exclude(person__email=apart_from)
    everybody = everybody.select_related("person", "organisation").order_by("person__email")
    told: dict[str, list[Person]] = {}
    for one in everybody.filter(there)[:MOST_TOLD] or everybody.filter(at_alliance)[:MOST_TOLD]:
        told.setdefault(one.organisation.code, []).append(one.person)
    yield from told.items()
