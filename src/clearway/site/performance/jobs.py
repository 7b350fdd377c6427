"""The job of this app: working out the figures of an earlier day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from clearway.pipeline.known_figures import keep_known
from clearway.site.jobs.kinds import Progress, job_kind
from clearway.site.performance import known
from clearway.site.standards import books
from clearway.site.submissions.services import all_submissions

KNOWN_FIGURES = "figures of an earlier day"
UNIT_LENGTH = 40


@job_kind(
    KNOWN_FIGURES,
    is_idempotent=True,
    title="Working out the figures of an earlier day",
    leads_to=lambda arguments: f"{reverse('performance:overview')}?as_known_on={arguments['day']}",
)
def work_out_known_figures(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Build what was known on `day` and keep it. Returns the snapshot's name."""
    found = known.of_day(date.fromisoformat(arguments["day"]))
    keep_known(
        found,
        store=known.site_store(),
        received=all_submissions(),
        rules=books.national(),
        organisations=books.organisations(),
        progress=lambda words, done, total: progress.report(done=done, total=total, unit=words[:UNIT_LENGTH]),
    )
    return {"snapshot": found.snapshot}
