"""Jobs of this app: clearing out old sessions and old failed sign-ins."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.utils import timezone

from clearway.site.accounts import throttle
from clearway.site.accounts.models import FailedSignIn
from clearway.site.jobs.kinds import Progress, job_kind

TIDY_SIGN_INS = "tidy sign-ins"


@job_kind(TIDY_SIGN_INS, is_idempotent=True, title="Clearing out old sessions", every=timedelta(days=1))
def tidy_sign_ins(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Remove sessions that are over and failed sign-ins past their use. Returns how many of each."""
    now = timezone.now()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    failures, _ = FailedSignIn.objects.filter(at__lt=now - throttle.WINDOW).delete()
    return {"sessions": sessions, "failed_sign_ins": failures}
