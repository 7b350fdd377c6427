"""Rare events judged by process control: what lies between one and the next, with limits, sentence and rows."""

from dataclasses import dataclass
from typing import Any, Literal

from clearway.measures.catalogue.measure import Measure
from clearway.measures.rare_events import RareEvents
from clearway.publications.control_series import ControlSeries, judged
from clearway.publications.disclosure import Policy
from clearway.records.findings import Refused
from clearway.stats.spc import Direction, Lengths, g_chart, t_chart

Between = Literal["g", "t"]
WORDS = {"g": "pathways between one breach and the next", "t": "days between one breach and the next"}


@dataclass(frozen=True, eq=False, slots=True)
class RareEventSeries:
    """The events of one area with their chart. A higher value is rarer, and so better."""

    measure: Measure
    events: RareEvents
    chart: Between
    series: ControlSeries

    @property
    def said(self) -> str:
        """What the chart supports, beginning with what it shows."""
        held = self.events
        return (
            f"{len(held.days):,} breaches of {held.pathways:,} pathways; the chart shows {WORDS[self.chart]}, "
            f"and higher is rarer. {self.series.sentence}"
        )

    def as_json(self) -> dict[str, Any]:
        """Plain values for machines: a row for each event but the first."""
        return {
            "measure": self.measure.id,
            "area": self.events.area,
            "chart": self.chart,
            "method": self.series.chart.method,
            "events": len(self.events.days),
            "pathways": self.events.pathways,
            "is_synthetic": self.events.is_synthetic,
            "variation": self.series.variation.value,
            "said": self.said,
            "rows": self.series.rows(),
        }


def check_shown_whole(policy: Policy) -> None:
    """Refused (`RARE-EVENTS-HIDDEN`) where a policy hides small numbers: each row of such a chart is one person."""
    if policy.rule is not None:
        whom = policy.audience.words
        raise Refused(
            f"Each row is one person's breach, and to {whom} small numbers are not shown: {policy.words}.",
            "Pass on the share of each month (clearway measure) in its stead.",
            code="RARE-EVENTS-HIDDEN",
        )


def rare_event_series(measure: Measure, events: RareEvents, chart: Between) -> RareEventSeries:
    """The chart of the pathways (g) or the days (t) between events. Source of the limits: `stats.spc.rare`."""
    drawn = g_chart(events.cases) if chart == "g" else t_chart(events.gaps)
    days = events.days[1:]
    series = judged(
        days,
        drawn,
        direction=Direction.HIGHER,
        target=[None] * len(days),
        lengths=Lengths(),
        is_share=False,
        is_monthly=False,
    )
    return RareEventSeries(measure, events, chart, series)
