"""Until when each file is kept, by the periods of this store, and what is due to be purged."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from clearway.site.retention.models import LegalHold
from clearway.site.submissions.models import Submission, SubmissionState
from clearway.standards.retention import FILE, Retention, load_retention
from clearway.store.folder import StoreFolder

NOTHING_LEFT = (SubmissionState.PURGED, SubmissionState.REFUSED)


@dataclass(frozen=True, slots=True)
class Keeping:
    """One file that is still kept: its last day (None: no end), and the hold on it (None: not held)."""

    submission: Submission
    until: date | None
    hold: LegalHold | None

    def is_due(self, today: date) -> bool:
        """Whether its period is over and nothing holds it back."""
        return self.until is not None and self.until < today and self.hold is None


def periods_of(store: StoreFolder | None) -> Retention:
    """The periods of a store: ours, and its own file where it has one."""
    return load_retention(store.path / FILE if store else None)


def keepings(submissions: list[Submission], periods: Retention, today: date) -> list[Keeping]:
    """Each file that is still kept, the one that is due first at the top; those without an end come last."""
    held = {
        hold.submission.pk: hold for hold in LegalHold.unscoped.filter(released_at=None).select_related("submission")
    }
    kept = [
        Keeping(
            one,
            periods.kept_until(one.data_set, timezone.localtime(one.received_at).date(), today),
            held.get(one.pk),
        )
        for one in submissions
        if one.state not in NOTHING_LEFT
    ]
    return sorted(kept, key=lambda one: (one.until or date.max, one.submission.pk))
