"""Whether somebody who has opened a record may be told who the person is, and on what ground: asked here alone.

A record is its trust's. Anybody else needs a sharing agreement that lets them see who the person is, or has broken the
glass on it (`break_glass`). What is seen without: the story under its pseudonym, and counts.
"""

from dataclasses import dataclass, replace
from enum import Enum

from django.conf import settings
from django.utils import timezone

from clearway.pathways.held import HeldRecord
from clearway.site.agreements.cover import Wanted, agreement_to_see
from clearway.site.agreements.models import Use
from clearway.site.break_glass.live import live_opening
from clearway.site.break_glass.models import Opening
from clearway.site.demo_store import is_demo
from clearway.site.organisations.models import Membership
from clearway.site.standards import books
from clearway.site.tracking.permissions import can_reveal_identifiers, sees_whole_store

ANSWERING = ("org_treatment", "org_dtt", "accountable_investigating_org", "org_fds_end", "org_first_seen")
"""Who answers for a record in a file of no single organisation: the first of these that it names."""


class Ground(Enum):
    """On what somebody is told who a person is."""

    OWN = "a record that your own trust sent"
    DEMO = "a demo store: nobody in it exists"
    AGREEMENT = "a sharing agreement"
    GLASS = "the glass was broken on it"


@dataclass(frozen=True, slots=True)
class Sight:
    """What one membership may see of one record.

    `holder` is the trust whose record it is. `ground` is None where the membership sees the pseudonym alone; `wanted`
    is then the agreement that is missing, or None for a role that needs nobody's name. `named` is what the ground rests
    on, in words; `opening` is there where the glass was broken.
    """

    holder: str
    ground: Ground | None
    wanted: Wanted | None = None
    named: str = ""
    opening: Opening | None = None

    @property
    def is_open(self) -> bool:
        """Whether the person may be named."""
        return self.ground is not None


def sight_of(by: Membership, held: HeldRecord) -> Sight:
    """What a membership may see of a record that its scope lets through."""
    sight = sight_into(by, holder_of(held))
    if sight.wanted is None:
        return sight
    opening = live_opening(by, held.link)
    if opening is None:
        return sight
    return replace(sight, ground=Ground.GLASS, named=str(opening), opening=opening)


def sight_into(by: Membership, holder: str) -> Sight:
    """What a membership may see of any record of a trust that its scope lets through, no glass being broken."""
    is_staff, is_alliance = can_reveal_identifiers(by), sees_whole_store(by)
    if not is_staff and not is_alliance:
        return Sight(holder, None)
    if is_staff and holder == by.organisation.code:
        return Sight(holder, Ground.OWN)
    if is_staff and is_demo():
        return Sight(holder, Ground.DEMO)
    use = Use.DIRECT_CARE if is_staff else Use.NAMED_OVERSIGHT
    found = agreement_to_see(by.organisation.code, holder, use=use, on=timezone.localdate())
    if isinstance(found, Wanted):
        return Sight(holder, None, found)
    return Sight(holder, Ground.AGREEMENT, named=str(found))


def holder_of(held: HeldRecord) -> str:
    """The trust whose record it is: that sent it, as it is today; of a file of no single one, that answers for it.

    The alliance of the store, where the record names nobody.
    """
    today = timezone.localdate()
    named = [held.sender, *(getattr(held.record, item) for item in ANSWERING)]
    code = next(filter(None, named), "")
    if code:
        return books.organisations().parent_trust(str(code), today)
    return settings.STORE.alliance if settings.STORE else ""
