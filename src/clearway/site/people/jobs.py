"""Jobs of this app: answering requests for a new password; the daily look at what was not reviewed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from clearway.site.jobs.kinds import Progress, job_kind
from clearway.site.people.services.reminding import remind_of_reviews
from clearway.site.people.services.resetting import ANSWER_RESET, answer_reset, tidy_requests
from clearway.site.people.services.reviewing import note_missed
from clearway.site.people.services.sessions import tidy_sessions

ACCESS_REVIEWS = "access reviews"


@job_kind(ANSWER_RESET, is_idempotent=True)
def answer_request(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Mail a link to whoever a request is for, if there is somebody. The result does not say whether there is."""
    answer_reset(int(arguments["request"]))
    return {"request": arguments["request"]}


@job_kind(ACCESS_REVIEWS, is_idempotent=True, every=timedelta(days=1))
def note_access_reviews(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Note roles that nobody looked at last quarter, and remind who may; forget old requests and sessions.

    Returns how many of each.
    """
    today = timezone.localdate()
    return {
        "missed": note_missed(today),
        "reminded": remind_of_reviews(today),
        "requests": tidy_requests(),
        "sessions": tidy_sessions(),
    }
