"""What others read of engagement: what people said and what was done about it, as far as it is for everybody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from clearway.site.engagement.models import Heard, HeardState

ALL_OF_IT = ""
MOST = 200


@dataclass(frozen=True, slots=True)
class SaidAndDid:
    """One thing that people said, and what came of it. `place` is empty for the whole alliance.

    `state` is a word for a reader: Heard, Being considered, Done, Cannot do. `did` is empty, and `did_on` None, until
    there is an answer. `easy_read` may be empty. `is_made_up` marks what was invented for a demo.
    """

    number: int
    said: str
    easy_read: str
    heard_on: date
    came_from: str
    place: str
    state: str
    did: str
    did_on: date | None
    deliverable: str
    is_made_up: bool


def public_said_and_did(place: str | None) -> tuple[SaidAndDid, ...]:
    """What is marked for everybody, for a place and the whole alliance; every place with None. Answered first.

    Marked is not yet published: a second person approves the release that holds it.
    """
    rows = Heard.objects.filter(is_for_public=True).select_related("deliverable")
    if place is not None:
        rows = rows.filter(Q(place=place) | Q(place=ALL_OF_IT))
    held = [said_and_did(one) for one in rows[:MOST]]
    return tuple(sorted(held, key=lambda one: (one.did_on is None, -(one.did_on or one.heard_on).toordinal())))


def said_and_did(one: Heard) -> SaidAndDid:
    """One thing heard, apart from its row."""
    return SaidAndDid(
        number=one.pk,
        said=one.said,
        easy_read=one.easy_read,
        heard_on=one.heard_on,
        came_from=one.came_from,
        place=one.place,
        state=HeardState(one.state).label,
        did=one.did,
        did_on=one.did_on,
        deliverable=one.deliverable.title if one.deliverable else "",
        is_made_up=one.is_made_up,
    )
