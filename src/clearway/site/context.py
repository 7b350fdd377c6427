"""What every page has around it: who is asking, in which role, of which store, and where they can go."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from clearway.site.notifications.services import unread_of
from clearway.site.pages import navigation
from clearway.site.performance import figures
from clearway.site.saved.models import LONGEST_ADDRESS


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of the frame. The nonce is turned into text here, because unused it would count as false."""
    membership = getattr(request, "membership", None)
    return {
        "csp_nonce": str(getattr(request, "csp_nonce", "")),
        "store": settings.STORE,
        "membership": membership,
        "figures_notice": figures.notice() if membership else "",
        "save_href": _save_href(request) if membership else "",
        "unread_notices": unread_of(membership) if membership else 0,
        "navigation": navigation.links(membership, request.path),
        "search_words": request.GET.get("q", "") if request.path == "/search" else "",
    }


def _save_href(request: HttpRequest) -> str:
    """Where the view of this page is saved, once something was filtered, sorted or searched; empty elsewhere."""
    if request.method != "GET" or not request.GET or request.path.startswith("/saved"):
        return ""
    address = request.get_full_path()
    return f"{reverse('saved:add')}?{urlencode({'address': address})}" if len(address) <= LONGEST_ADDRESS else ""
