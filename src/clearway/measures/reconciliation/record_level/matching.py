"""Which record of one side is which of the other: by pathway and step, then by person and date."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from clearway.measures.reconciliation.record_level.sides import SideRecord

Key = Callable[[SideRecord], Hashable | None]


def _pathway_and_step(one: SideRecord) -> Hashable | None:
    return (one.pathway, one.step) if one.pathway else None


def _pathway(one: SideRecord) -> Hashable | None:
    return one.pathway or None


def _person_and_treatment(one: SideRecord) -> Hashable | None:
    return (one.person, one.treated) if one.person and one.treated else None


def _person_and_referral(one: SideRecord) -> Hashable | None:
    return (one.person, one.received) if one.person and one.received else None


KEYS: tuple[Key, ...] = (_pathway_and_step, _pathway, _person_and_treatment, _person_and_referral)
"""The surest first. What an earlier key has matched, a later one does not see."""


@dataclass(slots=True)
class Matched:
    """Pairs of (ours, theirs), what stands twice on a side beside its match, what could be one of several, the rest."""

    pairs: list[tuple[SideRecord, SideRecord]] = field(default_factory=list)
    twice_here: list[SideRecord] = field(default_factory=list)
    twice_there: list[SideRecord] = field(default_factory=list)
    ambiguous: list[tuple[list[SideRecord], list[SideRecord]]] = field(default_factory=list)
    only_here: list[SideRecord] = field(default_factory=list)
    only_there: list[SideRecord] = field(default_factory=list)


def match(ours: Sequence[SideRecord], theirs: Sequence[SideRecord]) -> Matched:
    """Match the records of two sides.

    Several records of one side under one key: one for one where each has a twin with the very same values; then a
    single one left on either side is the pair. Records that agree with a matched one in every value stand twice.
    Otherwise nothing is guessed: they are ambiguous.
    """
    found = Matched()
    here, there = list(ours), list(theirs)
    for key in KEYS:
        groups = _groups(here, there, key)
        for mine, others in groups:
            _match_group(mine, others, found, is_last=key is KEYS[-1])
        done = _done(found)
        here = [one for one in here if id(one) not in done]
        there = [one for one in there if id(one) not in done]
    found.only_here, found.only_there = here, there
    return found


def _groups(
    here: Iterable[SideRecord], there: Iterable[SideRecord], key: Key
) -> list[tuple[list[SideRecord], list[SideRecord]]]:
    """Records under each key that both sides hold."""
    groups: dict[Hashable, tuple[list[SideRecord], list[SideRecord]]] = {}
    for side, records in enumerate((here, there)):
        for one in records:
            if (value := key(one)) is not None:
                groups.setdefault(value, ([], []))[side].append(one)
    return [group for group in groups.values() if all(group)]


def _match_group(mine: list[SideRecord], others: list[SideRecord], found: Matched, *, is_last: bool) -> None:
    pairs = _twins(mine, others)
    left = [one for one in mine if all(one is not pair[0] for pair in pairs)]
    right = [one for one in others if all(one is not pair[1] for pair in pairs)]
    if len(left) == len(right) == 1:
        pairs.append((left.pop(), right.pop()))
    found.pairs += pairs
    for rest, matched, twice in (
        (left, [pair[0] for pair in pairs], found.twice_here),
        (right, [pair[1] for pair in pairs], found.twice_there),
    ):
        again = [one for one in rest if any(_are_alike(one, other) for other in matched)]
        twice += again
        rest[:] = [one for one in rest if all(one is not other for other in again)]
    if is_last and left and right:
        found.ambiguous.append((left, right))


def _twins(mine: list[SideRecord], others: list[SideRecord]) -> list[tuple[SideRecord, SideRecord]]:
    pairs: list[tuple[SideRecord, SideRecord]] = []
    for one in mine:
        free = (other for other in others if all(other is not pair[1] for pair in pairs))
        twin = next((other for other in free if _are_alike(one, other)), None)
        if twin is not None:
            pairs.append((one, twin))
    return pairs


def _are_alike(one: SideRecord, other: SideRecord) -> bool:
    return one.values == other.values


def _done(found: Matched) -> set[int]:
    done = {id(one) for pair in found.pairs for one in pair} | {id(one) for one in found.twice_here}
    done |= {id(one) for one in found.twice_there}
    return done | {id(one) for group in found.ambiguous for side in group for one in side}
