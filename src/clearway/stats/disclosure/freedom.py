"""How far hidden numbers can move while every sum that is shown holds: what a reader cannot know."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from clearway.stats.arrays import Floats
from clearway.stats.estimate import Mask

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

TOLERANCE = 1e-6
TRIES = 12
"""How many directions are tried for all hidden numbers at once, before those left are asked one by one."""


class Furthest(NamedTuple):
    """How far one number can move one way, the move of all hidden ones, and what each cell's own room adds at most."""

    distance: float
    move: Floats
    room: Floats


@dataclass(frozen=True, eq=False, slots=True)
class _Hidden:
    """The hidden numbers that can move, and the sums between them; no number moves further than `cap`."""

    places: Mask
    sums: "csr_matrix"
    down: Floats
    cap: float

    def moved(self, goal: Floats) -> tuple[Floats, Floats]:
        """The move of the hidden numbers that is furthest in a direction, and the worth of each sum (its dual)."""
        from scipy.optimize import linprog

        bounds = np.column_stack([-self.down, np.full(self.down.size, self.cap)])
        kept = np.flatnonzero(np.diff(self.sums.indptr))
        answer = linprog(-goal, A_eq=self.sums[kept], b_eq=np.zeros(kept.size), bounds=bounds, method="highs")
        if answer.status != 0:
            raise RuntimeError(f"The range of a hidden number could not be worked out: {answer.message}")
        worth = np.zeros(self.sums.shape[0])
        worth[kept] = answer.eqlin.marginals
        return answer.x, worth


def _hidden(sums: "csr_matrix", people: Floats, hidden: Mask, cap: float) -> _Hidden:
    return _Hidden(hidden, sums[:, np.flatnonzero(hidden)], np.minimum(people[hidden], cap), cap)


def furthest(sums: "csr_matrix", people: Floats, hidden: Mask, cell: int, sign: float, cap: float) -> Furthest:
    """How far one hidden number can move up (`sign` 1) or down (-1), at most `cap`, none falling below zero."""
    held = _hidden(sums, people, hidden, cap)
    goal = np.zeros(people.size)
    goal[cell] = sign
    move, worth = held.moved(goal[hidden])
    reduced = -goal - sums.T @ worth
    room = np.maximum(reduced, 0) * np.minimum(people, cap) + np.maximum(-reduced, 0) * cap
    return Furthest(float(move @ goal[hidden]), move, room)


def too_narrow(sums: "csr_matrix", people: Floats, hidden: Mask, needed: Floats, cap: float) -> list[int]:
    """The hidden cells whose number has less room than `needed` between the least and the most that it can be.

    Exact for numbers that need not be whole. Some random directions show the room of most numbers at once; each one
    left is asked by itself. `needed` is 0 for what need not be looked at.
    """
    places = np.flatnonzero(hidden)
    held = _hidden(sums, people, hidden, cap)
    low, high, need = np.zeros(places.size), np.zeros(places.size), needed[places] - TOLERANCE
    chance = np.random.default_rng(len(places))

    def seen(goal: Floats) -> None:
        move, _ = held.moved(goal)
        np.minimum(low, move, out=low)
        np.maximum(high, move, out=high)

    for _ in range(TRIES):
        short = high - low < need
        if not short.any():
            return []
        goal = np.where(short, chance.choice((-1.0, 1.0), places.size), 0.0)
        seen(goal)
        seen(-goal)
    found = []
    for at in np.flatnonzero(high - low < need):
        for sign in (1.0, -1.0):
            if high[at] - low[at] < need[at]:
                goal = np.zeros(places.size)
                goal[at] = sign
                seen(goal)
        if high[at] - low[at] < need[at]:
            found.append(int(places[at]))
    return found
