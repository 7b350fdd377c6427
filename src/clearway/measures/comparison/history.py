"""Against the own past: each area's line with its limits, what is special in it, and whether the target is in reach."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

import numpy as np

from clearway.measures.catalogue.measure import Measure
from clearway.measures.comparison.line import Line, judged, key_of
from clearway.measures.months import last_day, month_of, months_between
from clearway.measures.values import MeasureValue
from clearway.stats.spc import phases_from, xmr

MONTHLY = "monthly"

__all__ = ["Line", "lines_of"]


def lines_of(
    values: Sequence[MeasureValue],
    measure: Measure,
    *,
    targets: Mapping[str, float] | None = None,
    target_marks: Mapping[str, str] | None = None,
    rebased_at: Mapping[str, Sequence[date]] | None = None,
    explained_at: Mapping[str, Sequence[date]] | None = None,
    screened: bool = True,
) -> list[Line]:
    """One line for each area and group, in the order in which they first come; periods that none holds are gaps.

    `values` are of equal periods. Where periods overlap, no limits are drawn and nothing is judged: limits are made of
    the differences between neighbours, which are then far too small. `targets` gives the target of an area on the scale
    of the values, `target_marks` what must be said beside it; `rebased_at` the period ends at which somebody began a
    new phase of an area; `explained_at` those at which somebody wrote down a cause, without which no new phase is ever
    suggested. Raises ValueError for a phase that begins at a period that is not there. Source of limits and rules:
    `stats.spc`.
    """
    keys = list(dict.fromkeys(map(key_of, values)))
    if not keys:
        return []
    periods = _periods(values, measure)
    held = {(key_of(one), one.period_end): one for one in values}
    numbers = np.array([[_number(held.get((key, period))) for period in periods] for key in keys], dtype=np.float64)
    begun = rebased_at or {}
    phases = np.array([phases_from(periods, begun.get(area, ())) for area, _ in keys])
    overlaps = _overlap(values)
    chart = xmr(numbers, phases=phases, screened=screened, left_out=overlaps)
    return judged(
        chart,
        keys,
        periods,
        held,
        measure,
        targets=targets or {},
        target_marks=target_marks or {},
        explained_at=explained_at or {},
        overlaps=overlaps,
    )


def _overlap(values: Sequence[MeasureValue]) -> bool:
    """Whether periods lie over one another, as rolling years do: then neighbours share people and differ too little."""
    spans = sorted({(one.period_end, one.period_start) for one in values})
    return any(start <= end for (end, _), (_, start) in pairwise(spans))


def _periods(values: Sequence[MeasureValue], measure: Measure) -> list[date]:
    """Every period end from the first to the last; of a monthly measure also the months of which nothing is held."""
    ends = sorted({one.period_end for one in values})
    if measure.periodicity != MONTHLY:
        return ends
    by_month = {month_of(day): day for day in ends}
    return [by_month.get(month, last_day(month)) for month in months_between(month_of(ends[0]), month_of(ends[-1]))]


def _number(value: MeasureValue | None) -> float:
    return np.nan if value is None or value.value is None else value.value
