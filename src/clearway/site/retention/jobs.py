"""Jobs of this app: figures anew after a purge, and purges that were broken off."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from clearway.site.jobs.kinds import FIGURES, Progress, job_kind
from clearway.site.notifications.services import purge_notices
from clearway.site.organisations.models import Membership
from clearway.site.retention.figures import publish_without_purged
from clearway.site.retention.periods import periods_of
from clearway.site.retention.services import finish_broken_off, site_store
from clearway.site.submissions.manifest import OperationalManifest
from clearway.standards.retention import NOTICES

PUBLISH_AFTER_PURGE = "publish after a purge"
FINISH_PURGES = "finish purges that were broken off"
PURGE_NOTICES = "purge notices past their period"


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


@job_kind(PURGE_NOTICES, is_idempotent=True, title="Removing notices past their period", every=timedelta(days=1))
def purge_old_notices(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Remove notices whose time is over, by the period of this store. Done again, there are none left to remove."""
    today = timezone.localdate()
    first_kept = periods_of(settings.STORE).first_kept(NOTICES, today)
    if first_kept is None:
        return {"removed": 0}
    before = timezone.make_aware(datetime.combine(first_kept, time.min))
    return {"removed": purge_notices(before=before), "given_before": first_kept.isoformat()}
