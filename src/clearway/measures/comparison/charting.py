"""Which control chart a line can have, which one fits it best, and the line with the limits of another one.

Single values (XmR) are the chart that opens everywhere, so that every place and page is judged alike. Where the counts
behind shares or rates are known, a reader may choose limits that know them too (docs/decisions/0025).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from clearway.measures.catalogue.measure import Measure
from clearway.measures.comparison.counted import PER
from clearway.measures.comparison.line import ChartKind, Line, judged
from clearway.stats.arrays import Floats
from clearway.stats.spc import SharesChart, p_chart, p_prime_chart, u_chart

KINDS_OF = {
    "percent": (ChartKind.XMR, ChartKind.P, ChartKind.P_PRIME),
    "per 1000": (ChartKind.XMR, ChartKind.U),
    "per 100000": (ChartKind.XMR, ChartKind.U),
}
MAKERS: Mapping[ChartKind, Callable[..., SharesChart]] = {
    ChartKind.P: p_chart,
    ChartKind.P_PRIME: p_prime_chart,
    ChartKind.U: u_chart,
}

TITLES = {
    ChartKind.XMR: "Single values (XmR)",
    ChartKind.P: "Shares (p)",
    ChartKind.P_PRIME: "Shares, allowing for spread (p\N{PRIME})",
    ChartKind.U: "Rates (u)",
}
"""What a chart is called where somebody chooses it."""

MEANS = {
    ChartKind.XMR: "Limits come from how much the value moves from one period to the next; they know no numbers of "
    "people. The usual chart of NHS reports, and the one that every list here is judged by.",
    ChartKind.P: "Limits come from the number of people counted in each period: wide where few were counted, narrow "
    "where many were. Right where nothing but chance moves the share.",
    ChartKind.P_PRIME: "Limits come from the number of people counted in each period, widened or narrowed by how much "
    "the periods really differ from one another (Laney).",
    ChartKind.U: "Limits come from the people, or the time, that the events of each period are counted over.",
}
"""What its limits are made of, in words."""

FEWEST_POINTS = 3
ROUNDING = 5e-4
"""A printed share lies within so much of its counts; a rate within the same part of itself."""

VARY_MUCH = 2.0
"""Numbers of people vary much where the largest is so many times the smallest: limits then differ by 1.4 or more."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Which chart fits a line best and why; no words where the chart that it has does."""

    kind: ChartKind
    why: str


def charts_for(line: Line, measure: Measure) -> tuple[ChartKind, ...]:
    """The charts that a line can have, the usual one first.

    Charts of shares and rates need the counts of every value, and values that are their counts divided: a standardised
    rate has none. Overlapping periods have no other chart, for they have no limits at all.
    """
    kinds = KINDS_OF.get(measure.unit.key, (ChartKind.XMR,))
    return kinds if len(kinds) > 1 and not line.overlaps and _are_counted(line, measure) else (ChartKind.XMR,)


def charted(
    line: Line, measure: Measure, kind: ChartKind, *, explained_at: Mapping[str, Sequence[date]] | None = None
) -> Line:
    """The line with limits of another kind, judged anew by them; as it is where it cannot have them.

    Phases, target and its mark stay. `explained_at` is that of `lines_of`. Source of the limits: `stats.spc`.
    """
    if kind is line.chart_kind or kind not in MAKERS or kind not in charts_for(line, measure):
        return line
    chart = _chart(line, measure, kind)
    key, periods = (line.area, line.group), [one.period_end for one in line.points]
    held = {(key, one.period_end): one.value for one in line.points if one.value is not None}
    (found,) = judged(
        chart,
        [key],
        periods,
        held,
        measure,
        targets={} if line.target is None else {line.area: line.target},
        target_marks={line.area: line.target_mark},
        explained_at=explained_at or {},
        kind=kind,
    )
    return found


def advice(line: Line, measure: Measure) -> Advice:
    """Which of its charts fits a line best, by a rule that is written down, and why; without words where it has it.

    Single values fit unless their limits leave what a share can be, or the numbers of people vary much. Then limits by
    the number of people fit: p, or p' where the periods differ by more than chance and their numbers explain (rates: u,
    unless they differ so, for then single values know more).
    """
    kinds = charts_for(line, measure)
    if len(kinds) == 1:
        return Advice(line.chart_kind, "")
    by_counts = _chart(line, measure, kinds[1])
    spread, is_wider = _dispersion(by_counts)
    if line.chart_kind in (ChartKind.P, ChartKind.U) and is_wider:
        best = ChartKind.P_PRIME if line.chart_kind is ChartKind.P else ChartKind.XMR
        return Advice(
            best,
            f"The periods differ {spread:.1f} times as much as their numbers of people explain, so these limits are "
            "too narrow and call special what is usual here.",
        )
    if line.chart_kind is not ChartKind.XMR:
        return Advice(line.chart_kind, "")
    best = kinds[1] if not is_wider else ChartKind.P_PRIME if ChartKind.P_PRIME in kinds else ChartKind.XMR
    why = _why_not_single_values(line, measure)
    return Advice(best, why) if why and best is not ChartKind.XMR else Advice(line.chart_kind, "")


def _why_not_single_values(line: Line, measure: Measure) -> str:
    limits = line.limits(len(line.points) - 1)
    if measure.unit.key == "percent" and limits and (limits[0] < 0 or limits[2] > 1):
        return "The limits of single values leave 0% to 100% here, where no share can be."
    people = _numbers(line, "denominator")
    least, most = np.nanmin(people), np.nanmax(people)
    if most >= VARY_MUCH * least:
        return f"Between {least:,.0f} and {most:,.0f} people are counted in a period, which single values do not know."
    return ""


def _are_counted(line: Line, measure: Measure) -> bool:
    part, whole = _numbers(line, "numerator"), _numbers(line, "denominator")
    value = _numbers(line, "value")
    known = ~np.isnan(value)
    if np.count_nonzero(known) < FEWEST_POINTS or not np.all(whole[known] > 0) or np.isnan(part[known]).any():
        return False
    per = PER[measure.unit.key]
    return bool(np.allclose(value[known], part[known] / whole[known] * per, rtol=ROUNDING, atol=ROUNDING))


def _numbers(line: Line, name: str) -> Floats:
    held = (None if one.value is None or one.value.value is None else getattr(one.value, name) for one in line.points)
    return np.array([np.nan if number is None else number for number in held], dtype=np.float64)


def _chart(line: Line, measure: Measure, kind: ChartKind) -> SharesChart:
    """The chart of one line, one row, on the scale of its values."""
    part, whole = (_numbers(line, name)[np.newaxis] for name in ("numerator", "denominator"))
    phases = np.array([[one.phase for one in line.points]])
    chart = MAKERS[kind](part, whole, phases=phases)
    per = PER[measure.unit.key]
    lines = ("value", "mean", "lower", "upper", "near_lower", "near_upper")
    return chart if per == 1 else replace(chart, **{name: getattr(chart, name) * per for name in lines})


def _dispersion(chart: SharesChart) -> tuple[float, bool]:
    """How many times as far the points of the newest phase differ as their numbers explain; whether beyond chance."""
    known = np.flatnonzero(~np.isnan(chart.dispersion[0]))
    if not known.size:
        return 1.0, False
    return float(chart.dispersion[0][known[-1]]), bool(chart.is_overdispersed[0][known[-1]])
