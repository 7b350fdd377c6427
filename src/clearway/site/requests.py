"""The types of a request: as the middleware makes it, and as a view of a signed-in person meets it."""

from django.http import HttpRequest

from clearway.site.accounts.models import Person
from clearway.site.organisations.models import Membership


class SiteRequest(HttpRequest):
    """Any request. There is no membership on open pages, nor while a person has not chosen a role."""

    membership: Membership | None


class SignedInRequest(HttpRequest):
    """A request by a signed-in person in their active role: every view but those on the open paths gets one."""

    user: Person
    membership: Membership
