"""The job of this app: answering what the first readers of new figures will ask."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.jobs.kinds import Progress, job_kind
from clearway.site.performance import figures
from clearway.site.places.preparing import is_prepared, prepare

AT_A_GLANCE = "measures at a glance"
LOOKED_EVERY = timedelta(seconds=15)

_offered: set[tuple[int, date]] = set()


def is_due() -> bool:
    """Whether figures are shown that were not prepared today. Once for each version and day: what failed stays so."""
    today = timezone.localdate()
    try:
        offer = figures.version().number, today
        is_new = offer not in _offered and not is_prepared(today)
    except Refused:
        return False
    _offered.add(offer)
    return is_new


@job_kind(AT_A_GLANCE, is_idempotent=True, title="Preparing measures", every=LOOKED_EVERY, is_due=is_due)
def answer_at_a_glance(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Answer and keep, until other work waits or the worker is told to stop: then this is offered again.

    Returns whether all is answered.
    """
    del arguments

    def go_on(done: int, total: int) -> bool:
        progress.report(done=done, total=total, unit="measures")
        return not progress.gives_way()

    is_done = prepare(timezone.localdate(), go_on)
    if not is_done:
        _offered.clear()
    return {"done": is_done}
