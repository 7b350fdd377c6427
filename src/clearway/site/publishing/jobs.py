"""The job of this app: making a publication."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from clearway.site.jobs.kinds import Progress, job_kind
from clearway.site.publishing.services.making import make_now

MAKE_RELEASE = "publication"
UNIT_LENGTH = 40


@job_kind(
    MAKE_RELEASE,
    is_idempotent=True,
    title="Making a publication",
    leads_to=lambda arguments: reverse("publishing:release", args=[arguments["release"]]),
)
def make_release(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Make a release and check it. Returns how many files it has and how many checks failed."""

    def report(done: int, total: int, unit: str) -> None:
        progress.report(done=done, total=total, unit=unit[:UNIT_LENGTH])

    release = make_now(arguments["release"], arguments["round"], report)
    return {"files": release.files.count(), "failed": sum(one["outcome"] == "failed" for one in release.checks)}
