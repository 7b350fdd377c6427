"""The register of what was published: a new cut that differs from earlier ones by a few people is refused.

Two cuts of the same people at different lines (a trust and its place, this month's release and last month's) can each
be safe and still give away the few people between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearway.stats.disclosure.rule import DisclosureRule

EDGE = 0.25
"""Less than the half of a person by which counts differ at least, and more than a solver's tolerance."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A number of people published, or to be published: what was counted, over which smallest parts, how many.

    `counted` names the indicator (and what else must be equal for counts to be subtracted); `covers` the smallest parts
    that the cut is made of, such as an area in a month; `name` is how a person knows it.
    """

    name: str
    counted: str
    covers: frozenset[str]
    people: float


@dataclass(frozen=True, slots=True)
class TooClose:
    """One way to find a few people: `whole` less `parts` leaves `people`."""

    whole: str
    parts: tuple[str, ...]
    people: float

    @property
    def words(self) -> str:
        """The finding for the person who wants to publish. It does not say how few."""
        parts = " and ".join(self.parts)
        return f"{self.whole} less {parts} leaves a few people. Publish a larger area or period, or not this cut."


def too_close(new: Cut, published: Sequence[Cut], rule: DisclosureRule) -> tuple[TooClose, ...]:
    """Every whole from which the new cut, alone or with published parts, leaves a small number of people. Empty: safe.

    Asked of the new cut against published parts inside it, and of each published cut that contains the new one against
    the new one and other parts beside it. Parts must not overlap one another; whether some choice of them leaves a
    small number is found by an integer program. The same cut again, revised by a few people, is found too. What could
    be gained from overlapping parts (by adding what they share) is not looked for.
    """
    alike = [cut for cut in published if cut.counted == new.counted and cut.covers]
    wholes = [cut for cut in alike if cut.covers >= new.covers]
    found = [_few_left(new, [cut for cut in alike if cut.covers <= new.covers], None, rule)]
    for whole in wholes:
        inside = [cut for cut in alike if cut.covers <= whole.covers and not cut.covers & new.covers]
        found.append(_few_left(whole, inside, new, rule))
    return tuple(way for way in found if way)


def _few_left(whole: Cut, parts: Sequence[Cut], always: Cut | None, rule: DisclosureRule) -> TooClose | None:
    """Parts that do not overlap and, taken from the whole (with `always`), leave some people but few."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    left = whole.people - (always.people if always else 0.0)
    given = (always.name,) if always else ()
    if given and 0 < abs(left) < rule.below:
        return TooClose(whole.name, given, left)
    if not parts:
        return None
    atoms = sorted(frozenset().union(*(cut.covers for cut in parts)))
    overlap = np.array([[atom in cut.covers for cut in parts] for atom in atoms], dtype=np.float64)
    people = np.array([cut.people for cut in parts])
    for few in ((left - rule.below, left), (left, left + rule.below)):
        between = LinearConstraint(people[np.newaxis, :], few[0] + EDGE, few[1] - EDGE)
        answer = milp(
            np.ones(len(parts)),
            integrality=np.ones(len(parts)),
            bounds=Bounds(0, 1),
            constraints=[LinearConstraint(overlap, ub=1), between],
        )
        if answer.x is not None:
            chosen = [cut for cut, taken in zip(parts, answer.x, strict=True) if taken > 0.5]
            return TooClose(
                whole.name, (*given, *(cut.name for cut in chosen)), left - sum(cut.people for cut in chosen)
            )
    return None
