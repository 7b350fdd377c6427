"""One opening as a page: who, on whose record, why, until when, and what was said of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from clearway.site import words
from clearway.site.break_glass.models import Opening, OpeningRemark, RemarkKind
from clearway.site.break_glass.permissions import can_end, can_review, did_it
from clearway.site.break_glass.policies import policies
from clearway.site.break_glass.services import reason_in_words
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import ROLES
from clearway.site.standards import books
from clearway.site.tracking.permissions import can_see_pathways
from clearway.site.tracking.presenters.breach_table import short_link

WAITING, OVERDUE = "not looked over yet", "not looked over in time"


@dataclass(frozen=True, slots=True)
class OpeningPage:
    """What the page of one opening shows. `record_href` is empty for who opens no pathways."""

    number: int
    heading: str
    state: str
    lines: tuple[tuple[str, str], ...]
    record: str
    record_href: str
    remarks: tuple[OpeningRemark, ...]
    is_live: bool
    may_end: bool
    may_review: bool
    may_answer: bool


def page(opening: Opening, by: Membership, *, now: datetime) -> OpeningPage:
    """The page of an opening that somebody may see."""
    remarks = tuple(opening.remarks.all())
    newest = remarks[-1].kind if remarks else ""
    return OpeningPage(
        number=opening.pk,
        heading=f"{opening.name} broke the glass",
        state=state(opening, now),
        lines=(
            ("Who", who(opening)),
            ("Whose record", organisation(opening.holder_code)),
            ("Kind of reason", reason_in_words(opening)),
            ("Reason", opening.reason),
            ("When", words.moment(opening.opened_at)),
            ("Sight", sight(opening, now)),
            ("Told", told(opening)),
        ),
        record=short_link(opening.link),
        record_href=reverse("tracking:pathway", args=[opening.link]) if can_see_pathways(by) else "",
        remarks=remarks,
        is_live=opening.is_live(now),
        may_end=can_end(by, opening),
        may_review=can_review(by, opening),
        may_answer=did_it(by, opening) and newest == RemarkKind.QUESTIONED,
    )


def who(opening: Opening) -> str:
    """Who broke the glass, in which role and where."""
    return f"{opening.name}, {ROLES[opening.role].display_name}, {organisation(opening.organisation_code)}"


def organisation(code: str) -> str:
    """An organisation by name and code."""
    return f"{books.organisations().name(code)} ({code})"


def sight(opening: Opening, now: datetime) -> str:
    """How long the person could be seen, and whether they still can."""
    if opening.ended_at:
        return f"ended {words.moment(opening.ended_at)}, by {opening.ended_by}"
    return f"{'holds until' if opening.is_live(now) else 'ended by itself'} {words.moment(opening.until)}"


def told(opening: Opening) -> str:
    """Whether the trust has learned of it here."""
    if opening.told:
        return f"{opening.told} {'person' if opening.told == 1 else 'people'} of the trust, at once"
    return "nobody of the trust works here; the alliance was asked to tell them"


def state(opening: Opening, now: datetime) -> str:
    """Where it stands with the trust: the newest thing said, or that nobody has looked, in time or not."""
    remarks = list(opening.remarks.all())
    if remarks:
        return RemarkKind(remarks[-1].kind).label.lower()
    days = policies().policy(opening.opened_at.date()).review_days
    return OVERDUE if now > opening.opened_at + timedelta(days=days) else WAITING
