"""Receiving a file: one row of the manifest, wholly or not at all, with what it replaces and who loaded it.

The files themselves lie in the store folder already when these functions are called. A load becomes visible with
the commit here and not before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership
from clearway.site.submissions.models import DataSet, Release, Submission, SubmissionState
from clearway.site.submissions.permissions import check_may_load


@dataclass(frozen=True, slots=True)
class Received:
    """What a received file is, before it is known whether it counts. Months are `YYYY-MM`, or empty for none."""

    id: str
    source: str
    data_set: DataSet
    organisation_code: str
    first_month: str
    last_month: str
    release: Release
    sha256: str
    file_name: str
    received_at: datetime
    accepted: int
    rejected: int
    findings: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What became of a file: its row, and whether the same bytes were live already (then nothing was changed)."""

    submission: Submission
    is_duplicate: bool


@dataclass(frozen=True, slots=True)
class LiveSubmission:
    """One row of the manifest as plain values, for the core."""

    id: str
    source: str
    data_set: str
    organisation_code: str
    first_month: str
    last_month: str
    release: str
    version: int
    sha256: str
    received_at: datetime


def live_with_bytes(sha256: str) -> Submission | None:
    """The live submission that holds exactly these bytes, so that a file need not be read twice to find out."""
    return Submission.unscoped.filter(sha256=sha256, state=SubmissionState.LIVE).first()


def accept_submission(*, by: Membership, received: Received, forced_reason: str = "") -> Acceptance:
    """Make a received file live in place of the one it replaces.

    The same bytes again change nothing. A file older than what is live (bytes that were superseded before, or a
    provisional file once the final one is in) is Refused unless `forced_reason` says why. Raises PermissionDenied
    unless `by` may load for the organisation.
    """
    check_may_load(by, received.organisation_code)
    with transaction.atomic():
        if same := live_with_bytes(received.sha256):
            return Acceptance(same, is_duplicate=True)
        if not forced_reason:
            _refuse_older(received)
        replaced = _same_period(received).filter(release=received.release, state=SubmissionState.LIVE).first()
        if replaced:
            replaced.state = SubmissionState.SUPERSEDED
            replaced.save(update_fields=["state"])
        submission = _insert(received, by, state=SubmissionState.LIVE, supersedes=replaced, forced_reason=forced_reason)
        audit.record(
            event="submission accepted",
            by=by,
            subject=submission,
            reason=forced_reason,
            source=received.file_name,
            before={"live": replaced.pk, "version": replaced.version} if replaced else None,
            after={"live": submission.pk, "version": submission.version, "sha256": submission.sha256},
        )
    return Acceptance(submission, is_duplicate=False)


def refuse_submission(*, by: Membership, received: Received, reason: str) -> Submission:
    """Keep that a file came and was refused, so that its sender can see why. It never counts."""
    check_may_load(by, received.organisation_code)
    with transaction.atomic():
        submission = _insert(received, by, state=SubmissionState.REFUSED)
        audit.record(event="submission refused", by=by, subject=submission, reason=reason, source=received.file_name)
    return submission


def mark_purged(*, by: Membership, submission: Submission, reason: str) -> Submission:
    """Note that the person-level content of a submission was removed; checksum and counts stay."""
    check_may_load(by, submission.organisation_code)
    with transaction.atomic():
        before = submission.state
        submission.state = SubmissionState.PURGED
        submission.save(update_fields=["state"])
        audit.record(
            event="submission purged",
            by=by,
            subject=submission,
            reason=reason,
            before={"state": before},
            after={"state": submission.state},
        )
    return submission


def live_manifest() -> list[LiveSubmission]:
    """Every live submission as a plain row, oldest first: what an analytical version is built from."""
    rows = Submission.unscoped.filter(state=SubmissionState.LIVE).order_by("received_at", "pk")
    return [LiveSubmission(*values) for values in rows.values_list(*LiveSubmission.__dataclass_fields__)]


def _same_period(received: Received) -> Any:
    """All submissions of the same source, data set, organisation and months, of any release and state."""
    return Submission.unscoped.exclude(state=SubmissionState.REFUSED).filter(
        data_set=received.data_set,
        source=received.source,
        organisation_code=received.organisation_code,
        first_month=received.first_month,
        last_month=received.last_month,
    )


def _refuse_older(received: Received) -> None:
    """Refuse a file that would put an older state back."""
    earlier = _same_period(received)
    force = "If it must count all the same, load it again and give the reason with --force."
    if earlier.filter(sha256=received.sha256, state=SubmissionState.SUPERSEDED).exists():
        raise Refused(
            f"{received.file_name} was loaded before and has been replaced by a newer version since.",
            force,
            code="SUBMISSION-OLDER",
        )
    is_provisional = received.release == Release.PROVISIONAL
    is_records = received.data_set == DataSet.WAITING_TIME_RECORDS
    if is_provisional and is_records and earlier.filter(release=Release.FINAL, state=SubmissionState.LIVE).exists():
        raise Refused(
            f"{received.file_name} is provisional, but the final file for the same period is in already.",
            force,
            code="SUBMISSION-PROVISIONAL-AFTER-FINAL",
        )


def _insert(
    received: Received,
    by: Membership,
    *,
    state: SubmissionState,
    supersedes: Submission | None = None,
    forced_reason: str = "",
) -> Submission:
    versions: Iterable[int] = _same_period(received).filter(release=received.release).values_list("version", flat=True)
    return Submission.unscoped.create(
        id=received.id,
        source=received.source,
        data_set=received.data_set,
        organisation_code=received.organisation_code,
        first_month=received.first_month,
        last_month=received.last_month,
        release=received.release,
        version=max(versions, default=0) + 1,
        supersedes=supersedes,
        state=state,
        sha256=received.sha256,
        file_name=received.file_name,
        received_at=received.received_at,
        loaded_by=by.person.email,
        accepted=received.accepted,
        rejected=received.rejected,
        findings=[dict(finding) for finding in received.findings],
        forced_reason=forced_reason,
    )
