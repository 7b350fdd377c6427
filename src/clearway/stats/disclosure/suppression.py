"""Which more cells must be hidden so that no hidden one can be found from the totals: the fewest, by an exact method.

The problem is the cell suppression problem: choose cells of least loss such that for every hidden cell there are two
tables, both in agreement with all that is shown, in which it lies at least `width` apart. The choice is an integer
program; whether a choice holds is a linear program a cell, and each that fails gives a further condition on the choice
(its dual), until none fails. Source: Fischetti and Salazar-González (2001), Management Science 47:1008.
"""

import numpy as np

from clearway.stats.arrays import Floats
from clearway.stats.disclosure.freedom import TOLERANCE, furthest
from clearway.stats.disclosure.table import relations
from clearway.stats.estimate import Mask

CELLS, PEOPLE = "cells", "people"


def secondary_suppression(cells: Floats, primary: Mask, *, width: float, step: float = 1.0, loss: str = CELLS) -> Mask:
    """All cells to hide, the `primary` ones among them, so that every one keeps a feasible range of at least `width`.

    `cells` is a list or table with its totals; totals may be hidden too, at the loss of all the cells they are made of.
    A reader is taken to know that a hidden cell holds at least one `step` of a person, since zeros are shown. Zero and
    missing cells are never hidden. `loss` is `CELLS` (as few cells as can be, and of these the smallest) or `PEOPLE`
    (as few people as can be). There is always an answer: hiding everything. Raises ValueError for another loss.
    """
    true = np.nan_to_num(cells.ravel(), nan=0.0)
    wanted = primary.ravel()
    can_hide = true > 0
    sums = relations(cells.shape)
    spare = np.maximum(true - step, 0.0)
    cost = _cost(true, cells.shape, loss)
    conditions = _company(sums, can_hide)
    while True:
        hidden = _cheapest(cost, wanted, can_hide, conditions)
        broken = _broken(sums, spare, hidden, width)
        if not broken:
            return hidden.reshape(cells.shape)
        conditions = np.vstack([conditions, *broken])


def _broken(sums: Floats, spare: Floats, hidden: Mask, width: float) -> list[Floats]:
    """A condition for every hidden cell whose range is too narrow: rows c with c @ choice >= 0.

    `spare` is how many people each cell can lose and still hold what a reader knows that it holds.
    """
    from scipy.sparse import csr_matrix

    tied = csr_matrix(sums)
    conditions = []
    for cell in np.flatnonzero(hidden):
        up = furthest(tied, spare, hidden, int(cell), 1.0, width)
        if up.distance < width - TOLERANCE:
            down = furthest(tied, spare, hidden, int(cell), -1.0, width)
            if up.distance + down.distance < width - TOLERANCE:
                condition = np.minimum(up.room + down.room, width)
                condition[cell] -= width
                conditions.append(condition)
    return conditions


def _company(sums: Floats, can_hide: Mask) -> Floats:
    """The first conditions: in every sum, a hidden cell is not the only one."""
    found = []
    for line in sums:
        members = np.flatnonzero((line != 0) & can_hide)
        for cell in members:
            condition = np.zeros(line.size)
            condition[members] = 1.0
            condition[cell] = -1.0
            found.append(condition)
    return np.array(found).reshape(-1, can_hide.size)


def _cost(true: Floats, shape: tuple[int, ...], loss: str) -> Floats:
    """What hiding each cell loses: totals weigh as much as all they are made of."""
    if loss == PEOPLE:
        return true
    if loss != CELLS:
        raise ValueError(f"Loss is counted in {CELLS} or in {PEOPLE}, not in {loss}.")
    weight = np.ones(shape)
    for axis in range(len(shape)):
        last = [slice(None)] * len(shape)
        last[axis] = slice(-1, None)
        weight[tuple(last)] *= shape[axis]
    return np.asarray(weight.ravel() + true / (1 + true.sum()))


def _cheapest(cost: Floats, wanted: Mask, can_hide: Mask, conditions: Floats) -> Mask:
    """The cells of least loss that hold all wanted ones and meet every condition so far."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    limits = [LinearConstraint(conditions, lb=-TOLERANCE)] if len(conditions) else []
    bounds = Bounds(wanted.astype(float), can_hide.astype(float))
    answer = milp(cost, integrality=np.ones(cost.size), bounds=bounds, constraints=limits, options={"mip_rel_gap": 0})
    if answer.x is None:
        raise RuntimeError(f"No choice of cells to hide was found: {answer.message}")
    return np.asarray(answer.x > 0.5)
