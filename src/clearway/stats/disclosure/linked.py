"""Cells tied together by any sums (groups, places, months, years): which to hide so that no hidden one can be found.

Where a list or a table of rows and columns is one table, `secondary_suppression` finds the fewest cells. Figures of an
alliance are many tables at once: each trust is in its alliance's sum, each month in its year, each age band in the sum
of all ages. Here all those sums are looked at together. The choice is greedy, cell by cell, so it may hide more than
the fewest; the check is exact: a linear program says between which values a reader can place a hidden number, and the
program's dual says which further cell would widen that. Source of the conditions: Fischetti and Salazar-González
(2001), Management Science 47:1008.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from clearway.stats.arrays import Floats
from clearway.stats.disclosure.freedom import furthest, too_narrow
from clearway.stats.disclosure.rule import DisclosureRule
from clearway.stats.estimate import Mask

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True, eq=False, slots=True)
class LinkedCells:
    """Numbers of people, and the sums that tie them.

    `people` has a row a cell and a column for each part of its people (within, not within): a cell is hidden with all
    its parts. `sums` has a row a sum: 1 for what is added up, -1 for the total, or for each of several cells that have
    the same total, which may be shown nowhere. Sums need not hold exactly (a person may be in two parts): a reader is
    taken to know by how much they fail.
    """

    people: Floats
    sums: "csr_matrix"

    @property
    def size(self) -> int:
        """How many cells there are."""
        return int(self.people.shape[0])


def linked_suppression(
    cells: LinkedCells,
    rule: DisclosureRule,
    *,
    known: Mask | None = None,
    gone: Mask | None = None,
) -> Mask:
    """Which cells to hide: those with a small part, and others until every hidden number has room enough.

    Each small part keeps a range of at least `rule.width`, and no other hidden part can be worked out. Cells without
    anybody may be hidden too, as the last resort, so a reader knows of a hidden number only that it is not below zero.
    `known` cells are shown elsewhere and stay, small or not; `gone` ones are hidden elsewhere and go. Without
    `rule.secondary` only small cells go. Raises ValueError where what is
    known gives a hidden cell away whatever else is hidden.
    """
    nothing = np.zeros(cells.size, dtype=bool)
    stays, goes = (nothing if one is None else one for one in (known, gone))
    hidden: Mask = (np.any(rule.is_small(cells.people), axis=1) & ~stays) | goes
    if not rule.secondary or not hidden.any():
        return hidden
    order = _order(cells, stays)
    while True:
        hidden = _with_company(cells, hidden, order, rule)
        narrow = _narrow(cells, hidden, rule)
        if not narrow:
            return hidden
        before = int(hidden.sum())
        for part, cell in narrow:
            hidden[_widening(cells, hidden, part, cell, order, rule)] = True
        if hidden.sum() == before:
            raise ValueError("What is known already gives a hidden number away.")


def _order(cells: LinkedCells, stays: Mask) -> Floats:
    """In which order cells join: parts before totals, the fewest people first, those without anybody after all parts.

    Infinite for what must stay.
    """
    totals = cells.sums < 0
    has_one = np.asarray(totals.sum(axis=1)).ravel() == 1
    total_of = np.asarray(totals[np.flatnonzero(has_one)].sum(axis=0)).ravel().astype(float)
    people = np.nan_to_num(cells.people).sum(axis=1)
    most = people.max() + 1.0
    order = np.where(people > 0, people, most) + total_of * (2 * most)
    return np.where(stays, np.inf, order)


def _with_company(cells: LinkedCells, hidden: Mask, order: Floats, rule: DisclosureRule) -> Mask:
    """Hidden cells of each sum with so many others that, for that sum alone, none of them can be found."""
    hidden = hidden.copy()
    people = np.nan_to_num(cells.people)
    sums = cells.sums
    changed = True
    while changed:
        changed = False
        for line in range(sums.shape[0]):
            members = sums.indices[sums.indptr[line] : sums.indptr[line + 1]]
            total = members[sums.data[sums.indptr[line] : sums.indptr[line + 1]] < 0]
            if total.size > 1:
                continue
            while _is_lonely(people, members, total, hidden, rule):
                free = members[~hidden[members] & np.isfinite(order[members])]
                if not free.size:
                    break
                hidden[free[np.argmin(order[free])]] = changed = True
    return hidden


def _is_lonely(people: Floats, members: Floats, total: Floats, hidden: Mask, rule: DisclosureRule) -> bool:
    """Whether a sum gives a hidden member away: it is the only one, or those hidden have too few people together."""
    gone = members[hidden[members]]
    if gone.size == 0:
        return False
    if gone.size == 1:
        return True
    if hidden[total].any():
        return False
    together = people[gone].sum(axis=0)
    sure = np.count_nonzero(people[gone], axis=0)
    return bool(np.any((together > 0) & (together - sure < rule.width)))


def _narrow(cells: LinkedCells, hidden: Mask, rule: DisclosureRule) -> list[tuple[int, int]]:
    """The hidden numbers that can be placed too closely: part and cell."""
    found = []
    for part, people in enumerate(np.nan_to_num(cells.people).T):
        needed = np.where(rule.is_small(people), float(rule.width), 1.0)
        needed[people == 0] = 0.0
        found += [(part, cell) for cell in too_narrow(cells.sums, people, hidden, needed, rule.width)]
    return found


def _widening(cells: LinkedCells, hidden: Mask, part: int, cell: int, order: Floats, rule: DisclosureRule) -> list[int]:
    """The first cell in order that gives one hidden number more room; none where no cell does."""
    people = np.nan_to_num(cells.people)[:, part]
    room = np.zeros(cells.size)
    for sign in (1.0, -1.0):
        room += furthest(cells.sums, people, hidden, cell, sign, rule.width).room
    helps = np.flatnonzero((room > 1e-9) & ~hidden & np.isfinite(order))
    return [int(helps[np.argmin(order[helps])])] if helps.size else []
