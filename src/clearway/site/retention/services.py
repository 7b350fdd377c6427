"""Holding a file back, letting it go again, and purging: each is one change, audited inside its transaction."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clearway.pipeline import tombstones
from clearway.pipeline.tombstones import Tombstone, Total
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership
from clearway.site.retention.models import LegalHold
from clearway.site.retention.permissions import check_may_manage_retention
from clearway.site.submissions.models import DataSet, Submission, SubmissionState
from clearway.site.submissions.services import LONGEST_REASON, all_submissions, plain
from clearway.store.analytical import current_version, open_read_only
from clearway.store.folder import StoreFolder
from clearway.store.writing import PATIENCE_SECONDS, writer_lock

WITHOUT_EXAMPLE = "The example went with the file."
"""What stands in place of the words of a finding, which may tell a row and the value of a cell."""


def place_hold(*, by: Membership, submission: Submission, reason: str) -> LegalHold:
    """Hold a file back from purging until the hold is released. Raises PermissionDenied or Refused."""
    check_may_manage_retention(by)
    _check_reason(reason)
    with transaction.atomic():
        submission = Submission.unscoped.select_for_update().get(pk=submission.pk)
        if submission.state == SubmissionState.PURGED:
            raise Refused(f"{submission.pk} was purged already.", "There is nothing left to hold.", code="PURGED")
        if LegalHold.unscoped.filter(submission=submission, released_at=None).exists():
            raise Refused(f"{submission.pk} is held back already.", "Nothing is to be done.", code="HELD-ALREADY")
        hold = LegalHold.unscoped.create(
            submission=submission, reason=reason.strip(), placed_by=by.person.email, placed_at=timezone.now()
        )
        audit.record(event="legal hold placed", by=by, subject=submission, reason=hold.reason)
    return hold


def release_hold(*, by: Membership, submission: Submission, reason: str) -> LegalHold:
    """Release the hold on a file: its own period applies again. Raises PermissionDenied or Refused."""
    check_may_manage_retention(by)
    _check_reason(reason)
    with transaction.atomic():
        hold = LegalHold.unscoped.select_for_update().filter(submission=submission, released_at=None).first()
        if hold is None:
            raise Refused(f"{submission.pk} is not held back.", "Nothing is to be done.", code="NOT-HELD")
        hold.released_by, hold.released_at = by.person.email, timezone.now()
        hold.release_reason = reason.strip()
        hold.save(update_fields=["released_by", "released_at", "release_reason"])
        audit.record(event="legal hold released", by=by, subject=submission, reason=hold.release_reason)
    return hold


def purge_submission(
    *, by: Membership, submission: Submission, because: str, store: StoreFolder, patience: float = PATIENCE_SECONDS
) -> Tombstone:
    """Remove the person-level content of a file for good, and leave a tombstone.

    The figures computed from it go with the next publish, which the caller asks for. Killed midway, it is finished or
    undone at the next start. Raises PermissionDenied, or Refused for a file that is held, purged or nobody's records.
    """
    check_may_manage_retention(by)
    _check_reason(because)
    with writer_lock(store.path, patience=patience):
        tombstones.finish(store, all_submissions())
        check_may_be_purged(submission)
        at = timezone.now()
        totals = _last_published(store, submission)
        stone = tombstones.make_tombstone(store, plain(submission), because=because.strip(), at=at, totals=totals)
        tombstones.lay(store, stone)
        try:
            with transaction.atomic():
                _decide(by, submission, stone)
        except BaseException:
            tombstones.finish(store, all_submissions())
            raise
        tombstones.clear(store, submission.pk)
    return stone


def check_may_be_purged(submission: Submission) -> None:
    """Refuse, in words, what cannot be purged: published figures, what is held back, what is gone already."""
    if submission.data_set != DataSet.WAITING_TIME_RECORDS:
        raise Refused(
            f"{submission.pk} holds published figures, and nobody's records.",
            "There is nothing person-level in it to purge.",
            code="NOTHING-PERSON-LEVEL",
        )
    current = Submission.unscoped.get(pk=submission.pk)
    if current.state in (SubmissionState.PURGED, SubmissionState.REFUSED):
        raise Refused(f"{submission.pk} holds nothing any more.", "Nothing is to be done.", code="PURGED")
    hold = LegalHold.unscoped.filter(submission=submission, released_at=None).first()
    if hold:
        raise Refused(
            f"{submission.pk} is held back since {timezone.localtime(hold.placed_at).date()}: {hold.reason}",
            "Release the hold first: clearway retention release.",
            code="HELD",
        )


def finish_broken_off(store: StoreFolder) -> tuple[str, ...]:
    """Finish or undo purges that were killed midway; called when a store is opened for work."""
    with writer_lock(store.path):
        return tombstones.finish(store, all_submissions())


def site_store() -> StoreFolder:
    """The store that this site serves. Refused when it serves none."""
    if settings.STORE is None:
        raise Refused("This site has no store.", "Start it with `clearway run --store DIR`.", code="STORE-ABSENT")
    return settings.STORE


def _decide(by: Membership, submission: Submission, stone: Tombstone) -> None:
    """The commit of a purge: the row and the trail."""
    row = Submission.unscoped.select_for_update().get(pk=submission.pk)
    check_may_be_purged(row)
    before = row.state
    row.state, row.purged_at = SubmissionState.PURGED, timezone.now()
    if before == SubmissionState.HELD:
        row.decision_reason = stone.because[
            :LONGEST_REASON
        ]  # it never counted, and nobody will say any more that it does
    row.findings = [{**one, "message": WITHOUT_EXAMPLE, "first_row": None} for one in row.findings]
    row.save(update_fields=["state", "purged_at", "decision_reason", "findings"])
    audit.record(
        event="submission purged",
        by=by,
        subject=row,
        reason=stone.because,
        before={"state": before},
        after={"state": row.state, "sha256": row.sha256, "files": len(stone.checksums)},
    )


def _last_published(store: StoreFolder, submission: Submission) -> tuple[Total, ...]:
    version = current_version(store.analytical)
    if version is None:
        return ()
    figures = open_read_only(store.analytical / version.file)
    try:
        return tombstones.last_published(figures, submission.pk)
    finally:
        figures.close()


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("A reason is needed.", "Say why; it is kept in the audit trail.", code="REASON-MISSING")
