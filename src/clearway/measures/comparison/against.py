"""What places are held against: England, their alliance, or the places most like them; and who is compared with whom.

Against an alliance or statistical neighbours a place stands in a circle of few places, which are held against their
sum. Each place is part of that sum: so there is one number, one funnel and one set of labels for all of them, the
number is the one that stands as the alliance's own everywhere else, and equal places are labelled by mistake less often
than stated, never more often (docs/decisions/0025).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from clearway.measures.catalogue.measure import Measure
from clearway.measures.comparison.counted import PER, is_its_counts
from clearway.measures.comparison.peers import NOT_PLACES, POINTS, PeerSet, peers_of
from clearway.measures.neighbours import Neighbours, neighbours_of, neighbours_of_trust
from clearway.measures.values import MeasureValue
from clearway.standards.organisations import Organisations
from clearway.standards.places import Level, places_with

NEAREST = 10
PROVIDER = "provider"
WITHIN_ALLIANCES = (PROVIDER, Level.ICB, Level.SUB_ICB, Level.DISTRICT)
"""Kinds of area whose sum an alliance is. A county may lie in several: it has the one that fits best."""
NOT_WITHIN = (Level.ENGLAND, Level.REGION, Level.ALLIANCE)
WITH_NEIGHBOURS = (PROVIDER, Level.DISTRICT, Level.ICB, Level.SUB_ICB, Level.ALLIANCE)
LONG_ENDINGS = (" NHS Foundation Trust", " NHS Trust", " Integrated Care Board")

NO_ALLIANCE = "no alliance is known that it belongs to"
NO_NEIGHBOURS = "nobody says of this kind of area who is most alike"
FEW = "fewer than two of them have a value in this period"
NO_SUM = "values without the counts behind them have no sum"


class Against(StrEnum):
    """What places may be held against."""

    ENGLAND = "england"
    ALLIANCE = "alliance"
    NEIGHBOURS = "neighbours"


@dataclass(frozen=True, slots=True)
class Circle:
    """The places that are compared with one another. `note` says why there are none; then `members` is empty.

    `name` is what they are held against, as a sentence names it.
    """

    against: Against
    name: str
    members: frozenset[str] = frozenset()
    note: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Compared:
    """A circle with what may be said of its places; `peers` is None where nothing can, and `note` says why."""

    circle: Circle
    peers: PeerSet | None
    note: str = ""

    def share(self, area: str) -> float:
        """How much of all the people counted are those of an area: 0 where it is not among them."""
        held = {one.value.area: one.value.denominator or 0.0 for one in self.peers.peers} if self.peers else {}
        return held.get(area, 0.0) / total if (total := sum(held.values())) else 0.0


def alliance_of(level: str, area: str, day: date, organisations: Organisations) -> str:
    """The code of the alliance in whose sum an area counts; empty where there is none.

    Before the first list of alliances it is that of the list's first day.
    """
    day = max(day, organisations.alliances_from)
    if area in NOT_PLACES or level not in (PROVIDER, *Level) or level in NOT_WITHIN:
        return ""
    if level == PROVIDER:
        found = organisations.alliance_of_provider(area, day).alliance
        return "" if found in NOT_PLACES else found
    places = places_with(organisations)
    part = places.best_fit(area, Level.ALLIANCE, day) if places.find(area) else None
    return part.code if part else ""


def circle_of(
    against: Against, level: str, area: str, day: date, codes: Collection[str], organisations: Organisations
) -> Circle:
    """Which of the places of a level (`codes`) stand in the circle of one of them: its alliance, or its neighbours."""
    if against is Against.ALLIANCE:
        return _alliance(level, area, day, codes, organisations)
    return _neighbours(level, area, day, codes, organisations)


def _alliance(level: str, area: str, day: date, codes: Collection[str], organisations: Organisations) -> Circle:
    alliance = alliance_of(level, area, day, organisations) if level in WITHIN_ALLIANCES else ""
    if not alliance:
        return Circle(Against.ALLIANCE, "its alliance", note=NO_ALLIANCE)
    members = frozenset(one for one in codes if alliance_of(level, one, day, organisations) == alliance)
    return Circle(Against.ALLIANCE, places_with(organisations).name(alliance), members)


def _neighbours(level: str, area: str, day: date, codes: Collection[str], organisations: Organisations) -> Circle:
    name = "its statistical neighbours"
    found = alike_at(level, area, day, frozenset(codes), organisations)
    if found is None or not found.nearest:
        return Circle(Against.NEIGHBOURS, name, note=found.note if found else NO_NEIGHBOURS)
    near = {one.code for one in found.nearest} | {found.code, area}
    members = frozenset(one for one in codes if one in near or _code(one, organisations) in near)
    own = found.name
    for ending in LONG_ENDINGS:
        own = own.removesuffix(ending)
    return Circle(Against.NEIGHBOURS, f"{own} and its statistical neighbours together", members)


@lru_cache(maxsize=128)
def alike_at(
    level: str, area: str, day: date, codes: frozenset[str], organisations: Organisations
) -> Neighbours | None:
    """The ten places most like one; None for kinds of area of which nobody says. Trusts are looked for among `codes`.

    Remembered, because a page asks for its circle, its words and its choice.
    """
    if level not in WITH_NEIGHBOURS:
        return None
    if level == PROVIDER:
        return neighbours_of_trust(area, day, count=NEAREST, among=codes, organisations=organisations)
    return neighbours_of(area, day, count=NEAREST, places=places_with(organisations))


def _code(area: str, organisations: Organisations) -> str:
    """The code by which a place is known, whichever of its codes a publisher wrote."""
    found = places_with(organisations).find(area)
    return found.code if found else area


def compared_in(
    circle: Circle, values: Sequence[MeasureValue], measure: Measure, *, difference: float = POINTS
) -> Compared:
    """The places of a circle, in one period, against their sum. Shares and crude rates alone have a sum.

    Labels are those of `peers_of`: all places of the circle are tested together.
    """
    if why := why_not(circle, values, measure):
        return Compared(circle, None, why)
    held, per = _held(circle, values), PER[measure.unit.key]
    people = sum(one.denominator or 0.0 for one in held)
    total = sum(one.numerator or 0.0 for one in held) / people * per
    return Compared(circle, peers_of(held, measure, benchmark=total, benchmark_name=circle.name, difference=difference))


def why_not(circle: Circle, values: Sequence[MeasureValue], measure: Measure) -> str:
    """Why the places of a circle cannot be held against their sum; empty where they can."""
    if circle.note:
        return circle.note
    held, per = _held(circle, values), PER.get(measure.unit.key)
    if len(held) < 2:
        return FEW
    return "" if per and all(is_its_counts(one, per) for one in held) else NO_SUM


def _held(circle: Circle, values: Sequence[MeasureValue]) -> list[MeasureValue]:
    return [
        one for one in values if one.area in circle.members and one.area not in NOT_PLACES and one.value is not None
    ]
