"""OpenID Connect itself: the one module that knows the library. Authorisation code with PKCE, state and nonce.

What comes out is only what a service vouches for (`Claims`); whose person that is, `people` decides.
"""

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.django_client import DjangoIntegration, DjangoOAuth2App
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError
from requests import RequestException

from clearway.site.accounts.oidc.provider import Provider

log = logging.getLogger("clearway.site")

SECONDS_TO_ANSWER = 10
LEEWAY_SECONDS = 60
"""How far the clock of the service may be from ours."""
SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""Signatures with a key pair only: never none, never one that a shared secret makes."""


class NotVouched(Exception):
    """The service did not vouch for anybody: the person said no there, or its answer is not to be trusted."""


class ServiceAway(Exception):
    """The service does not answer, or not as a sign-in service does."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What the service vouches for: who somebody is to it, for good, and the address it knows them by."""

    issuer: str
    subject: str
    email: str
    is_email_verified: bool


def leave_for(request: HttpRequest, provider: Provider, *, back: str) -> HttpResponse:
    """Lead the browser to the service; state, nonce and the PKCE verifier wait in the session. Raises ServiceAway."""
    client = _client(provider)
    wanted = {"acr_values": " ".join(provider.acr)} if provider.acr else {}
    try:
        _metadata(client)
        return client.authorize_redirect(request, back, **wanted)
    except (RequestException, RuntimeError, ValueError) as error:
        raise _away(error) from error


def claims_of(request: HttpRequest, provider: Provider) -> Claims:
    """What the service vouches for in the request that came back from it. Each state counts once.

    Signature, issuer, audience, nonce, expiry and class of authentication are checked. Raises NotVouched, ServiceAway.
    """
    client = _client(provider)
    demanded: dict[str, Any] = {
        "iss": {"essential": True, "values": [provider.issuer]},
        "aud": {"essential": True, "values": [provider.client_id]},
    }
    if provider.acr:
        demanded["acr"] = {"essential": True, "values": list(provider.acr)}
    try:
        metadata = _metadata(client)
        token = client.authorize_access_token(request, claims_options=demanded, leeway=LEEWAY_SECONDS)
        vouched = dict(token.get("userinfo") or {})
        if not vouched.get("sub"):
            raise OAuthError("no_subject")
        if "email" not in vouched and "userinfo_endpoint" in metadata:
            further = client.userinfo(token=token)
            vouched = {**further, **vouched} if further.get("sub") == vouched["sub"] else vouched
    except (OAuthError, JoseError) as error:
        log.warning("A sign-in service vouched for nobody", extra={"failure": type(error).__name__})
        raise NotVouched from error
    except (RequestException, RuntimeError, ValueError) as error:
        raise _away(error) from error
    return Claims(
        issuer=provider.issuer,
        subject=str(vouched["sub"]),
        email=str(vouched.get("email") or "").strip().lower(),
        is_email_verified=provider.trusts_every_email or vouched.get("email_verified") in (True, "true"),
    )


def sign_out_address(provider: Provider, *, back: str) -> str:
    """Where a browser signs out of the service too, or nothing when it has no such address. Raises ServiceAway."""
    client = _client(provider)
    try:
        if "end_session_endpoint" not in _metadata(client):
            return ""
        left = client.create_logout_url(post_logout_redirect_uri=back, client_id=provider.client_id)
    except (RequestException, RuntimeError, ValueError) as error:
        raise _away(error) from error
    return str(left["url"])


@lru_cache(maxsize=4)
def _client(provider: Provider) -> DjangoOAuth2App:
    """The library's client of a service; what it learns of the service is kept while the process lives."""
    return DjangoOAuth2App(
        DjangoIntegration("service"),
        name="service",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "default_timeout": SECONDS_TO_ANSWER,
        },
    )


def _metadata(client: DjangoOAuth2App) -> dict[str, Any]:
    """What the service says of itself, with the signatures narrowed to those that we take."""
    said: dict[str, Any] = client.load_server_metadata()
    offered = said.get("id_token_signing_alg_values_supported") or ["RS256"]
    said["id_token_signing_alg_values_supported"] = sorted(SIGNATURES.intersection(offered))
    return said


def _away(error: Exception) -> ServiceAway:
    log.warning("A sign-in service did not answer as one does", extra={"failure": type(error).__name__})
    return ServiceAway()
