"""The daily mail: how many notices of which kind wait, and nothing of what they say.

A mail leaves the house and is read on any device: it holds no words of a notice, no title, no name of an organisation.
"""

from collections import Counter
from datetime import datetime

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, OuterRef

from clearway.site.accounts.models import Person
from clearway.site.audit import services as audit
from clearway.site.audit.actors import SystemProcess
from clearway.site.notifications.models import Notice, NoticeKind, NoticeSettings
from clearway.site.organisations.models import Membership

MAILER = SystemProcess("notices by mail")
SUBJECT = "Clearway: {notices} for you"


def people_waiting() -> list[Person]:
    """People who may sign in and have notices that they have neither read nor been sent."""
    waiting = Notice.unscoped.filter(person=OuterRef("pk"), read_at=None, mailed_at=None)
    return list(Person.objects.filter(Exists(waiting), is_active=True).order_by("pk"))


def send_digest(person: Person, *, now: datetime) -> bool:
    """Send one person what waits for them, if they want it now. False when nothing was sent.

    The mail goes out before it is kept that it did: should the machine stop between, it goes out twice, never not at
    all.
    """
    with transaction.atomic():
        NoticeSettings.objects.get_or_create(person=person)
        held = NoticeSettings.objects.select_for_update().get(person=person)
        if not held.is_mail_due(now):
            return False
        codes = Membership.objects.active().filter(person=person).values("organisation__code")
        waiting = Notice.unscoped.filter(person=person, read_at=None, mailed_at=None, organisation_code__in=codes)
        found = list(waiting.values_list("pk", "kind"))
        if not found:
            return False
        subject, body = mail_words(Counter(kind for _, kind in found))
        send_mail(subject, body, None, [person.email])
        Notice.unscoped.filter(pk__in=[number for number, _ in found]).update(mailed_at=now)
        held.mailed_at = now
        held.save(update_fields=["mailed_at"])
        audit.record(event="notices mailed", by=MAILER, subject=person, after={"notices": len(found)})
    return True


def mail_words(counts: Counter[str]) -> tuple[str, str]:
    """The subject and the text of a mail, from how many notices of each kind there are."""
    total = sum(counts.values())
    notices = f"{total} notice{'' if total == 1 else 's'}"
    lines = [f"- {NoticeKind(kind).label}: {number}" for kind, number in sorted(counts.items())]
    body = [
        f"{notices} wait{'s' if total == 1 else ''} for you in Clearway:",
        "",
        *lines,
        "",
        "Sign in to Clearway and open Notices to see what changed and what to do.",
        "There you also choose whether you get this mail, and your quiet hours.",
        "This mail holds no details on purpose.",
        "",
    ]
    return SUBJECT.format(notices=notices), "\n".join(body)
