"""Jobs of this app: figures anew after a purge, and purges that were broken off."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.urls import reverse

from clearway.site.jobs.kinds import FIGURES, Progress, job_kind
from clearway.site.organisations.models import Membership
from clearway.site.retention.figures import publish_without_purged
from clearway.site.retention.services import finish_broken_off, site_store
from clearway.site.submissions.manifest import OperationalManifest

PUBLISH_AFTER_PURGE = "publish after a purge"
FINISH_PURGES = "finish purges that were broken off"


@job_kind(
    PUBLISH_AFTER_PURGE,
    is_idempotent=True,
    title="Working out the figures without what was purged",
    writes=FIGURES,
    leads_to=lambda arguments: reverse("retention:retention"),
)
def publish_after_purge(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Build the figures without what was purged, and drop every earlier version that still held it."""
    by = Membership.objects.get(pk=arguments["membership"])
    return {"snapshot": publish_without_purged(site_store(), OperationalManifest(by))}


@job_kind(
    FINISH_PURGES,
    is_idempotent=True,
    title="Finishing purges that were broken off",
    writes=FIGURES,
    every=timedelta(days=1),
)
def finish_purges(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Finish or undo what a killed purge left."""
    return {"settled": list(finish_broken_off(site_store()))}
