"""How somebody wants a measure told: which control chart, and what places are held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clearway.measures.comparison import (
    Against,
    ChartKind,
    Compared,
    Line,
    MeasureTold,
    charted,
    circle_of,
    compared_in,
)
from clearway.measures.values import MeasureValue
from clearway.records.findings import Refused
from clearway.standards.organisations import Organisations


@dataclass(frozen=True, slots=True)
class Manner:
    """How lines are charted, and what places are held against."""

    chart: ChartKind = ChartKind.XMR
    against: Against = Against.ENGLAND

    @property
    def is_usual(self) -> bool:
        """Whether nothing was chosen."""
        return self == USUAL


USUAL = Manner()


def check_groups_as_usual(manner: Manner) -> None:
    """Refused where a chart or a benchmark is chosen for groups, which have neither lines nor peers."""
    if not manner.is_usual:
        raise Refused(
            "Groups side by side have no control chart and no benchmark.",
            "Ask for groups, or for a chart and a benchmark, not for both.",
            code="MANNER-OF-GROUPS",
        )


def compared_for(
    told: MeasureTold,
    areas: Sequence[str],
    values: Sequence[MeasureValue],
    against: Against,
    organisations: Organisations,
) -> Compared:
    """The circle of one area among the `values` of all areas of its kind. Refused unless exactly one area is named."""
    if len(areas) != 1:
        raise Refused(
            f"Whose {against.value} is meant was not said.", "Name one area with it.", code="AGAINST-WITHOUT-AREA"
        )
    held = {one.area for one in values}
    end = told.benchmark.period_end if told.benchmark else told.newest
    day = end or told.lines[0].latest.period_end
    circle = circle_of(against, told.area_type, areas[0], day, held, organisations)
    return compared_in(circle, [one for one in values if one.period_end == day], told.measure)


def lines_drawn(
    told: MeasureTold, manner: Manner, explained_at: Mapping[str, Sequence[date]] | None = None
) -> tuple[Line, ...]:
    """The lines with the chart asked for where they can have it, the others as they are. Refused where none can."""
    lines = tuple(charted(one, told.measure, manner.chart, explained_at=explained_at) for one in told.lines)
    if lines and all(one.chart_kind is not manner.chart for one in lines):
        raise Refused(
            f"None of these lines can be drawn as {manner.chart.value}: it needs the counts behind every value.",
            "Leave the chart out: single values (xmr) need none.",
            code="CHART-NOT-POSSIBLE",
        )
    return lines


def check_compared(compared: Compared | None) -> None:
    """Refused where places cannot be held against what was asked for, saying why."""
    if compared is not None and compared.peers is None:
        raise Refused(
            f"Places cannot be held against {compared.circle.name}: {compared.note}.",
            "Hold them against England.",
            code="AGAINST-NOT-POSSIBLE",
        )
