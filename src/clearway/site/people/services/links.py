"""Links by which people set their own password: made, opened, used once.

A link holds a token of 256 bits; the database holds its keyed hash alone, so that nobody who reads the database can use
it. It names nobody, and is written to no log.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.accounts.models import Person
from clearway.site.accounts.services import check_password_strength
from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor
from clearway.site.people.models import LinkPurpose, PasswordLink
from clearway.site.people.services.sessions import drop_sessions

LASTS = {LinkPurpose.INVITATION: timedelta(days=7), LinkPurpose.RESET: timedelta(hours=1)}


def make_link(*, by: Actor, person: Person, purpose: LinkPurpose) -> tuple[PasswordLink, str]:
    """Make a link for a person and return it with its token. Earlier ones of theirs no longer hold."""
    token, now = secrets.token_urlsafe(32), timezone.now()
    with transaction.atomic():
        withdraw_links(person)
        made = PasswordLink.objects.create(
            person=person,
            purpose=purpose,
            token_digest=token_digest(token),
            made_by=by.as_actor().name,
            made_at=now,
            expires_at=now + LASTS[purpose],
        )
        audit.record(
            event="password link made", by=by, subject=made, after={"person": person.pk, "purpose": purpose.value}
        )
    return made, token


def withdraw_links(person: Person) -> int:
    """Take back every link of a person that was not used; returns how many."""
    return PasswordLink.objects.filter(person=person, used_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )


def open_link(token: str) -> PasswordLink:
    """The link of a token. Refused, always in the same words, when there is none that still holds."""
    held = PasswordLink.objects.select_related("person").filter(token_digest=token_digest(token)).first()
    if held is None or not _holds(held) or not settings.LOCAL_ACCOUNTS:
        raise Refused(
            "This link does not hold: it was used, taken back, or is over.",
            "Ask for a new one on the page “Forgotten password”.",
            code="PASSWORD-LINK",
        )
    return held


def use_link(*, token: str, password: str) -> Person:
    """Set the password of a link's person, once; all their sessions end. Raises Refused."""
    check_password_strength(password)
    with transaction.atomic():
        held = PasswordLink.objects.select_for_update().filter(pk=open_link(token).pk).get()
        if not _holds(held):  # somebody used it a moment ago
            raise Refused("This link was used already.", "Sign in with your new password.", code="PASSWORD-LINK")
        person = held.person
        person.set_password(password)
        person.save(update_fields=["password"])
        held.used_at = timezone.now()
        held.save(update_fields=["used_at"])
        ended = drop_sessions(person)
        audit.record(
            event="own password set",
            by=person,
            subject=person,
            after={"by_link": held.purpose, "link": held.pk, "sessions_ended": ended},
        )
    return person


def link_address(site: str, token: str) -> str:
    """The address that is mailed. `site` is how the browser of whoever asked reached Clearway."""
    return site.rstrip("/") + reverse("people:set_password", args=[token])


def token_digest(token: str) -> str:
    """The keyed hash under which a token is kept."""
    key = settings.STORE_KEY.for_purpose("password links")
    return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()


def _holds(held: PasswordLink) -> bool:
    is_open = held.used_at is None and held.withdrawn_at is None and timezone.now() < held.expires_at
    return is_open and held.person.is_active
