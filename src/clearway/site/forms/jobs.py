"""The daily job of forms: people are told which parts are due."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from clearway.site.forms.services.telling import remind
from clearway.site.jobs.kinds import Progress, job_kind

REMINDERS = "form reminders"


@job_kind(REMINDERS, is_idempotent=True, every=timedelta(days=1))
def remind_of_forms(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Tell people of parts that are due soon or late. Doing it again tells nobody twice."""
    return {"parts": remind(timezone.localdate())}
