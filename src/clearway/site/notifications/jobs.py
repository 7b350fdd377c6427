"""The job that mails what waits: asked for every hour, so that each person's quiet hours are kept; one mail a day."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from clearway.site.jobs.kinds import Progress, job_kind
from clearway.site.notifications.digest import people_waiting, send_digest

DIGESTS = "notices by mail"


@job_kind(DIGESTS, is_idempotent=True, every=timedelta(hours=1))
def mail_notices(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Send everybody who wants it what waits for them. Done again, it sends nothing twice in a day."""
    sent, people = 0, people_waiting()
    for number, person in enumerate(people, 1):
        sent += send_digest(person, now=timezone.now())
        progress.report(done=number, total=len(people), unit="people")
    return {"sent": sent}
