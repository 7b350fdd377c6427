"""Against the own past: each area's line with its limits, what is special in it, and whether the target is in reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from clearway.measures.catalogue.measure import Measure, Polarity
from clearway.measures.months import last_day, month_of, months_between
from clearway.measures.values import MeasureValue
from clearway.stats.spc import (
    Assurance,
    Direction,
    Suggestion,
    Variation,
    XmR,
    assurance,
    phases_from,
    special_causes,
    suggested_phases,
    variation,
    xmr,
)
from clearway.stats.spc.icons import kinds_of_points
from clearway.stats.spc.rules import Causes, SpecialCause

DIRECTIONS = {
    Polarity.HIGHER: Direction.HIGHER,
    Polarity.LOWER: Direction.LOWER,
    Polarity.TARGET: Direction.NEITHER,
    Polarity.CONTEXT: Direction.NEITHER,
}
MONTHLY = "monthly"
Key = tuple[str, str]
"""The code of an area and the words of a group, empty for everybody."""


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a line: its value (None where none is held) and what is special about it."""

    period_end: date
    value: MeasureValue | None
    kind: Variation
    cause: SpecialCause | None
    phase: int


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """The values of one area (of one group, where they are told apart) in order of time, with limits and two icons.

    `chart` holds mean and limits with one column for each point. `target` is the value the assurance was judged by, on
    the scale of the values; `target_mark` is what must be said beside it (that it is provisional, or whose it is).
    `suggestions` say where somebody may want to begin a new phase; nobody but a person does. `overlaps`: its periods
    lie over one another, so that it has no limits.
    """

    area: str
    area_name: str
    group: str
    points: tuple[Point, ...]
    chart: XmR
    row: int
    variation: Variation
    assurance: Assurance
    target: float | None
    suggestions: tuple[Suggestion, ...]
    target_mark: str = ""
    overlaps: bool = False

    @property
    def latest(self) -> MeasureValue:
        """The newest value."""
        return next(point.value for point in reversed(self.points) if point.value is not None)

    @property
    def known(self) -> int:
        """How many periods have a value."""
        return sum(point.value is not None and point.value.value is not None for point in self.points)

    @property
    def has_limits(self) -> bool:
        """Whether the newest point has limits to be judged by."""
        return self.variation is not Variation.NOT_KNOWN

    @property
    def is_trial(self) -> bool:
        """Whether the newest limits rest on so few points that they are on trial."""
        return bool(self.chart.is_trial[self.row][-1])

    def limits(self, point: int) -> tuple[float, float, float] | None:
        """Lower limit, mean and upper limit at a point; None where there are none."""
        held = [float(line[self.row][point]) for line in (self.chart.lower, self.chart.mean, self.chart.upper)]
        return None if any(np.isnan(held)) else (held[0], held[1], held[2])


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
    keys = list(dict.fromkeys(map(_key, values)))
    if not keys:
        return []
    periods = _periods(values, measure)
    held = {(_key(one), one.period_end): one for one in values}
    numbers = np.array([[_number(held.get((key, period))) for period in periods] for key in keys], dtype=np.float64)
    begun = rebased_at or {}
    phases = np.array([phases_from(periods, begun.get(area, ())) for area, _ in keys])
    overlaps = _overlap(values)
    chart = xmr(numbers, phases=phases, screened=screened, left_out=overlaps)
    causes = special_causes(chart)
    causes = np.minimum(causes, SpecialCause.COMMON) if overlaps else causes
    direction = DIRECTIONS[measure.polarity]
    wanted = np.array([(targets or {}).get(area, np.nan) for area, _ in keys])
    variations, assurances = variation(chart, causes, direction), assurance(chart, wanted, direction)
    kinds = np.full(numbers.shape, Variation.NOT_KNOWN) if overlaps else kinds_of_points(causes, direction)
    explained = np.array([[period in (explained_at or {}).get(area, ()) for period in periods] for area, _ in keys])
    suggestions = suggested_phases(chart, explained)
    names = {one.area: one.area_name for one in values}
    return [
        Line(
            area=area,
            area_name=names[area],
            group=group,
            points=_points(periods, (area, group), held, kinds[row], causes[row], phases[row]),
            chart=chart,
            row=row,
            variation=Variation(variations[row]),
            assurance=Assurance(assurances[row]),
            target=None if np.isnan(wanted[row]) else float(wanted[row]),
            suggestions=tuple(one for one in suggestions if one.series == row),
            target_mark=(target_marks or {}).get(area, ""),
            overlaps=overlaps,
        )
        for row, (area, group) in enumerate(keys)
    ]


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


def _key(value: MeasureValue) -> Key:
    return value.area, ", ".join(value.group.values())


def _number(value: MeasureValue | None) -> float:
    return np.nan if value is None or value.value is None else value.value


def _points(
    periods: Sequence[date],
    key: Key,
    held: Mapping[tuple[Key, date], MeasureValue],
    kinds: np.ndarray,
    causes: Causes,
    phases: np.ndarray,
) -> tuple[Point, ...]:
    return tuple(
        Point(
            period,
            held.get((key, period)),
            Variation(kind),
            SpecialCause(int(cause)) if cause > SpecialCause.COMMON else None,
            int(phase),
        )
        for period, kind, cause, phase in zip(periods, kinds, causes, phases, strict=True)
    )
