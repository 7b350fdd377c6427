"""How complete a sender's records are, month by month: the share of records that have what they need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clearway.pipeline.quality.needs import needs
from clearway.pipeline.quality.shape import FILLED, Shape
from clearway.stats.proportion import proportion


@dataclass(frozen=True, slots=True)
class CompleteMonth:
    """One month of one column: filled, of those that need it, as a share with its Wilson interval (fractions).

    `is_running`: the month had not ended when the records were seen. A month in which nobody needed it has no share.
    """

    month: str
    filled: int
    of: int
    share: float | None
    lower: float | None
    upper: float | None
    is_running: bool


@dataclass(frozen=True, slots=True)
class ColumnCompleteness:
    """One column over all months. `of_whom` says who needs it; `is_needed` is false for a plain share of all."""

    column: str
    of_whom: str
    is_needed: bool
    months: tuple[CompleteMonth, ...]


def completeness(shapes: Sequence[tuple[Shape, str, str]]) -> list[ColumnCompleteness]:
    """Completeness by column, from the shapes of a sender's live files with their first and last month, oldest first.

    Where several files report a month, the one received last answers for it; months outside a file's span are left
    out, because a file holds only part of them.
    """
    counts: dict[str, dict[str, tuple[int, int]]] = {}
    running: set[str] = set()
    for shape, first, last in shapes:
        held = _filled(shape, first, last)
        largest = {month: max((of for _, of in columns.values()), default=0) for month, columns in held.items()}
        for month, columns in held.items():
            before = max((of for _, of in counts.get(month, {}).values()), default=0)
            if largest[month] * 2 >= before:  # a few late records beside a whole month do not speak for it
                counts[month] = columns
        running |= set(held) - shape.complete_months()
    return [
        ColumnCompleteness(
            need.column,
            need.state.title,
            need.is_needed,
            tuple(_month(month, counts[month].get(need.column, (0, 0)), month in running) for month in sorted(counts)),
        )
        for need in needs()
    ]


def _filled(shape: Shape, first: str, last: str) -> Mapping[str, dict[str, tuple[int, int]]]:
    held: dict[str, dict[str, tuple[int, int]]] = {}
    seen_in = f"{shape.seen_on:%Y-%m}"
    for row in shape.counts.to_pylist():
        if row["what"] == FILLED and first <= row["month"] <= min(last, seen_in):
            held.setdefault(row["month"], {})[row["name"]] = (row["count"], row["of"])
    return held


def _month(month: str, counted: tuple[int, int], is_running: bool) -> CompleteMonth:
    filled, of = counted
    if not of:
        return CompleteMonth(month, 0, 0, None, None, None, is_running)
    found = proportion([filled], [of])
    return CompleteMonth(
        month, filled, of, float(found.value[0]), float(found.lower[0]), float(found.upper[0]), is_running
    )
