"""Looking at breaches and pathways. Each look is checked, scoped and put on the trail, or it does not happen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from clearway.measures.position import snapshot_of
from clearway.pathways.breaches import BreachList, BreachQuestion, choices, list_breaches, months_with_events
from clearway.pathways.held import (
    HeldRecord,
    answering_for,
    find_held,
    is_held,
    issuers,
    of_person,
    of_same_pathway,
    senders_within,
    starting_with,
)
from clearway.pathways.told import ToldPathway
from clearway.pipeline.pseudonyms import pathway_pseudonym, person_pseudonym
from clearway.records.findings import Refused
from clearway.site.agreements.cover import Wanted
from clearway.site.audit import services as audit
from clearway.site.audit.reading import newest_of
from clearway.site.audit.refusals import record_refusal
from clearway.site.exports import limits
from clearway.site.organisations.models import Membership
from clearway.site.standards import books
from clearway.site.tracking import holdings
from clearway.site.tracking.asked import Asked
from clearway.site.tracking.permissions import (
    can_see_looks,
    check_may_ask_who,
    check_may_reveal_identifiers,
    check_may_see_pathways,
)
from clearway.site.tracking.sight import Sight, holder_of, sight_into, sight_of

PATHWAY, LIST = "pathway", "breach list"
VIEWED, DOWNLOADED, REVEALED = "pathway viewed", "pathway story downloaded", "identifiers revealed"
NOT_REVEALED = "identifiers refused: no agreement"
LISTED, LIST_DOWNLOADED, SEARCHED = "breach list viewed", "breach list downloaded", "pathway searched for"

MOST_DOWNLOADED = 5_000
MOST_LOOKS, MOST_EVENTS = 50, 1_000
SHORTEST_REASON = 10
SPACES = re.compile(r"\s+")


class NotShown(LookupError):
    """There is no such pathway, or it is not this membership's to see: a visitor is told the same."""


class NotNamed(Exception):
    """Who the person is may not be told to this membership; `sight` says which agreement is missing."""

    def __init__(self, sight: Sight) -> None:
        super().__init__(sight.wanted.words if sight.wanted else "")
        self.sight = sight


@dataclass(frozen=True, slots=True)
class BreachesFound:
    """A page of breaches with what its form can be set to. `month` is the one shown; empty when none is held."""

    asked: Asked
    found: BreachList
    months: tuple[str, ...]
    choices: dict[str, list[str]]
    snapshot: str


@dataclass(frozen=True, slots=True)
class OpenedPathway:
    """A pathway that somebody opened: the record that counts, its story, the record that took its place, if any, and
    whether they may be told who the person is."""

    held: HeldRecord
    told: ToldPathway
    replaced_by: HeldRecord | None
    snapshot: str
    sight: Sight


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Who a person is, as the trust sent it."""

    nhs_number: str
    local_id: str
    issuer: str
    record_id: str
    comment: str


@dataclass(frozen=True, slots=True)
class Look:
    """What one person did with a pathway on one day: when last, and how many times."""

    at: datetime
    times: int
    who: str
    role: str
    organisation_code: str
    what: str
    reason: str


def breaches(
    *, by: Membership, asked: Asked, request_id: str, is_download: bool = False, is_counted: bool = True
) -> BreachesFound:
    """The breaches that a membership asks for, a page of them, or all (at most 5,000) for a download.

    Not `is_counted` for a file that its maker counts against the daily limits. Raises LimitReached.
    """
    check_may_see_pathways(by)
    with holdings.figures() as figures:
        scope = holdings.scope_for(by, figures)
        months = months_with_events(figures, asked.standard)
        month = asked.month or (months[-1] if months else "")
        question = BreachQuestion(
            standard=asked.standard,
            month=month,
            trust=asked.trust,
            cancer_type=asked.cancer_type,
            route=asked.route,
            order=asked.sort,
            first=0 if is_download else (asked.page - 1) * asked.per_page,
            most=MOST_DOWNLOADED if is_download else asked.per_page,
        )
        found = list_breaches(figures, question, scope)
        last_page = max(1, -(-found.found // asked.per_page))
        if not is_download and asked.page > last_page:
            asked = replace(asked, page=last_page)
            found = list_breaches(figures, replace(question, first=(last_page - 1) * asked.per_page), scope)
        can_be = choices(figures, asked.standard, month, scope)
        snapshot = snapshot_of(figures)
    if not is_download:
        limits.look_through(by)
    elif is_counted:
        limits.take_away(by, rows=len(found.breaches))
    audit.note(
        event=LIST_DOWNLOADED if is_download else LISTED,
        by=by,
        subject=(LIST, f"{asked.standard} {month}".strip()),
        after={"request": request_id, "asked": asked.query(), "hits": found.found, "shown": len(found.breaches)},
    )
    return BreachesFound(replace(asked, month=month), found, tuple(months), can_be, snapshot)


def open_pathway(*, by: Membership, link: str, request_id: str, event: str = VIEWED) -> OpenedPathway:
    """Open one pathway and put that on the trail.

    Raises PermissionDenied for a role that opens none, NotShown for a pathway that is not there or not theirs (that
    somebody asked for another organisation's is on the trail too), and LimitReached.
    """
    check_may_see_pathways(by)
    with holdings.figures() as figures:
        scope = holdings.scope_for(by, figures)
        found = find_held(figures, link, scope)
        if not found:
            if is_held(figures, link):
                record_refusal(by=by, subject=(PATHWAY, link), screen=event, request_id=request_id)
            raise NotShown(link)
        held = found[0]
        others = [one.record for one in of_same_pathway(figures, held, scope)]
        replaced_by = answering_for(figures, held, scope)
        snapshot = snapshot_of(figures)
    limits.open_one(by, link)
    if event == DOWNLOADED:
        limits.take_away(by, rows=1)
    told = holdings.teller().tell(held.record, carried=holdings.carried_by(held.submission_id), others=others)
    audit.note(event=event, by=by, subject=(PATHWAY, link), after=_trail(held, request_id))
    return OpenedPathway(held, told, replaced_by, snapshot, sight_of(by, held))


def reveal_identifiers(*, by: Membership, opened: OpenedPathway, reason: str, request_id: str) -> Identifiers:
    """Tell somebody who the person of a pathway is that they opened; the reason is kept on the trail, the identifiers
    are not.

    Raises PermissionDenied for a role that is never told, NotNamed where an agreement is missing, and Refused for a
    reason that says nothing or identifiers that were purged.
    """
    check_may_ask_who(by)
    sight, link = opened.sight, opened.held.link
    trail = _trail(opened.held, request_id)
    if not sight.is_open:
        audit.note(event=NOT_REVEALED, by=by, subject=(PATHWAY, link), after=trail | {"holder": sight.holder})
        raise NotNamed(sight)
    reason = sight.opening.reason if sight.opening else " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise Refused(
            "Say why you need to know who this is.",
            f"A few words are enough (at least {SHORTEST_REASON} letters); they are kept with your name.",
            code="REASON-SHORT",
        )
    held = holdings.identifiers_in(opened.held.submission_id, opened.held.ordinal)
    if held is None:
        raise Refused(
            "The identifiers of this record are no longer kept.",
            "Ask the trust that sent the record.",
            code="IDENTIFIERS-PURGED",
        )
    grounds = {"ground": sight.ground.value if sight.ground else "", "named": sight.named}
    audit.note(event=REVEALED, by=by, subject=(PATHWAY, link), reason=reason[:500], after=trail | grounds)
    return Identifiers(
        nhs_number=str(held["nhs_number"] or ""),
        local_id=str(held["pathway_id"] or ""),
        issuer=str(held["pathway_issuer"] or ""),
        record_id=str(held["record_id"] or ""),
        comment=str(held["delay_comment"] or ""),
    )


def find_by_start(*, by: Membership, start: str, request_id: str) -> list[HeldRecord]:
    """Pathways whose link begins with some letters, at most twenty."""
    check_may_see_pathways(by)
    with holdings.figures() as figures:
        found = starting_with(figures, start, holdings.scope_for(by, figures), most=20)
    _record_search(by, {"link": start}, len(found), request_id)
    return found


def find_by_identifier(*, by: Membership, identifier: str, request_id: str) -> tuple[list[HeldRecord], list[Wanted]]:
    """Pathways of a person by NHS number or local pathway identifier, for staff of a trust on them; and the agreements
    that are missing, for want of which other trusts' records were left out: the same whatever was typed.

    The trail keeps the pseudonym that was searched for and how many were found, never what was typed.
    """
    check_may_reveal_identifiers(by)
    key = holdings.store().key()
    identifier = identifier.strip()
    person = person_pseudonym(SPACES.sub("", identifier), key)
    with holdings.figures() as figures:
        scope = holdings.scope_for(by, figures)
        found = of_person(figures, {"person": person}, scope)
        if not found:
            for issuer in issuers(figures):
                found += of_person(figures, {"pathway": pathway_pseudonym(issuer, identifier, key)}, scope)
        holders = {
            books.organisations().parent_trust(one, scope.today) for one in senders_within(figures, scope) if one
        }
    sights = {holder: sight_into(by, holder) for holder in sorted(holders | {holder_of(one) for one in found})}
    found = [one for one in found if sights[holder_of(one)].is_open]
    _record_search(by, {"person": person}, len(found), request_id)
    return found, [one.wanted for holder, one in sights.items() if holder in holders and one.wanted]


def looks(*, by: Membership, link: str) -> Sequence[Look] | None:
    """Who has looked at a pathway, newest first; None for roles that are not told.

    Call it for a pathway that the membership has opened: it answers for any link.
    """
    if not can_see_looks(by):
        return None
    found: dict[tuple[object, ...], Look] = {}
    for one in newest_of((PATHWAY, link), most=MOST_EVENTS):
        day = timezone.localtime(one.at).date()
        key = (day, one.actor, one.role, one.organisation_code, one.event, one.reason)
        first = Look(one.at, 0, one.actor, one.role, one.organisation_code, one.event, one.reason)
        held = found.setdefault(key, first)
        found[key] = replace(held, times=held.times + 1)
    return list(found.values())[:MOST_LOOKS]


def _record_search(by: Membership, sought: dict[str, str], hits: int, request_id: str) -> None:
    limits.look_through(by)
    audit.note(
        event=SEARCHED,
        by=by,
        subject=("pathway search", next(iter(sought.values()))),
        after={"request": request_id, "by": next(iter(sought)), "hits": hits},
    )


def _trail(held: HeldRecord, request_id: str) -> dict[str, str]:
    return {"request": request_id, "person": held.person, "submission": held.submission_id}
