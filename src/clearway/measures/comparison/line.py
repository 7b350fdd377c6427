"""The line of one area: its values in order of time, with the limits of a control chart and what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from clearway.measures.catalogue.measure import Measure, Polarity
from clearway.measures.values import MeasureValue
from clearway.stats.arrays import Floats
from clearway.stats.spc import (
    Assurance,
    ControlChart,
    Direction,
    Suggestion,
    Variation,
    assurance,
    kinds_of_points,
    special_causes,
    suggested_phases,
    variation,
)
from clearway.stats.spc.rules import Causes, SpecialCause

DIRECTIONS = {
    Polarity.HIGHER: Direction.HIGHER,
    Polarity.LOWER: Direction.LOWER,
    Polarity.TARGET: Direction.NEITHER,
    Polarity.CONTEXT: Direction.NEITHER,
}
Key = tuple[str, str]
"""The code of an area and the words of a group, empty for everybody."""


class ChartKind(StrEnum):
    """How the limits of a line are made, by the names of the terminal."""

    XMR = "xmr"
    P = "p"
    P_PRIME = "p-prime"
    U = "u"


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
    lie over one another, so that it has no limits. `chart_kind` is how the limits were made.
    """

    area: str
    area_name: str
    group: str
    points: tuple[Point, ...]
    chart: ControlChart
    row: int
    variation: Variation
    assurance: Assurance
    target: float | None
    suggestions: tuple[Suggestion, ...]
    target_mark: str = ""
    overlaps: bool = False
    chart_kind: ChartKind = ChartKind.XMR

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


def judged(
    chart: ControlChart,
    keys: Sequence[Key],
    periods: Sequence[date],
    held: Mapping[tuple[Key, date], MeasureValue],
    measure: Measure,
    *,
    targets: Mapping[str, float],
    target_marks: Mapping[str, str],
    explained_at: Mapping[str, Sequence[date]],
    overlaps: bool = False,
    kind: ChartKind = ChartKind.XMR,
) -> list[Line]:
    """One line for each key, a row of the chart each, judged by the rules of process control.

    `held` has the values behind the points; what the others mean is said at `lines_of`.
    """
    causes = special_causes(chart)
    causes = np.minimum(causes, SpecialCause.COMMON) if overlaps else causes
    direction = DIRECTIONS[measure.polarity]
    wanted: Floats = np.array([targets.get(area, np.nan) for area, _ in keys])
    variations, assurances = variation(chart, causes, direction), assurance(chart, wanted, direction)
    kinds = np.full(chart.value.shape, Variation.NOT_KNOWN) if overlaps else kinds_of_points(causes, direction)
    explained = np.array([[period in explained_at.get(area, ()) for period in periods] for area, _ in keys])
    suggestions = suggested_phases(chart, explained)
    names = {one.area: one.area_name for one in held.values()}
    return [
        Line(
            area=area,
            area_name=names[area],
            group=group,
            points=_points(periods, (area, group), held, kinds[row], causes[row], chart.phase[row]),
            chart=chart,
            row=row,
            variation=Variation(variations[row]),
            assurance=Assurance(assurances[row]),
            target=None if np.isnan(wanted[row]) else float(wanted[row]),
            suggestions=tuple(one for one in suggestions if one.series == row),
            target_mark=target_marks.get(area, ""),
            overlaps=overlaps,
            chart_kind=kind,
        )
        for row, (area, group) in enumerate(keys)
    ]


def key_of(value: MeasureValue) -> Key:
    """The area and group whose line a value lies on."""
    return value.area, ", ".join(value.group.values())


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
