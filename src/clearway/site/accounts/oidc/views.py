"""Leaving for the sign-in service, coming back from it, and signing out there too."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clearway.site.accounts.oidc import adapter
from clearway.site.accounts.oidc.provider import Provider
from clearway.site.accounts.oidc.services import NotKnown, sign_in_vouched, whom_to_ask
from clearway.site.accounts.ways_on import destination

WANTED = "wanted_after_service"
RETRY_AFTER_SECONDS = 30


@never_cache
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in service."""
    provider = _provider()
    if request.user.is_authenticated:
        return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    request.session[WANTED] = destination(request, request.GET.get("next", ""))
    try:
        return adapter.leave_for(request, provider, back=_absolute(request, "accounts:service_return"))
    except adapter.ServiceAway:
        return _away(request, provider)


@never_cache
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """Sign in whom the service vouches for, and lead them where they were going."""
    provider = _provider()
    if request.user.is_authenticated:
        return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    try:
        claims = adapter.claims_of(request, provider)
        wanted = request.session.pop(WANTED, settings.LOGIN_REDIRECT_URL)
        sign_in_vouched(request, claims)
    except adapter.ServiceAway:
        return _away(request, provider)
    except adapter.NotVouched:
        return render(request, "accounts/not_vouched.jinja", {"provider": provider}, status=403)
    except NotKnown:
        context = {"provider": provider, "ask": whom_to_ask(), "email": claims.email}
        return render(request, "accounts/not_known.jinja", context, status=403)
    return HttpResponseRedirect(wanted)


@never_cache
@require_safe
def leave_for_good(request: HttpRequest) -> HttpResponse:
    """Sign out of the service too: on a shared computer the next person must not be let in by it."""
    provider = _provider()
    try:
        address = adapter.sign_out_address(provider, back=_absolute(request, "accounts:sign_in"))
    except adapter.ServiceAway:
        return _away(request, provider)
    return HttpResponseRedirect(address or reverse("accounts:sign_in"))


def _provider() -> Provider:
    if settings.OIDC is None:
        raise Http404
    return settings.OIDC


def _absolute(request: HttpRequest, name: str) -> str:
    return request.build_absolute_uri(reverse(name))


def _away(request: HttpRequest, provider: Provider) -> HttpResponse:
    answer = render(request, "accounts/service_away.jinja", {"provider": provider}, status=503)
    answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer
