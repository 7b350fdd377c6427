"""Reading a document into proposals, and answering one: each checked, written and audited in one transaction."""

import hashlib

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from clearway.planning.documents.opening import open_document
from clearway.planning.documents.reader import Answer, Proposal, read_commitments
from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.attachments import folder
from clearway.site.attachments.services import scan
from clearway.site.audit import services as audit
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Activity, Deliverable
from clearway.site.plan.models import Plan as PlanRow
from clearway.site.plan.rows import plan_in_rows
from clearway.site.plan.services.loading import keep_version
from clearway.site.sending.receiving import label_of
from clearway.site.strategies.becoming import place_in_words, rest_of
from clearway.site.strategies.models import LONGEST_NAME, ProposedCommitment, ReadDocument
from clearway.site.strategies.permissions import check_may_answer
from clearway.store.folder import StoreFolder

MOST_BYTES = 2_500_000
LONGEST_WORDING = 2_000


def read_document(*, by: Membership, name: str, content: bytes, store: StoreFolder) -> ReadDocument:
    """Read a document into proposals. Its bytes are scanned where there is a scanner, read, and let go.

    Raises PermissionDenied, or Refused for what is too large, infected, no document, or was read before.
    """
    check_may_answer(by)
    if not content or len(content) > MOST_BYTES:
        raise not_taken(len(content))
    sha256 = hashlib.sha256(content).hexdigest()
    if ReadDocument.objects.filter(sha256=sha256).exists():
        raise Refused("This document was read before.", "Find it in the list below.", code="DOCUMENT-AGAIN")
    label = label_of(name)[-LONGEST_NAME:]
    with folder.arriving(store, content) as path:
        scan(path, by=by, subject=("strategy document", label), sha256=sha256)
        document = open_document(path, label, scratch=store.path)
    proposals = read_commitments(document)
    with transaction.atomic():
        row = ReadDocument.objects.create(
            name=label,
            kind=document.kind,
            byte_count=len(content),
            sha256=sha256,
            read_at=timezone.now(),
            read_by=by.person.name,
        )
        ProposedCommitment.objects.bulk_create(_row(row, number, one) for number, one in enumerate(proposals, start=1))
        audit.record(event="strategy read", by=by, subject=row, after={"sha256": sha256, "proposals": len(proposals)})
    return row


def not_taken(byte_count: int) -> Refused:
    """The refusal of a file that is empty or too large for a page."""
    most = f"{MOST_BYTES / 1_000_000:g} MB"
    words = "The file is empty." if not byte_count else f"The file is larger than {most}."
    mend = f"Choose a file of at most {most}; save a larger one without its pictures. Nothing was kept."
    return Refused(words, mend, code="DOCUMENT-SIZE")


def confirm(
    *, by: Membership, proposal: ProposedCommitment, deliverable: Deliverable, wording: str
) -> ProposedCommitment:
    """Confirm a proposal, in its own words or in others: it becomes a draft activity of a deliverable.

    The plan gets a new version. Raises PermissionDenied, or Refused without words or when somebody answered meanwhile.
    """
    check_may_answer(by)
    words = checked_words(wording, what="The action", longest=LONGEST_WORDING)
    with transaction.atomic():
        plan = locked(PlanRow.objects.filter(pk=deliverable.plan_id)).get()
        held = _unanswered(proposal)
        answer = Answer.CONFIRMED if words == held.action else Answer.CHANGED
        activity = _draft(held, deliverable, words)
        _answer(held, by, answer, words, activity)
        plan.version += 1
        plan.save(update_fields=["version"])
        reason = f"Confirmed from {held.document.name}, {place_in_words(held)}"
        changed = [f"{activity.code} added to {deliverable.code}: {words}"]
        keep_version(plan, plan_in_rows(plan), by=by, reason=reason, changed=changed)
        audit.record(
            event=f"proposal {answer}", by=by, subject=held, after={"plan": plan.code, "activity": activity.code}
        )
    return held


def reject(*, by: Membership, proposal: ProposedCommitment) -> ProposedCommitment:
    """Reject a proposal. Raises PermissionDenied, or Refused when somebody answered meanwhile."""
    check_may_answer(by)
    with transaction.atomic():
        held = _unanswered(proposal)
        _answer(held, by, Answer.REJECTED, "", None)
        audit.record(event="proposal rejected", by=by, subject=held)
    return held


def _unanswered(proposal: ProposedCommitment) -> ProposedCommitment:
    held = locked(ProposedCommitment.objects.filter(pk=proposal.pk)).get()
    if held.answer:
        words = f"{held.answered_by} answered this proposal already: {held.answer}."
        raise Refused(words, "Nothing was changed. Go on with the next one.", code="PROPOSAL-ANSWERED")
    return held


def _answer(held: ProposedCommitment, by: Membership, answer: Answer, wording: str, activity: Activity | None) -> None:
    held.answer, held.wording, held.activity = answer, wording, activity
    held.answered_at, held.answered_by = timezone.now(), by.person.name
    held.save(update_fields=["answer", "wording", "activity", "answered_at", "answered_by"])


def _draft(held: ProposedCommitment, deliverable: Deliverable, words: str) -> Activity:
    last = deliverable.activities.aggregate(last=Max("position"))["last"]
    return Activity.objects.create(
        deliverable=deliverable,
        code=f"READ{held.document_id}.{held.number}",
        position=0 if last is None else last + 1,
        text=words,
        rest=rest_of(held),
    )


def _row(document: ReadDocument, number: int, one: Proposal) -> ProposedCommitment:
    return ProposedCommitment(
        document=document,
        number=number,
        action=one.action,
        owners=list(one.owners),
        dates=[{"value": date.value, "printed": date.printed} for date in one.dates],
        targets=[f"{target.value:g} {target.unit}" for target in one.targets],
        recommendations=list(one.recommendations),
        sentence=one.sentence,
        lead=one.lead,
        because=one.because,
        page=one.place.page,
        line=one.place.line,
        start=one.place.start,
        end=one.place.end,
    )
