"""Slowing down guesses: too many failures for one address typed, or from one place, and nobody is let in for a while.

The count goes by what was typed, whether or not such a person exists, so that it tells nobody who does.
"""

import hashlib
import hmac
import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from clearway.site.accounts.models import FailedSignIn

log = logging.getLogger("clearway.site")

WINDOW = timedelta(minutes=15)
FAILURES_AN_EMAIL = 5
FAILURES_AN_ADDRESS = 30


def is_throttled(email: str, address: str | None) -> bool:
    """Whether this e-mail address or this network address has failed too often within the window."""
    recent = FailedSignIn.objects.filter(at__gte=timezone.now() - WINDOW)
    if recent.filter(email_digest=email_digest(email)).count() >= FAILURES_AN_EMAIL:
        return True
    return address is not None and recent.filter(address=address).count() >= FAILURES_AN_ADDRESS


def remember_failure(email: str, address: str | None) -> None:
    """Keep one failed attempt."""
    FailedSignIn.objects.create(email_digest=email_digest(email), address=address)


def forget_failures(email: str) -> None:
    """Clear the count of an address once its owner has signed in."""
    FailedSignIn.objects.filter(email_digest=email_digest(email)).delete()


def tell_refusal(email: str) -> None:
    """Write a line of the log for a try that was not even looked at.

    It is not on the trail: whoever guesses without end must not be able to fill that.
    """
    log.warning("a sign-in was refused after too many tries, for the address of digest %s", short_digest(email))


def short_digest(email: str) -> str:
    """The beginning of the hash of an address: enough to tell tries for one address from tries for another."""
    return email_digest(email)[:16]


def email_digest(email: str) -> str:
    """A keyed hash of an address as typed: failed attempts hold nobody's address in clear."""
    key = settings.STORE_KEY.for_purpose("sign-in")
    return hmac.new(key, email.strip().lower().encode(), hashlib.sha256).hexdigest()
