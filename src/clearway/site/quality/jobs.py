"""The job of quality: bringing the figures up to date after a person has decided that a held file counts."""

from collections.abc import Mapping
from typing import Any

from clearway.records.findings import Refused
from clearway.site.jobs.kinds import FIGURES, Progress, job_kind
from clearway.site.organisations.models import Membership
from clearway.site.submissions.manifest import OperationalManifest
from clearway.site.tracking import holdings

PUBLISH = "publish figures"


@job_kind(
    PUBLISH,
    is_idempotent=True,
    title="Bringing the figures up to date",
    writes=FIGURES,
    came_of=lambda result: result.get("refused", ""),
)
def publish_figures(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Publish what is live. Doing it again leaves the same figures. Returns the snapshot."""
    from clearway.pipeline.publish import publish
    from clearway.standards import load_rule_book
    from clearway.standards.organisations import organisations_in

    by = Membership.objects.get(pk=arguments["membership"])
    try:
        published = publish(
            store=holdings.store(),
            manifest=OperationalManifest(by),
            rules=load_rule_book(),
            organisations=organisations_in(holdings.store().policies),
            progress=lambda words, done, total: progress.report(done=done, total=total, unit=words[:40]),
        )
    except Refused as refusal:
        return {"refused": f"{refusal.reason} {refusal.mend}"}
    return {"snapshot": published.snapshot}
