"""Admitting a file that was read and staged: its row of the manifest and its audit event, in one transaction.

Where it stands (its version, what it replaces, whether it is refused) is the loader's rule, `pipeline.manifest.place`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from django.db import transaction
from django.utils import timezone

from clearway.pipeline import manifest
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.operational.locks import one_writer
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Membership
from clearway.site.submissions.models import Submission, SubmissionState
from clearway.site.submissions.permissions import check_may_load

SHORTEST_REASON, LONGEST_REASON = 10, 500

Place = Callable[[manifest.Arrival, Sequence[manifest.Submission]], manifest.Placement]


def accept_submission(*, by: Membership, arrival: manifest.Arrival, place: Place) -> Submission:
    """Make an arrival live in place of the submission that it replaces; it becomes visible with this commit.

    One that is held back is written as held, and replaces nothing until a person has decided.

    Raises PermissionDenied unless `by` may load for the organisation, and whatever `place` raises (`AlreadyHeld`,
    `Refused`); then nothing is written.
    """
    check_may_load(by, arrival.organisation_code)
    with transaction.atomic():
        one_writer(arrival.data_set)
        placement = place(arrival, all_submissions())
        _refuse_two_places(arrival, placement)
        replaced = None if arrival.is_held_back else _superseded(placement)
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
            state=SubmissionState.HELD if arrival.is_held_back else SubmissionState.LIVE,
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
            event="submission held back" if arrival.is_held_back else "submission accepted",
            by=by,
            subject=submission,
            reason=arrival.forced_reason,
            source=arrival.file_name[:200],
            before={"live": replaced.pk, "version": replaced.version} if replaced else None,
            after={submission.state: submission.pk, "version": submission.version, "sha256": submission.sha256},
        )
    return submission


def accept_held(*, by: Membership, submission_id: str, reason: str) -> Submission:
    """Say that a file that was held back is right: it counts from now on, in place of what it replaces.

    Raises PermissionDenied, `Refused` (no reason, not held back, a later one counts), and Submission.DoesNotExist.
    Figures change with the next publishing.
    """
    reason = _said(reason)
    with transaction.atomic():
        held = _held_for(by, submission_id)
        one_writer(held.data_set)
        everything = all_submissions()
        waiting = next(one for one in everything if one.id == held.pk)
        placement = manifest.place_again(waiting, everything)
        _refuse_two_places(replace(waiting, is_held_back=False), placement)
        replaced = _superseded(placement)
        held.state, held.supersedes, held.live_from = SubmissionState.LIVE, replaced, timezone.now()
        held.decision_reason = reason
        held.save(update_fields=["state", "supersedes", "live_from", "decision_reason"])
        audit.record(
            event="held submission accepted",
            by=by,
            subject=held,
            reason=reason,
            source=held.file_name[:200],
            before={"state": "held", "live": replaced.pk if replaced else None},
            after={"state": "live", "live": held.pk, "version": held.version},
        )
    return held


def withdraw_held(*, by: Membership, submission_id: str, reason: str) -> Submission:
    """Say that a file that was held back is wrong: it is kept and never counts. Raises as `accept_held` does."""
    reason = _said(reason)
    with transaction.atomic():
        held = _held_for(by, submission_id)
        if held.state != SubmissionState.HELD:
            raise Refused(
                f"{held.file_name} is not held back: it is {held.state}.", "Nothing was changed.", code="NOT_HELD_BACK"
            )
        held.state, held.decision_reason = SubmissionState.WITHDRAWN, reason
        held.save(update_fields=["state", "decision_reason"])
        audit.record(
            event="held submission withdrawn",
            by=by,
            subject=held,
            reason=reason,
            source=held.file_name[:200],
            before={"state": "held"},
            after={"state": "withdrawn"},
        )
    return held


def _held_for(by: Membership, submission_id: str) -> Submission:
    """The submission that is to be decided on, locked; another organisation's is not there for this membership."""
    held = Submission.objects.for_membership(by).select_for_update().get(pk=submission_id)
    check_may_load(by, held.organisation_code)
    return held


@every_row("manifest")
def _refuse_two_places(arrival: manifest.Arrival, placement: manifest.Placement) -> None:
    """The same bytes never count twice: read anew, they cannot replace another file while their old reading counts."""
    counting = Submission.unscoped.filter(state=SubmissionState.LIVE, release=arrival.release, sha256=arrival.sha256)
    earlier = counting.exclude(pk=placement.supersedes).first()
    if earlier and not arrival.is_held_back:
        raise Refused(
            f"{arrival.file_name} counts already for {months_of(earlier)}, as another mapping profile read it. Now it "
            f"speaks of {months_of(arrival)}, for which another file counts.",
            f"Nothing was loaded. Send the right file of {months_of(earlier)} first, which takes the place of the "
            "earlier reading; then send this one again.",
            code="BYTES_COUNT_ELSEWHERE",
        )


def months_of(one: "manifest.Arrival | Submission") -> str:
    """`2025-03`, or `2025-01 to 2025-03`."""
    return one.first_month if one.first_month == one.last_month else f"{one.first_month} to {one.last_month}"


@every_row("manifest")
def _superseded(placement: manifest.Placement) -> Submission | None:
    replaced = Submission.unscoped.filter(pk=placement.supersedes).first() if placement.supersedes else None
    if replaced:
        replaced.state = SubmissionState.SUPERSEDED
        replaced.save(update_fields=["state"])
    return replaced


def _said(reason: str) -> str:
    """A reason that says something: it is kept with the name of the person for as long as the trail is."""
    said = " ".join(reason.split())[:LONGEST_REASON]
    if len(said) < SHORTEST_REASON:
        raise Refused("Say why.", f"A few words are enough (at least {SHORTEST_REASON} letters).", code="REASON_SHORT")
    return said


@every_row("manifest")
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
        is_held_back=row.state == SubmissionState.HELD,
        live_from=row.live_from,
        decision_reason=row.decision_reason,
    )
