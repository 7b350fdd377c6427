"""A table with its totals, and the sums that tie its cells together: all that a reader can calculate with."""

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats


def with_totals(counts: Numbers) -> Floats:
    """The counts with their totals: one more cell for a list, one more row and column for a table.

    A missing count adds nothing to a total and stays missing. Raises ValueError for more than two ways, for an empty
    table and for a negative count.
    """
    people = floats(counts)
    if people.ndim not in (1, 2) or people.size == 0:
        raise ValueError("Only lists and tables of rows and columns, with at least one count, can be protected.")
    if np.any(people < 0):
        place = np.argwhere(people < 0)[0].tolist()
        raise ValueError(f"A count of people is below zero at place {place}, counted from 0.")
    for axis in range(people.ndim):
        people = np.concatenate([people, np.nansum(people, axis=axis, keepdims=True)], axis=axis)
    return people


def relations(shape: tuple[int, ...]) -> Floats:
    """The sums of a table of this shape (totals included): one row a sum, one column a cell, in the order of `ravel`.

    Each row holds 1 for a cell and -1 for its total, so that relations @ cells = 0.
    """
    places = np.arange(int(np.prod(shape))).reshape(shape)
    lines = [places] if places.ndim == 1 else [*places, *places.T]
    found = np.zeros((len(lines), places.size))
    for row, line in enumerate(lines):
        found[row, line[:-1]] = 1.0
        found[row, line[-1]] = -1.0
    return found
