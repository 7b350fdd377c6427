"""Slowing down who comes without signing in: so many times an hour from one place, so many from everywhere.

Whence somebody came is kept as a keyed hash that changes every day, for an hour, and nothing else about them.
"""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.forms.models import FormAttempt

WINDOW = timedelta(hours=1)
MOST = {"feedback": (10, 500), "invitation": (120, 4_000)}
"""For each purpose: how many within the window from one place, and from everywhere."""


def note_attempt(purpose: str, address: str | None) -> None:
    """Count one attempt. Raises Refused, in words, when there were too many."""
    now = timezone.now()
    FormAttempt.objects.filter(at__lt=now - WINDOW).delete()
    recent = FormAttempt.objects.filter(purpose=purpose, at__gte=now - WINDOW)
    digest = _digest(purpose, address)
    from_one, from_all = MOST[purpose]
    if recent.filter(digest=digest).count() >= from_one or recent.count() >= from_all:
        raise Refused(
            "This page was used very often in the last hour.", "Please come back later.", code="FORM-TOO-OFTEN"
        )
    FormAttempt.objects.create(purpose=purpose, digest=digest, at=now)


def _digest(purpose: str, address: str | None) -> str:
    key = settings.STORE_KEY.for_purpose("form attempts")
    told = f"{purpose}|{timezone.localdate()}|{address or ''}"
    return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()
