"""Conflicts of identity: who sees which, who is told the numbers, and what a person found."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clearway.pipeline.quality.identity import Conflict, read_conflicts
from clearway.pipeline.quality.ledger import ledger_folder
from clearway.pipeline.staging import identifiers_of
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.refusals import record_refusal
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.quality.models import Finding, IdentityDecision
from clearway.site.quality.permissions import check_may_see_items, owns
from clearway.site.quality.services import NotShown
from clearway.site.submissions.models import Submission
from clearway.site.tracking import holdings

SUBJECT = "conflict of identity"
SHORTEST_REASON, LONGEST_REASON, MOST_ROWS = 10, 500, 200


@dataclass(frozen=True, slots=True)
class NamedRow:
    """One row of a conflict as the owner's register knows it."""

    file_name: str
    version: int
    record_id: str
    pathway_id: str
    nhs_number: str


def conflicts(*, by: Membership) -> list[Conflict]:
    """The conflicts in files of senders that a membership sees: its own, or every one for roles of the alliance."""
    if settings.STORE is None:
        return []
    every = read_conflicts(ledger_folder(settings.STORE))
    if by.may(Permission.SEE_WHOLE_ALLIANCE):
        return every
    return [one for one in every if by.organisation.code in one.organisations]


def one_conflict(*, by: Membership, key: str, request_id: str) -> Conflict:
    """One conflict. Raises PermissionDenied for roles without single records, and NotShown; another's is recorded."""
    check_may_see_items(by)
    found = next((one for one in conflicts(by=by) if one.key == key), None)
    if found is None:
        if any(one.key == key for one in read_conflicts(ledger_folder(holdings.store()))):
            record_refusal(by=by, subject=(SUBJECT, key), screen="data/quality/identity", request_id=request_id)
        raise NotShown(key)
    audit.note(event="conflict of identity viewed", by=by, subject=(SUBJECT, key), after={"request": request_id})
    return found


def can_see_numbers(by: Membership, found: Conflict) -> bool:
    """Whether this membership may be told the numbers: staff of a trust that sent one of the records."""
    return any(owns(by, code) for code in found.organisations)


def reveal_numbers(*, by: Membership, found: Conflict, reason: str, request_id: str) -> list[NamedRow]:
    """The rows of a conflict in the files of one's own trust, with their numbers; the reason is kept on the trail.

    Rows that another trust sent stay with that trust. Raises NotShown and Refused.
    """
    said = _said(reason)
    if not can_see_numbers(by, found):
        raise NotShown(found.key)
    seen = Submission.objects.for_membership(by).filter(
        pk__in=found.submissions, organisation_code=by.organisation.code
    )
    rows = [row for one in seen.order_by("received_at") for row in _rows(one, found)][:MOST_ROWS]
    with transaction.atomic():
        audit.record(
            event="numbers of a conflict revealed",
            by=by,
            subject=(SUBJECT, found.key),
            reason=said,
            after={"request": request_id, "rows": len(rows)},
        )
    return rows


def decide(*, by: Membership, found: Conflict, finding: str, reason: str) -> IdentityDecision:
    """Keep what a person found. No record is changed or merged: that is done in the sender's register.

    Raises NotShown for who may not see the numbers, and Refused without a finding or a reason.
    """
    if not can_see_numbers(by, found):
        raise NotShown(found.key)
    if finding not in Finding.values:
        raise Refused("Say what you found.", "Choose one of the four.", code="FINDING_MISSING")
    said = _said(reason)
    with transaction.atomic():
        decision = IdentityDecision.objects.create(
            conflict=found.key, kind=found.kind, finding=finding, reason=said, decided_by=by.person.email,
            organisation_code=by.organisation.code, decided_at=timezone.now(),
        )  # fmt: skip
        audit.record(
            event="conflict of identity looked into", by=by, subject=(SUBJECT, found.key), reason=said,
            after={"finding": finding, "kind": found.kind},
        )  # fmt: skip
    return decision


def decisions_on(keys: Sequence[str]) -> dict[str, list[IdentityDecision]]:
    """What was found on some conflicts, the newest first."""
    found: dict[str, list[IdentityDecision]] = {}
    for one in IdentityDecision.objects.filter(conflict__in=list(keys)):
        found.setdefault(one.conflict, []).append(one)
    return found


def _rows(submission: Submission, found: Conflict) -> list[NamedRow]:
    path = identifiers_of(holdings.store(), submission.pk)
    if not path.exists():
        return []
    held = pq.read_table(path, columns=["record_id", "pathway_id", "nhs_number", "person", "pathway"])
    wanted = pc.is_in(held["person"], value_set=pa.array(found.people))
    if found.pathway:
        wanted = pc.and_(wanted, pc.fill_null(pc.equal(held["pathway"], found.pathway), False))
    return [
        NamedRow(
            submission.file_name, submission.version, row["record_id"] or "", row["pathway_id"] or "",
            row["nhs_number"] or "",
        )
        for row in held.filter(wanted).slice(0, MOST_ROWS).to_pylist()
    ]  # fmt: skip


def _said(reason: str) -> str:
    said = " ".join(reason.split())[:LONGEST_REASON]
    if len(said) < SHORTEST_REASON:
        raise Refused("Say why.", f"A few words are enough (at least {SHORTEST_REASON} letters).", code="REASON_SHORT")
    return said
