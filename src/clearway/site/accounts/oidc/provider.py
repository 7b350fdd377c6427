"""Which sign-in service a deployment trusts. Read by the settings, so nothing of Django here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from clearway.records.findings import Refused

ISSUER, CLIENT_ID, SECRET_FILE = "CLEARWAY_OIDC_ISSUER", "CLEARWAY_OIDC_CLIENT_ID", "CLEARWAY_OIDC_CLIENT_SECRET_FILE"
NAME, EMAILS, ACR = "CLEARWAY_OIDC_NAME", "CLEARWAY_OIDC_EMAILS", "CLEARWAY_OIDC_ACR"
LOCAL_ACCOUNTS = "CLEARWAY_LOCAL_ACCOUNTS"
EMAIL_RULES = ("verified", "all")
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Provider:
    """One sign-in service, and what it calls us.

    `trusts_every_email`: it hands out no address that it has not checked, and does not say so of each. `acr`: the
    classes of authentication that are good enough, asked for and checked; none when the service decides by itself.
    """

    issuer: str
    client_id: str
    name: str
    client_secret: str = field(repr=False)
    trusts_every_email: bool = False
    acr: tuple[str, ...] = ()


def provider_of(environment: Mapping[str, str]) -> Provider | None:
    """The service that the environment names, or None. Refused when half of it is missing or its address is unsafe."""
    issuer, client_id = environment.get(ISSUER, ""), environment.get(CLIENT_ID, "")
    if not issuer and not client_id:
        return None
    if missing := [one for one in (ISSUER, CLIENT_ID, SECRET_FILE) if not environment.get(one)]:
        raise Refused(f"{' and '.join(missing)} is missing.", "Name all three, or none.", code="OIDC-MISSING")
    address = urlsplit(issuer)
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in THIS_MACHINE):
        raise Refused(
            f"{ISSUER} is not an address by https.", "Write it as the service itself does.", code="OIDC-ISSUER"
        )
    emails = environment.get(EMAILS, "") or EMAIL_RULES[0]
    if emails not in EMAIL_RULES:
        raise Refused(f"{EMAILS} is {emails!r}.", f"Choose one of: {', '.join(EMAIL_RULES)}.", code="OIDC-EMAILS")
    return Provider(
        issuer=issuer,
        client_id=client_id,
        name=environment.get(NAME, "") or "your organisation’s account",
        client_secret=_secret_in(Path(environment[SECRET_FILE])),
        trusts_every_email=emails == "all",
        acr=tuple(environment.get(ACR, "").split()),
    )


def has_local_accounts(environment: Mapping[str, str], provider: Provider | None) -> bool:
    """Whether passwords of our own open anything. Refused when nobody could sign in at all."""
    if environment.get(LOCAL_ACCOUNTS, "1") != "0":
        return True
    if provider is None:
        raise Refused(
            f"{LOCAL_ACCOUNTS} is 0, and no sign-in service is named: nobody could sign in.",
            f"Set {ISSUER}, {CLIENT_ID} and {SECRET_FILE}, or leave local accounts on.",
            code="OIDC-NOBODY",
        )
    return False


def _secret_in(path: Path) -> str:
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Refused(
            f"The file {path} of {SECRET_FILE} cannot be read ({error.strerror}).",
            "Make it readable for the user that serves, and for nobody else.",
            code="OIDC-SECRET",
        ) from error
    if not secret:
        raise Refused(f"The file {path} of {SECRET_FILE} is empty.", "Put the secret into it.", code="OIDC-SECRET")
    return secret
