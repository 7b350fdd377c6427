"""Where somebody goes on after signing in."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def destination(request: HttpRequest, wanted: str) -> str:
    """Where the person was going, when that is on this site; else the home page."""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and is_ours else settings.LOGIN_REDIRECT_URL
