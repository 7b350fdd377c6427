"""What a token looks like, what is kept of it, and whose it is."""

import hashlib
import hmac
import re
import secrets

from django.conf import settings
from django.utils import timezone

from clearway.site.accounts.models import Person
from clearway.site.api.models import ApiToken

MARK = "clearway_"
"""What every token begins with, so that one left lying in a file is known for what it is."""
SHAPE = re.compile(MARK + r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """A token that nobody can guess: 256 random bits."""
    return MARK + secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is kept of a token: a hash keyed with the store's own key, useless in another store."""
    return _keyed(token)


def password_stamp(person: Person) -> str:
    """What changes with a person's password: a new password ends tokens made under the old one."""
    return _keyed(person.get_session_auth_hash())


def owner_of(text: str) -> ApiToken | None:
    """The token that a text is, with its membership; None for one that does not work now, for whatever reason."""
    if not SHAPE.fullmatch(text):
        return None
    found = (
        ApiToken.objects.select_related("membership__person", "membership__organisation")
        .filter(digest=digest_of(text))
        .first()
    )
    if found is None or not found.is_live(timezone.localdate()) or not found.membership.is_active():
        return None
    is_same = hmac.compare_digest(found.password_stamp, password_stamp(found.membership.person))
    return found if is_same else None


def _keyed(text: str) -> str:
    key = settings.STORE_KEY.for_purpose("api tokens")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
