"""What people ask to be done here: figures of an earlier day."""

from datetime import date

from clearway.site import words
from clearway.site.jobs import services as jobs
from clearway.site.jobs.models import Job
from clearway.site.organisations.models import Membership
from clearway.site.performance.jobs import KNOWN_FIGURES
from clearway.site.performance.permissions import check_may_see_figures


def ask_for_known_figures(*, by: Membership, day: date) -> Job:
    """Have the figures known on a day worked out; asked for twice, it is done once. Audited as a job asked for."""
    check_may_see_figures(by)
    job, _ = jobs.enqueue(
        by=by,
        kind=KNOWN_FIGURES,
        arguments={"day": day.isoformat()},
        label=f"As known on {words.day(day)}",
    )
    return job


def newest_job(day: date) -> Job | None:
    """The last time somebody asked for the figures of a day."""
    return jobs.newest(KNOWN_FIGURES, day=day.isoformat())
