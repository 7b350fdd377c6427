"""The seats of a group: their sum against the total that was stated, and which are vacant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clearway.planning.groups.kinds import SeatKind


@dataclass(frozen=True, slots=True)
class Seat:
    """One kind of place in a group: how many positions it has, and how many people hold one now."""

    name: str
    kind: SeatKind
    positions: int
    represents: str = ""
    held: int = 0

    @property
    def vacant(self) -> int:
        """How many of its positions nobody holds."""
        return max(self.positions - self.held, 0)

    @property
    def too_many(self) -> int:
        """How many more people hold it than it has positions."""
        return max(self.held - self.positions, 0)


@dataclass(frozen=True, slots=True)
class SeatSum:
    """The total that a group states, where it states one, beside the sum of its seats."""

    stated: int | None
    summed: int

    @property
    def adds_up(self) -> bool:
        """Whether there is nothing to ask about."""
        return self.stated is None or self.stated == self.summed

    @property
    def words(self) -> str:
        """The finding in one sentence; empty when it adds up."""
        if self.adds_up:
            return ""
        return f"{self.stated} seats are stated, and the seats listed add up to {self.summed}."


def seat_sum(stated: int | None, seats: Iterable[Seat]) -> SeatSum:
    """The stated total against the sum of the positions."""
    return SeatSum(stated, sum(one.positions for one in seats))


def vacancies(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    """The seats that have a vacant position, in their order."""
    return tuple(one for one in seats if one.vacant)


@dataclass(frozen=True, slots=True)
class Covered:
    """One place or community: how many holders speak for it. Nobody: a gap."""

    name: str
    holders: int

    @property
    def is_gap(self) -> bool:
        """Whether nobody speaks for it."""
        return self.holders == 0


def coverage(expected: Sequence[str], spoken_for: Iterable[Iterable[str]]) -> tuple[Covered, ...]:
    """For each place or community that ought to be spoken for, by how many holders it is; then others that are.

    `spoken_for` holds, for each holder, the names they speak for. Letters count in any case; a name twice counts once.
    """
    counted: dict[str, int] = {}
    shown: dict[str, str] = {}
    for names in spoken_for:
        for name in {one.strip().casefold(): one.strip() for one in names if one.strip()}.items():
            counted[name[0]] = counted.get(name[0], 0) + 1
            shown.setdefault(*name)
    wanted = [(one.strip().casefold(), one.strip()) for one in expected if one.strip()]
    first = [Covered(name, counted.get(key, 0)) for key, name in wanted]
    known = {key for key, _ in wanted}
    return (*first, *(Covered(shown[key], counted[key]) for key in sorted(counted) if key not in known))
