"""Columns of limits in known-answer files: their names tell the level (`lower95_0cl` is the lower limit at 95.0%)."""

import re
from collections.abc import Callable, Mapping

from clearway.stats.golden.tables import Row

LIMIT = re.compile(r"(lower|upper)(\d+)_(\d)cl")


def levels_of(columns: tuple[str, ...]) -> dict[str, tuple[str, float]]:
    """Each column of limits with which end it is and its level."""
    found = {}
    for column in columns:
        if match := LIMIT.fullmatch(column):
            found[column] = (match[1], float(f"{match[2]}.{match[3]}") / 100)
    return found


def known_and_given(
    row: Row, columns: tuple[str, ...], given_at: Callable[[float], Mapping[str, float]], others: tuple[str, ...]
) -> tuple[dict[str, float], dict[str, float]]:
    """What a row says and what we say, for its limits and some other columns.

    `given_at` answers for a level: `lower` and `upper`, and the other columns by name.
    """
    limits = levels_of(columns)
    at_level = {level: given_at(level) for level in sorted({level for _, level in limits.values()})}
    first = next(iter(at_level.values()))
    known = {name: row.number(name) for name in others}
    given = {name: first[name] for name in others}
    for column, (end, level) in limits.items():
        known[column], given[column] = row.number(column), at_level[level][end]
    return known, given
