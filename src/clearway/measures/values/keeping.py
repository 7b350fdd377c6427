"""What was asked of areas and days, as conditions on the rows of a table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from clearway.measures.values.value import Asked

Conditions = dict[str, dict[str, Any]]
"""Conditions in SQL, each with the values that it names. Expressions are ours, values are bound."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What rows are kept by: one condition in SQL, and the values that it names."""

    where: str
    values: dict[str, Any]


def kept_by(asked: Asked, also: Conditions, *, area: str, day: str, written: Callable[[date], Any]) -> Kept:
    """Rows of the areas and days asked for that meet other conditions too.

    `area` and `day` are the columns; `written` writes a day as it stands in its column.
    """
    found = dict(also)
    if asked.areas:
        found[f"list_contains($areas, {area})"] = {"areas": list(asked.areas)}
    for name, sign, bound in (("first", ">=", asked.first), ("last", "<=", asked.last)):
        if bound:
            found[f"{day} {sign} ${name}"] = {name: written(bound)}
    return Kept(" AND ".join(found), {name: value for values in found.values() for name, value in values.items()})
