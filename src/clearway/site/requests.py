"""The types of a request: as the middleware makes it, and as a view of a signed-in person meets it."""

import secrets

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


def request_id(request: HttpRequest) -> str:
    """The name of one request: sixteen hexadecimal digits, the same each time it is asked for."""
    if not hasattr(request, "clearway_id"):
        request.clearway_id = secrets.token_hex(8)  # type: ignore[attr-defined]
    return str(request.clearway_id)  # type: ignore[attr-defined]
