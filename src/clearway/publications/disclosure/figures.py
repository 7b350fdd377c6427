"""Figures told apart by place, period and group, the sums that tie them, and which of them must be hidden."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from clearway.stats.disclosure import DisclosureRule, LinkedCells, linked_suppression

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

EVERYBODY = ""
"""The group of all groups together."""


class Place(NamedTuple):
    """A place: its kind (with the side from which it is counted) and its code."""

    kind: str
    code: str


class Key(NamedTuple):
    """Which figure: of a place, in a period, of a group (`EVERYBODY` for all together)."""

    place: Place
    period: str
    group: str = EVERYBODY


Figures = Mapping[Key, tuple[float, ...]]
"""Numbers of people of each figure, part by part (within, not within): all figures have as many parts."""

Parents = Callable[[Place, str], Collection[Place]]
"""The places whose sums a place is in, in a period."""


def with_empty_groups(figures: Figures) -> dict[Key, tuple[float, ...]]:
    """The same with a figure of nobody for each place and period that has people, and each group known of any.

    So a group without people can be hidden as well, and a hidden one does not say that there is somebody.
    """
    found = dict(figures)
    groups = {key.group for key in figures} - {EVERYBODY}
    for place, period in {(key.place, key.period) for key in figures}:
        for group in groups:
            found.setdefault(Key(place, period, group), (0.0,) * len(next(iter(figures.values()))))
    return found


def hidden_figures(
    figures: Figures,
    rule: DisclosureRule,
    parents: Parents,
    *,
    periods: Mapping[str, str] | None = None,
    known: Collection[Key] = (),
    gone: Collection[Key] = (),
    same: Collection[tuple[str, str]] = (),
) -> frozenset[Key]:
    """Which figures must be hidden so that none of them can be found from those that are shown.

    `periods` says in which longer period's sum a period is. `known` figures are shown elsewhere, `gone` ones are hidden
    elsewhere. `same` are pairs of kinds of place that sum up to the same people, whether or not that sum is shown.
    Where what is known leaves no way out, every figure that is not known is hidden.
    """
    keys = sorted(figures)
    if not keys:
        return frozenset(gone)
    position = {key: at for at, key in enumerate(keys)}
    cells = LinkedCells(
        np.array([figures[key] for key in keys]), _matrix(position, _sums(position, parents, periods or {}, same))
    )
    stays, goes = (np.array([key in some for key in keys]) for some in (set(known), set(gone)))
    try:
        hidden = linked_suppression(cells, rule, known=stays, gone=goes)
    except ValueError:
        hidden = ~stays
    return frozenset(key for key, hide in zip(keys, hidden, strict=True) if hide)


def _sums(
    keys: Collection[Key], parents: Parents, periods: Mapping[str, str], same: Collection[tuple[str, str]]
) -> list[tuple[list[Key], list[Key]]]:
    """Every sum among some figures: what is added up, and the total (or what has the same total)."""
    held = set(keys)
    found: dict[tuple[Key, str], list[Key]] = defaultdict(list)
    of_kind: dict[tuple[str, str, str], list[Key]] = defaultdict(list)
    for key in sorted(held):
        of_kind[key.place.kind, key.period, key.group].append(key)
        if key.group != EVERYBODY:
            found[key._replace(group=EVERYBODY), "groups"].append(key)
        if key.period in periods:
            found[key._replace(period=periods[key.period]), "periods"].append(key)
        for parent in parents(key.place, key.period):
            found[key._replace(place=parent), key.place.kind].append(key)
    balances = [
        (parts, of_kind[second, period, group])
        for first, second in same
        for (kind, period, group), parts in sorted(of_kind.items())
        if kind == first and (second, period, group) in of_kind
    ]
    return [(parts, [total]) for (total, _), parts in found.items() if total in held] + balances


def _matrix(position: Mapping[Key, int], sums: Collection[tuple[list[Key], list[Key]]]) -> "csr_matrix":
    from scipy.sparse import csr_matrix  # only where there is something to hide

    rows: list[int] = []
    columns: list[int] = []
    signs: list[float] = []
    for row, (parts, totals) in enumerate(sums):
        rows += [row] * (len(parts) + len(totals))
        columns += [position[key] for key in (*parts, *totals)]
        signs += [*(1.0 for _ in parts), *(-1.0 for _ in totals)]
    return csr_matrix((signs, (rows, columns)), shape=(len(sums), len(position)))
