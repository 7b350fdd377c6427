"""Names for the kinds of array that the generator passes around, and small draws on them."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Days = NDArray[np.datetime64]
Text = NDArray[np.str_]
Random = np.random.Generator
Day = np.datetime64

NO_DAY = np.datetime64("NaT", "D")
"""No date: comparisons with it are false, sums with it give it again."""


def choose(rng: Random, weights: Mapping[str, float], count: int) -> Text:
    """`count` codes drawn by weight, in the order of the table."""
    codes = np.array(list(weights))
    shares = np.array(list(weights.values()), dtype=float)
    return np.asarray(codes[rng.choice(len(codes), size=count, p=shares / shares.sum())])


def choose_row(rng: Random, shares: Floats) -> Ints:
    """One column index for each row of `shares` [rows, columns], drawn by that row's shares."""
    edges = shares.cumsum(axis=1)
    marks = rng.random(len(shares)) * edges[:, -1]
    return np.asarray(np.minimum((edges <= marks[:, None]).sum(axis=1), shares.shape[1] - 1), dtype=np.int64)


def rounded(rng: Random, amounts: Floats, together: int) -> Ints:
    """Whole numbers beside the amounts, of which the last `together` axes keep their running total.

    Rounding each cell by itself lets totals wander; here every total of neighbouring cells is off by less than one.
    """
    shape = amounts.shape
    flat = amounts.reshape(*shape[: amounts.ndim - together], -1)
    running = np.floor(flat.cumsum(axis=-1) + rng.random((*flat.shape[:-1], 1)))
    return np.diff(running, axis=-1, prepend=0).astype(np.int64).reshape(shape)


def settled(rng: Random, left: Ints, together: int) -> tuple[Ints, Ints]:
    """Counts made whole: cells with fewer than nobody take from the others along the last axes.

    Also how much could not be taken, for each place of the other axes.
    """
    axes = tuple(range(left.ndim - together, left.ndim))
    debt = -np.minimum(left, 0).sum(axis=axes)
    held = np.maximum(left, 0)
    total = held.sum(axis=axes)
    share = np.maximum(total - debt, 0) / np.maximum(total, 1)
    kept = rounded(rng, held * np.expand_dims(share, axes), together)
    return np.minimum(kept, held), np.maximum(debt - total, 0)


def settled_in_sides(rng: Random, left: Ints, within: int, axis: int) -> Ints:
    """Counts made whole so that each side of a limit keeps its total: first within a band, then within the side.

    `axis` is that of the bands, of which the first `within` lie within the limit; the axes behind it share a debt.
    """
    inner = left.ndim - axis - 1
    kept, debt = settled(rng, left, together=inner)
    whole = tuple(range(axis, left.ndim))
    sides = []
    for own in (slice(None, within), slice(within, None)):
        side = kept[(*[slice(None)] * axis, own)]
        total = side.sum(axis=whole)
        share = np.maximum(total - debt[..., own].sum(axis=-1), 0) / np.maximum(total, 1)
        part = rounded(rng, side * np.expand_dims(share, whole), together=inner + 1)
        sides.append(np.minimum(part, side))
    return np.concatenate(sides, axis=axis)


def unfolded(counts: Ints) -> tuple[Ints, ...]:
    """One entry a person: for each axis of `counts`, the index of the cell that the person stands in."""
    cells = np.nonzero(counts)
    times = counts[cells]
    return tuple(np.repeat(axis, times).astype(np.int64) for axis in cells)


def is_chosen(rng: Random, share: float, count: int) -> Flags:
    """Which of `count` entries are chosen when each is with probability `share`."""
    return rng.random(count) < share


def matched(rng: Random, group: Ints, order: Floats, pool_group: Ints, pool_order: Floats) -> Ints:
    """For each entry, which entry of the pool it takes: same group, same place in the order; -1 where there is none.

    A smaller or larger pool is stretched, so that the pool's distribution within a group is kept.
    """
    taken = np.full(len(group), -1, dtype=np.int64)
    if not len(group) or not len(pool_group):
        return taken
    asked = np.lexsort((order, group))
    held = np.lexsort((pool_order, pool_group))
    groups, first, size = np.unique(group[asked], return_index=True, return_counts=True)
    place = np.arange(len(asked)) - np.repeat(first, size)
    pool_first = np.searchsorted(pool_group[held], groups, side="left")
    pool_size = np.searchsorted(pool_group[held], groups, side="right") - pool_first
    places = (place + rng.random(len(place))) * np.repeat(pool_size, size) / np.repeat(size, size)
    stretched = np.minimum(places.astype(np.int64), np.repeat(np.maximum(pool_size - 1, 0), size))
    index = np.repeat(pool_first, size) + stretched
    has_pool = np.repeat(pool_size > 0, size)
    taken[asked[has_pool]] = held[index[has_pool]]
    return taken


def dealt(rng: Random, group: Ints, order: Floats, pool_group: Ints, pool_order: Floats) -> Ints:
    """As `matched`, but each entry of the pool is taken at most once: -1 for those for whom none was left.

    Where there are more than enough, or not enough, chance decides who takes part; then order goes with order.
    """
    asked, held = _in_both(rng, group, pool_group), _in_both(rng, pool_group, group)
    asked = asked[np.lexsort((order[asked], group[asked]))]
    held = held[np.lexsort((pool_order[held], pool_group[held]))]
    taken = np.full(len(group), -1, dtype=np.int64)
    taken[asked] = held
    return taken


def _in_both(rng: Random, group: Ints, other: Ints) -> Ints:
    """Places, of each group as many as the other side has of it, chosen by chance."""
    shuffled = np.lexsort((rng.random(len(group)), group))
    own, first, size = np.unique(group[shuffled], return_index=True, return_counts=True)
    others = np.sort(other)
    room = np.searchsorted(others, own, side="right") - np.searchsorted(others, own, side="left")
    rank = np.arange(len(shuffled)) - np.repeat(first, size)
    return np.asarray(shuffled[rank < np.repeat(room, size)], dtype=np.int64)


def places_of(codes: Text, known: Sequence[str]) -> Ints:
    """The place of each code in a list; -1 for a code that is not in it."""
    distinct, inverse = np.unique(codes, return_inverse=True)
    places = {code: place for place, code in enumerate(known)}
    return np.array([places.get(code, -1) for code in distinct.tolist()], dtype=np.int64)[inverse]


def linked(rng: Random, values: Floats, strength: float) -> Floats:
    """An order that follows `values` loosely: 1 follows them exactly, 0 not at all."""
    ranks = values.argsort().argsort() / max(len(values), 1)
    return np.asarray(strength * ranks + (1 - strength) * rng.random(len(values)))
