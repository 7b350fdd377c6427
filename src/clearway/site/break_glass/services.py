"""Breaking the glass on one record, ending that early, and what its trust says of it: each one change, audited and told
within its own transaction."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.audit import services as audit
from clearway.site.audit.refusals import record_refusal
from clearway.site.break_glass.live import live_opening
from clearway.site.break_glass.models import LONGEST_REASON, Opening, OpeningRemark, RemarkKind
from clearway.site.break_glass.permissions import (
    check_may_break_glass,
    check_may_end,
    check_may_review,
    check_may_see_openings,
    did_it,
    sees_all_openings,
)
from clearway.site.break_glass.policies import policies, policy_today
from clearway.site.break_glass.telling import nothing_left_to_look_over, said_of, tell_holder, tell_whoever_broke
from clearway.site.operational.locks import locked, one_writer
from clearway.site.operational.scope import every_row, is_there
from clearway.site.organisations.models import Membership
from clearway.site.tracking import holdings
from clearway.site.tracking.services import PATHWAY, OpenedPathway, open_pathway
from clearway.site.tracking.sight import Ground

BROKEN, ENDED = "glass broken", "broken glass ended"
SUBJECT = Opening._meta.label_lower


class NotShown(LookupError):
    """There is no such opening, or it is not this membership's to see: a visitor is told the same."""


def openings_seen(by: Membership) -> QuerySet[Opening]:
    """The openings that a membership sees, the newest first: of its organisation's records and people, or its own
    alone. Raises PermissionDenied."""
    check_may_see_openings(by)
    rows = Opening.objects.for_membership(by).prefetch_related("remarks")
    return rows if sees_all_openings(by) else rows.filter(email=by.person.email)


def waiting_and_settled(by: Membership) -> tuple[QuerySet[Opening], QuerySet[Opening]]:
    """The openings that a membership sees: those that nobody has found in order yet, and the others."""
    newest = OpeningRemark.objects.for_membership(by).filter(opening=OuterRef("pk")).order_by("-at", "-pk")
    seen = openings_seen(by).annotate(newest=Subquery(newest.values("kind")[:1]))
    is_settled = Q(newest=RemarkKind.IN_ORDER)
    return seen.filter(Q(newest=None) | ~is_settled), seen.filter(is_settled)


def one_opening(*, by: Membership, number: int, request_id: str) -> Opening:
    """One opening. Raises PermissionDenied, and NotShown; that another's was asked for is on the trail."""
    found = openings_seen(by).filter(pk=number).first()
    if found is None:
        if is_there(Opening.unscoped.filter(pk=number)):
            record_refusal(by=by, subject=(SUBJECT, str(number)), screen="broken-glass", request_id=request_id)
        raise NotShown(number)
    return found


def can_be_broken(by: Membership, link: str, request_id: str) -> OpenedPathway:
    """The record on which somebody wants to break the glass. Raises PermissionDenied, what `open_pathway` raises, and
    Refused where they may be told who the person is anyway, or nobody knows any more."""
    check_may_break_glass(by)
    opened = open_pathway(by=by, link=link, request_id=request_id)
    if opened.sight.is_open and opened.sight.ground is not Ground.GLASS:
        raise Refused(
            "You may be told who this is without breaking any glass.",
            "Ask on the page of the pathway.",
            code="GLASS-NOT-NEEDED",
        )
    if holdings.identifiers_in(opened.held.submission_id, opened.held.ordinal) is None:
        raise Refused(
            "The identifiers of this record are no longer kept.",
            "Ask the trust that sent the record.",
            code="IDENTIFIERS-PURGED",
        )
    return opened


def break_glass(*, by: Membership, opened: OpenedPathway, kind: str, reason: str, request_id: str) -> Opening:
    """Let somebody see for a while who the person of one record is that they opened (`can_be_broken`).

    The trust whose record it is, is told at once. Broken already: that opening is returned, and no other is made.
    Refused without a kind of reason or enough words, and beyond the most of a day.
    """
    check_may_break_glass(by)
    policy, now, link = policy_today(), timezone.now(), opened.held.link
    if kind not in {one.key for one in policy.reasons}:
        raise Refused("Say what kind of reason it is.", "Choose one.", code="GLASS-KIND")
    said = checked_words(" ".join(reason.split()), what="The reason", longest=LONGEST_REASON)
    if len({word.casefold() for word in said.split()}) < policy.fewest_words:
        raise Refused(
            "The reason says too little.",
            f"Write at least {policy.fewest_words} different words: the trust reads them.",
            code="GLASS-REASON",
        )
    with transaction.atomic():
        one_writer(f"glass broken by {by.person_id}")
        held = live_opening(by, link)
        if held is not None:
            return held
        if _today(by, now) >= policy.most_a_day:
            raise Refused(
                f"You have broken the glass on {policy.most_a_day} records today, the most that a day has.",
                "Ask the trust whose record it is, or your information governance lead.",
                code="GLASS-A-DAY",
            )
        made = Opening.unscoped.create(
            link=link,
            membership=by,
            name=by.person.name,
            email=by.person.email,
            role=by.role,
            organisation_code=by.organisation.code,
            holder_code=opened.sight.holder,
            kind=kind,
            reason=said,
            opened_at=now,
            until=now + timedelta(minutes=policy.minutes),
        )
        because = f"{said_of(by)} broke the glass on a record of yours, and may see who the person is"
        made.told = tell_holder(made, because=because, step="broken")
        made.save(update_fields=["told"])
        audit.record(
            event=BROKEN,
            by=by,
            subject=(PATHWAY, link),
            reason=said,
            after={
                "request": request_id, "number": made.pk, "holder": made.holder_code, "kind": kind,
                "until": made.until, "told": made.told, "person": opened.held.person,
            },
        )  # fmt: skip
    return made


def end_sight(*, by: Membership, opening: Opening) -> Opening:
    """End an opening before its time. Raises PermissionDenied; Refused when it is over already."""
    check_may_end(by, opening)
    with transaction.atomic():
        held = _held(opening)
        if not held.is_live(timezone.now()):
            raise Refused("It is over already.", "Nothing is to be done.", code="GLASS-OVER")
        _end(by, held)
    return held


def review(*, by: Membership, opening: Opening, kind: str, words: str) -> OpeningRemark:
    """Say for the organisation whose record it is that an opening was in order, or question it.

    Questioning ends it where it still holds, and whoever broke the glass is asked to answer. Raises PermissionDenied;
    Refused for anything else to say, or a question without words.
    """
    check_may_review(by, opening)
    if kind not in (RemarkKind.IN_ORDER, RemarkKind.QUESTIONED):
        raise Refused("Say whether it was in order.", "Choose one of the two.", code="GLASS-REVIEW")
    is_question = kind == RemarkKind.QUESTIONED
    said = _said(words, what="The question") if is_question or words.strip() else ""
    with transaction.atomic():
        held = _held(opening)
        made = _remark(by, held, RemarkKind(kind), said)
        nothing_left_to_look_over(held)
        if is_question:
            if held.is_live(timezone.now()):
                _end(by, held)
            asked = f"{by.organisation.name} questions why you broke the glass on a record of theirs"
            tell_whoever_broke(held, because=asked, to_do="Answer on its page.", step=f"question {made.pk}")
    return made


def answer(*, by: Membership, opening: Opening, words: str) -> OpeningRemark:
    """Answer a question about an opening of one's own. Raises NotShown for anybody else; Refused without a question."""
    if not did_it(by, opening):
        raise NotShown(opening.pk)
    said = _said(words, what="The answer")
    with transaction.atomic():
        held = _held(opening)
        newest = held.remarks.last()
        if newest is None or newest.kind != RemarkKind.QUESTIONED:
            raise Refused("Nobody has asked anything that is not answered.", "Nothing is to be done.", code="GLASS-ASK")
        made = _remark(by, held, RemarkKind.ANSWERED, said)
        tell_holder(held, because=f"{said_of(by)} has answered your question", step=f"answer {made.pk}")
    return made


def reason_in_words(opening: Opening) -> str:
    """The kind of reason of an opening, in words."""
    return policies().reason(opening.kind)


def _held(opening: Opening) -> Opening:
    """The row as it is now, held until the change is made."""
    return locked(Opening.unscoped.filter(pk=opening.pk)).get()


def _end(by: Membership, held: Opening) -> None:
    held.ended_at, held.ended_by = timezone.now(), by.person.email
    held.save(update_fields=["ended_at", "ended_by"])
    audit.record(event=ENDED, by=by, subject=(PATHWAY, held.link), before={"until": held.until}, after=_after(held))


def _remark(by: Membership, held: Opening, kind: RemarkKind, words: str) -> OpeningRemark:
    made = OpeningRemark.unscoped.create(
        opening=held, kind=kind, words=words, name=by.person.name, organisation_code=by.organisation.code,
        at=timezone.now(),
    )  # fmt: skip
    event = f"broken glass {kind.label.lower()}"
    audit.record(event=event, by=by, subject=(PATHWAY, held.link), reason=words, after={"number": held.pk})
    return made


def _after(held: Opening) -> dict[str, object]:
    return {"number": held.pk, "ended": held.ended_at}


def _said(words: str, *, what: str) -> str:
    return checked_words(" ".join(words.split()), what=what, longest=LONGEST_REASON)


def _today(by: Membership, now: datetime) -> int:
    """How often somebody broke the glass today, in whatever role."""
    midnight = timezone.make_aware(datetime.combine(timezone.localtime(now).date(), time.min))
    with every_row("broken glass of a day"):
        return Opening.unscoped.filter(email=by.person.email, opened_at__gte=midnight).count()
