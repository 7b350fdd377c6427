"""The daily job of registers: entries whose day has come are marked as ones to be looked at."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from clearway.site.jobs.kinds import Progress, job_kind
from clearway.site.registers.listing import due_for_review
from clearway.site.registers.models import EntryState
from clearway.site.registers.services.entries import note_due

REVIEWS = "register reviews"
BATCH = 200


@job_kind(REVIEWS, is_idempotent=True, title="Looking for entries to be reviewed", every=timedelta(days=1))
def note_reviews(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Mark every entry that is due today. Doing it again marks none twice. Returns how many were marked."""
    today, marked = timezone.localdate(), 0
    while batch := list(due_for_review(today).filter(state=EntryState.CURRENT)[:BATCH]):
        marked += sum(note_due(one, today=today) for one in batch)
        progress.report(done=marked, unit="entries")
    return {"marked": marked}
