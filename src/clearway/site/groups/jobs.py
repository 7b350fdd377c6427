"""The daily job of groups: reminding of meetings, actions and terms of reference."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from clearway.site.groups.services.telling import remind
from clearway.site.jobs.kinds import Progress, job_kind

REMINDERS = "group reminders"


@job_kind(REMINDERS, is_idempotent=True, title="Reminding of meetings and actions", every=timedelta(days=1))
def remind_of_groups(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Remind of what is near or overdue. Doing it again reminds nobody twice. Returns of how many things."""
    del arguments
    told = remind(timezone.localdate())
    progress.report(done=told, unit="things")
    return {"reminded": told}
