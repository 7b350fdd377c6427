"""The gate: every file that names people is asked for, agreed to where the policy says so, and taken here.

Purpose, opt-out decision and who agreed are kept with a number; the number stands in the file (`watermark`).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.exports import limits
from clearway.site.exports.models import LONGEST_ABOUT, LONGEST_REASON, LONGEST_SAID, Export, ExportState
from clearway.site.exports.overseers import tell_overseers
from clearway.site.exports.permissions import check_may_decide
from clearway.site.exports.policies import policy_today
from clearway.site.notifications.models import NoticeKind
from clearway.site.notifications.services import notify
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.standards.exports import flow_of
from clearway.standards.governance.flows import Decision

ASKED, AGREED, DECLINED, TAKEN = (
    "file that names people asked for",
    "file that names people agreed to",
    "file that names people declined",
    "file that names people taken",
)
SHORTEST_REASON = 10
WHOLE_FILES = ("person", "as_received")
"""Kinds that count as one file against the daily limits, however many rows they have: each has its own safeguard."""
WAITS, LAPSED = "EXPORT-WAITS", "EXPORT-LAPSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to take: which kind, whose rows, what is in it in words, and the question that makes it.

    `purpose` is a data flow; empty for the only one that the kind has. `is_own`: they brought these very rows.
    """

    kind: str
    owner_code: str
    about: str
    asked: str = ""
    purpose: str = ""
    reason: str = ""
    is_own: bool = False


def ask(*, by: Membership, wish: Wish) -> Export:
    """Keep that somebody wants a file. It can be taken at once, or waits for a second person, who is told.

    Refused for a purpose that the kind of file does not have, and without a reason where one is asked.
    """
    policy = policy_today()
    kind = policy.kinds[wish.kind]
    purpose = wish.purpose or (kind.purposes[0] if len(kind.purposes) == 1 else "")
    if purpose not in kind.purposes:
        raise Refused("Say what the file is for.", "Choose one of the purposes.", code="PURPOSE-MISSING")
    flow = flow_of(purpose)
    waits = policy.asks_second_person(wish.kind, flow, is_own=wish.is_own)
    reason = " ".join(wish.reason.split())[:LONGEST_REASON]
    if (waits or kind.asks_reason) and not wish.is_own and len(reason) < SHORTEST_REASON:
        raise Refused(
            "Say why it is taken.",
            f"A few words are enough (at least {SHORTEST_REASON} letters); they are kept with your name.",
            code="REASON-SHORT",
        )
    with transaction.atomic():
        export = Export.unscoped.create(
            kind=wish.kind,
            state=ExportState.WAITING if waits else ExportState.APPROVED,
            person=by.person,
            role=by.role,
            organisation_code=by.organisation.code,
            owner_code=wish.owner_code[:20],
            about=wish.about[:LONGEST_ABOUT],
            asked=wish.asked[:LONGEST_ABOUT],
            purpose=purpose,
            purpose_words=flow.purpose[:LONGEST_SAID],
            legal_basis=_with_standing(flow.legal_basis),
            opt_out=flow.opt_out,
            opt_out_because=_with_standing(flow.opt_out_because),
            reason=reason,
            asked_at=timezone.now(),
            asks_opt_out=policy.asks_opt_out(flow),
        )
        if waits:
            audit.record(event=ASKED, by=by, subject=export, reason=reason, after=_told(export))
            tell_overseers(
                organisation_code=by.organisation.code,
                words=f"{by.person.name} asks for a file that names people: {kind.title.lower()}.",
                to_do="See what it is for, and agree or decline.",
                link=reverse("exports:export", args=[export.pk]),
                mark=f"export {export.pk} waits",
                apart_from=by.person.email,
            )
    return export


def decide(*, by: Membership, export: Export, agrees: bool, reason: str) -> Export:
    """Agree to an export that waits, or decline it; who asked is told. Declining needs a reason.

    Raises PermissionDenied for one's own, and Refused for one that does not wait.
    """
    check_may_decide(by, export)
    why = " ".join(reason.split())[:LONGEST_REASON]
    if not agrees and len(why) < SHORTEST_REASON:
        raise Refused("Say why it is declined.", "A few words are enough.", code="REASON-SHORT")
    with transaction.atomic():
        held = locked(Export.objects.for_membership(by).filter(pk=export.pk)).get()
        if held.state != ExportState.WAITING:
            raise Refused(
                f"This export no longer waits: {held.get_state_display().lower()}.",
                "Nothing is to be done.",
                code="EXPORT-DECIDED",
            )
        held.state = ExportState.APPROVED if agrees else ExportState.DECLINED
        held.decided_by, held.decided_at, held.decision_reason = by.person.email, timezone.now(), why
        held.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
        audit.record(event=AGREED if agrees else DECLINED, by=by, subject=held, reason=why, after=_told(held))
        notify(
            [held.person],
            organisation_code=held.organisation_code,
            kind=NoticeKind.EXPORT,
            words=f"{by.person.name} {'agreed to' if agrees else 'declined'} the file that you asked for.",
            to_do=f"Take it within {policy_today().approval_days} days." if agrees else "Read why.",
            mark=f"export {held.pk} decided",
            link=reverse("exports:export", args=[held.pk]),
        )
    return held


def check_can_be_taken(by: Membership, export: Export) -> None:
    """Refuse an export that is not the person's own, waits, was declined or taken, or was agreed to too long ago."""
    if export.person_id != by.person_id or export.organisation_code != by.organisation.code:
        raise Refused("Only whoever asked for a file takes it.", "Ask for one of your own.", code="EXPORT-OTHERS")
    if export.state == ExportState.WAITING:
        raise Refused(
            f"Export {export.pk} waits for a second person to agree.",
            "An information governance lead or an administrator has been told. Come back when they have agreed.",
            code=WAITS,
        )
    if export.state != ExportState.APPROVED:
        raise Refused(
            f"Export {export.pk} was {export.get_state_display().lower()}: a file is taken once.",
            "Ask again.",
            code="EXPORT-OVER",
        )
    days = policy_today().approval_days
    if timezone.now() - (export.decided_at or export.asked_at) > timedelta(days=days):
        raise Refused(f"What was agreed to is taken within {days} days.", "Ask again.", code=LAPSED)


def take(*, by: Membership, export: Export, rows: int, left_out: int | None = None) -> Export:
    """Keep that a file with so many rows is taken now; its number then stands in the file (`watermark`).

    Counts it against the daily limits first. Raises Refused as `check_can_be_taken` and LimitReached.
    """
    check_can_be_taken(by, export)
    if export.asks_opt_out and left_out is None:
        raise Refused("The opt-out step was not done.", "Give the list of the national service.", code="OPT-OUT-STEP")
    limits.take_away(by, rows=0 if export.kind in WHOLE_FILES else rows)
    with transaction.atomic():
        held = locked(Export.objects.for_membership(by).filter(pk=export.pk)).get()
        check_can_be_taken(by, held)
        held.state, held.taken_at, held.rows, held.left_out = ExportState.TAKEN, timezone.now(), rows, left_out
        held.save(update_fields=["state", "taken_at", "rows", "left_out"])
        audit.record(
            event=TAKEN, by=by, subject=held, reason=held.reason,
            after={**_told(held), "rows": rows, "left_out_by_opt_out": left_out},
        )  # fmt: skip
    return held


def take_at_once(*, by: Membership, wish: Wish, rows: int) -> Export:
    """Ask for a file and take it in one go: for kinds where nobody else has to agree."""
    return take(by=by, export=ask(by=by, wish=wish), rows=rows)


def asked_before(by: Membership, wish: Wish) -> Export | None:
    """An export of the same that this person asked for and can still take, or that still waits; None without one."""
    since = timezone.now() - timedelta(days=policy_today().approval_days)
    can_be_taken = Q(state=ExportState.APPROVED) & (Q(decided_at__gte=since) | Q(decided_at=None, asked_at__gte=since))
    own = Export.objects.for_membership(by).filter(person=by.person, organisation_code=by.organisation.code)
    open_ones = own.filter(Q(state=ExportState.WAITING) | can_be_taken, kind=wish.kind, asked=wish.asked)
    return open_ones.order_by("-pk").first()


def _with_standing(decision: Decision) -> str:
    """What was decided of a flow, and how sure that is."""
    return f"{decision.words} ({decision.standing})"[:LONGEST_SAID]


def _told(export: Export) -> dict[str, object]:
    return {
        "kind": export.kind,
        "of": export.owner_code,
        "purpose": export.purpose,
        "opt_out": export.opt_out,
        "about": export.about,
    }
