"""Asking for a new password: the same words and the same work, whether or not there is such a person.

The page only notes that somebody asked. The worker looks whether there is somebody of that address, and mails them; so
neither words nor time tell who has an account.
"""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.accounts.models import Person
from clearway.site.accounts.services import ELSEWHERE
from clearway.site.accounts.throttle import email_digest
from clearway.site.audit.actors import SystemProcess
from clearway.site.jobs import services as jobs
from clearway.site.operational.scope import every_row
from clearway.site.people.mailing import send_link
from clearway.site.people.models import LinkPurpose, PasswordLink, ResetRequest
from clearway.site.people.services.links import link_address, make_link

RESET = SystemProcess("password reset")
ANSWER_RESET = "answer a request for a new password"
WINDOW = timedelta(hours=1)
FROM_ONE_ADDRESS = 20
MAILS_A_PERSON = 3
KEPT = timedelta(days=1)


def ask_for_reset(*, email: str, address: str | None, site: str) -> None:
    """Note that somebody asked for a new password. Refused when this place asked very often within the hour."""
    if not settings.LOCAL_ACCOUNTS:
        raise Refused(ELSEWHERE, "Ask your organisation's service for a new password.", code="RESET-ELSEWHERE")
    now, whence = timezone.now(), _address_digest(address)
    if ResetRequest.objects.filter(address_digest=whence, at__gte=now - WINDOW).count() >= FROM_ONE_ADDRESS:
        raise Refused("There were too many requests.", "Wait an hour, then ask again.", code="RESET-TOO-OFTEN")
    with every_row("password reset"), transaction.atomic():
        asked = ResetRequest.objects.create(
            email_digest=email_digest(email), address_digest=whence, site=site[:300], at=now
        )
        jobs.enqueue(by=RESET, kind=ANSWER_RESET, arguments={"request": asked.pk})


def answer_reset(number: int) -> bool:
    """Mail a link to whoever a request is for, if there is somebody. Returns whether a mail was sent.

    Done twice, the second mail's link is the one that holds. At most three mails a person and hour.
    """
    asked = ResetRequest.objects.filter(pk=number, answered_at=None).first()
    if asked is None:
        return False
    person = _asked_for(asked)
    is_sent = person is not None and _is_within_bounds(person)
    if person is not None and is_sent:
        held, token = make_link(by=RESET, person=person, purpose=LinkPurpose.RESET)
        send_link(person, held, link_address(asked.site, token))
    ResetRequest.objects.filter(pk=asked.pk).update(answered_at=timezone.now())
    return is_sent


def tidy_requests() -> int:
    """Remove requests older than a day; returns how many."""
    return ResetRequest.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def _asked_for(asked: ResetRequest) -> Person | None:
    """The person who may sign in and whose address gives the hash that was kept."""
    active = Person.objects.filter(is_active=True)
    return next((one for one in active if hmac.compare_digest(email_digest(one.email), asked.email_digest)), None)


def _is_within_bounds(person: Person) -> bool:
    recent = PasswordLink.objects.filter(person=person, purpose=LinkPurpose.RESET, made_at__gte=timezone.now() - WINDOW)
    return recent.count() < MAILS_A_PERSON


def _address_digest(address: str | None) -> str:
    key = settings.STORE_KEY.for_purpose("password reset")
    return hmac.new(key, (address or "").encode(), hashlib.sha256).hexdigest()
