"""Counts by cell, and the arithmetic of differences between them.

Everything is counted in half people, because two trusts may share one person half and half: whole numbers keep sums
exact. A pair holds those within the standard and those beyond it; their sum is the total.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

HALVES = 2
"""Half people in one person."""


class Cell(NamedTuple):
    """One published number: a standard, month and trust, told apart by at most three labels. None means all."""

    standard: str
    month: str
    trust: str
    route: str | None = None
    cancer_type: str | None = None
    modality: str | None = None


class Pair(NamedTuple):
    """Half people within the standard and beyond it. Of a difference, either may be negative."""

    within: int
    breaches: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.within + self.breaches

    @property
    def size(self) -> int:
        """How large a difference is, in half people: one person on the wrong side of the limit counts as one."""
        return max(abs(self.total), abs(self.within), abs(self.breaches))

    def fits(self, difference: "Pair") -> bool:
        """Whether taking this away brings a difference nearer to nothing, on neither side past it."""
        return _fits(self.within, difference.within) and _fits(self.breaches, difference.breaches)


NOBODY = Pair(0, 0)

Vector = Mapping[Cell, Pair]
"""Counts or differences by cell. A cell that is not there is nought."""


def plus(left: Vector, right: Vector) -> dict[Cell, Pair]:
    """The sum of two vectors, without cells that come to nothing."""
    found = dict(left)
    for cell, pair in right.items():
        held = found.get(cell, NOBODY)
        found[cell] = Pair(held.within + pair.within, held.breaches + pair.breaches)
    return {cell: pair for cell, pair in found.items() if pair != NOBODY}


def minus(left: Vector, right: Vector) -> dict[Cell, Pair]:
    """The first vector without the second."""
    return plus(left, times(right, -1))


def times(vector: Vector, number: int) -> dict[Cell, Pair]:
    """A vector so many times over."""
    return {cell: Pair(pair.within * number, pair.breaches * number) for cell, pair in vector.items()}


def total_of(vectors: Iterable[Vector]) -> dict[Cell, Pair]:
    """The sum of any number of vectors."""
    found: dict[Cell, Pair] = {}
    for one in vectors:
        found = plus(found, one)
    return found


def vector_fits(effect: Vector, difference: Vector) -> bool:
    """Whether an effect brings every cell that it touches nearer to nothing, and none past it."""
    return all(pair.fits(difference.get(cell, NOBODY)) for cell, pair in effect.items())


def people(halves: int) -> Decimal:
    """Half people as people: 3 is 1.5."""
    return Decimal(halves) / HALVES


def _fits(effect: int, difference: int) -> bool:
    return effect * difference >= 0 and abs(effect) <= abs(difference)
