"""Admitting a file that was read and staged: its row of the manifest and its audit event, in one transaction.

Where it stands (its version, what it replaces, whether it is refused) is the loader's rule, `pipeline.manifest.place`.
"""

from collections.abc import Callable, Sequence
from typing import cast

from django.db import transaction
from django.utils import timezone

from clearway.pipeline import manifest
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership
from clearway.site.submissions.models import Submission, SubmissionState
from clearway.site.submissions.permissions import check_may_load

Place = Callable[[manifest.Arrival, Sequence[manifest.Submission]], manifest.Placement]


def accept_submission(*, by: Membership, arrival: manifest.Arrival, place: Place) -> Submission:
    """Make an arrival live in place of the submission that it replaces; it becomes visible with this commit.

    Raises PermissionDenied unless `by` may load for the organisation, and whatever `place` raises (`AlreadyHeld`,
    `Refused`); then nothing is written.
    """
    check_may_load(by, arrival.organisation_code)
    with transaction.atomic():
        placement = place(arrival, all_submissions())
        replaced = Submission.unscoped.filter(pk=placement.supersedes).first() if placement.supersedes else None
        if replaced:
            replaced.state = SubmissionState.SUPERSEDED
            replaced.save(update_fields=["state"])
        submission = Submission.unscoped.create(
            id=arrival.id,
            source=arrival.source,
            data_set=arrival.data_set,
            organisation_code=arrival.organisation_code,
            first_month=arrival.first_month,
            last_month=arrival.last_month,
            release=arrival.release,
            version=placement.version,
            supersedes=replaced,
            state=SubmissionState.LIVE,
            sha256=arrival.sha256,
            file_name=arrival.file_name,
            received_at=timezone.now(),
            loaded_by=by.person.email,
            accepted=arrival.accepted,
            rejected=arrival.rejected,
            findings=[dict(finding) for finding in arrival.findings],
            forced_reason=arrival.forced_reason,
            profile=arrival.profile,
        )
        audit.record(
            event="submission accepted",
            by=by,
            subject=submission,
            reason=arrival.forced_reason,
            source=arrival.file_name[:200],
            before={"live": replaced.pk, "version": replaced.version} if replaced else None,
            after={"live": submission.pk, "version": submission.version, "sha256": submission.sha256},
        )
    return submission


def all_submissions() -> list[manifest.Submission]:
    """Every submission ever received as plain rows, oldest first."""
    return [plain(row) for row in Submission.unscoped.order_by("received_at", "pk")]


def plain(row: Submission) -> manifest.Submission:
    """A row of the manifest as plain values, for the core."""
    return manifest.Submission(
        id=row.id,
        source=row.source,
        data_set=cast(manifest.DataSet, row.data_set),
        organisation_code=row.organisation_code,
        first_month=row.first_month,
        last_month=row.last_month,
        release=row.release,
        sha256=row.sha256,
        file_name=row.file_name,
        accepted=row.accepted,
        rejected=row.rejected,
        findings=row.findings,
        forced_reason=row.forced_reason,
        version=row.version,
        supersedes=row.supersedes_id or "",
        state=cast(manifest.State, row.state),
        received_at=row.received_at,
        loaded_by=row.loaded_by,
        profile=row.profile,
        purged_at=row.purged_at,
    )
