"""Values of people who wait on a day: who is counted is for whoever knows open pathways to say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from clearway.measures.values.files import held_files
from clearway.measures.values.limits import people_limits, share_limits
from clearway.measures.values.value import Asked, MeasureValue

LATEST = 12
"""So many days are counted when no period is asked for: one a week."""

SHARE_COUNTS = ("no_next_step",)
"""Counts that are shares of the people waiting; others are numbers of people."""


@dataclass(frozen=True, slots=True)
class WaitingCount:
    """How many people of one trust and part wait on a day, and how many of them count."""

    day: date
    area: str
    area_name: str
    part: str
    counted: int
    waiting: int


CountWaiting = Callable[[duckdb.DuckDBPyConnection, str, Asked], Sequence[WaitingCount]]
"""Counts the people who wait by a word of `open_counts`, on each day of interest, as asked."""


def waiting_values(
    figures: duckdb.DuckDBPyConnection, measure: str, count: str, asked: Asked, count_waiting: CountWaiting
) -> list[MeasureValue]:
    """A row for each day, area and part."""
    rows = list(count_waiting(figures, count, asked))
    counted = [float(row.counted) for row in rows]
    is_share = count in SHARE_COUNTS
    limits = share_limits(counted, [float(row.waiting) for row in rows]) if is_share else people_limits(counted)
    held = held_files(figures)
    shared: dict[str, Any] = {
        "measure": measure,
        "area_type": asked.area_type,
        "basis": "computed",
        "is_synthetic": held.are_synthetic,
        "release": "provisional",
        "publisher": "Clearway, from loaded records",
        "source_files": (),
        "as_at": max(held.received.values(), default=None),
    }
    return [
        MeasureValue(
            area=row.area,
            area_name=row.area_name,
            period_start=row.day,
            period_end=row.day,
            group={asked.by: row.part} if asked.by else {},
            numerator=float(row.counted),
            denominator=float(row.waiting) if is_share else None,
            value=(row.counted / row.waiting if row.waiting else None) if is_share else float(row.counted),
            lower=limit.lower,
            upper=limit.upper,
            method=limit.method,
            note="" if row.waiting or not is_share else "nobody was waiting",
            **shared,
        )
        for row, limit in zip(rows, limits, strict=True)
    ]
