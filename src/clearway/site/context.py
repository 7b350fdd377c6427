"""What every page has around it: who is asking, in which role, of which store, and where they can go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from clearway.site.notifications.services import unread_of
from clearway.site.pages import navigation
from clearway.site.performance import figures


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of the frame. The nonce is turned into text here, because unused it would count as false."""
    membership = getattr(request, "membership", None)
    return {
        "csp_nonce": str(getattr(request, "csp_nonce", "")),
        "store": settings.STORE,
        "membership": membership,
        "figures_notice": figures.notice() if membership else "",
        "unread_notices": unread_of(membership) if membership else 0,
        "navigation": navigation.links(membership, request.path),
        "search_words": request.GET.get("q", "") if request.path == "/search" else "",
    }
