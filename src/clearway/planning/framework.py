"""What a plan answers: ambitions with their targets, what is to be achieved locally, and what depends on national work.

Two kinds of file become one view: the Taskforce's table of 2016 and the national objectives of today (`taskforce`,
`objectives`). How far each item is verified is kept beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

LEAD, SUPPORT, WATCH = "lead", "support", "watch"


@dataclass(frozen=True, kw_only=True)
class Target:
    """A figure to reach. `by` is a year or month as printed, None where none is; `value` None where it was open."""

    value: int | Decimal | None = None
    unit: str | None = None
    by: str | int | None = None
    population: str | None = None
    standard: str | None = None


@dataclass(frozen=True, kw_only=True)
class Ambition:
    """Something to become better, with its measure in words, its targets, and the ids it is printed under again."""

    id: str
    area: str
    text: str
    kind: str
    targets: tuple[Target, ...] = ()
    metric: str | None = None
    direction: str | None = None
    measures: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    role: str = LEAD
    verified: bool = True
    basis: str | None = None
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class Achievement:
    """Something to be done locally, with the recommendation numbers it carries and the national work it waits for."""

    id: str
    area: str
    text: str
    recommendations: tuple[int, ...] = ()
    depends_on: tuple[str, ...] = ()
    date: str | None = None
    kind: str = "achievement"
    measures: tuple[str, ...] = ()
    role: str = LEAD
    verified: bool = True
    basis: str | None = None
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class Interdependency:
    """National work that local achievements wait for."""

    id: str
    area: str
    text: str
    date: str | None = None
    link_basis: str | None = None


Item = Ambition | Achievement


@dataclass(frozen=True, kw_only=True)
class Framework:
    """One framework: what it is, where it was read, and its items in their order."""

    id: str
    title: str
    verification: str | None
    source: str | None
    ambitions: tuple[Ambition, ...]
    achievements: tuple[Achievement, ...]
    interdependencies: tuple[Interdependency, ...]

    @property
    def items(self) -> Iterator[Item]:
        """Ambitions, then achievements."""
        yield from self.ambitions
        yield from self.achievements

    @property
    def ids(self) -> frozenset[str]:
        """The ids of everything in it."""
        return frozenset(one.id for one in (*self.items, *self.interdependencies))

    @property
    def recommendations(self) -> dict[int, tuple[Achievement, ...]]:
        """Each recommendation number in order, with the achievements that carry it."""
        numbers = sorted({number for one in self.achievements for number in one.recommendations})
        return {number: tuple(one for one in self.achievements if number in one.recommendations) for number in numbers}

    def item(self, wanted: str) -> Item | None:
        """The ambition or achievement of an id."""
        return next((one for one in self.items if one.id == wanted), None)

    def twins(self, wanted: str) -> frozenset[str]:
        """An ambition's id and those under which it is printed again, whichever of them says so."""
        named = {one.id: {one.id, *one.same_as} for one in self.ambitions}
        return frozenset({wanted}.union(*(ids for ids in named.values() if wanted in ids)))
