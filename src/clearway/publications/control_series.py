"""A series judged by process control, with its sentence, rows and picture: what a page or the terminal shows of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from clearway.publications.charts import Annotation, ControlChartPicture, ControlPoint
from clearway.stats.spc import (
    Assurance,
    ControlChart,
    Direction,
    Lengths,
    SpecialCause,
    Variation,
    assurance,
    kinds_of_points,
    special_causes,
    variation,
)


@dataclass(frozen=True, slots=True)
class Rebase:
    """A new phase that somebody decided: from which point, and why (with who)."""

    day: date
    reason: str


@dataclass(frozen=True, eq=False, slots=True)
class ControlSeries:
    """One series with its chart, what names each point, and the two icons. `target` has a number a point, or None."""

    days: tuple[date, ...]
    chart: ControlChart
    causes: np.ndarray
    kinds: tuple[Variation, ...]
    variation: Variation
    assurance: Assurance
    direction: Direction
    target: tuple[float | None, ...]
    rebased: tuple[Rebase, ...]
    settings: str
    is_share: bool
    is_monthly: bool

    @property
    def sentence(self) -> str:
        """What the chart supports, in one or two sentences."""
        known = [place for place, value in enumerate(self.chart.value) if not np.isnan(value)]
        if not known or self.variation is Variation.NOT_KNOWN:
            return "There are too few points for limits, so nothing can be said of change."
        last = known[-1]
        value, lower, upper = (
            self._said(line[last]) for line in (self.chart.value, self.chart.lower, self.chart.upper)
        )
        cause = SpecialCause(int(self.causes[last]))
        start = f"The latest value, {self._when(self.days[last])}, is {value}"
        if cause is SpecialCause.COMMON:
            said = (
                f"{start}, within its limits of {lower} to {upper}: common cause, no sign that the process has changed."
            )
        else:
            said = f"{start}: {cause.words} (limits {lower} to {upper}). {self.variation.words}."
        if self.assurance is not Assurance.NONE:
            target = next(number for number in reversed(self.target) if number is not None)
            said += f" Target {self._said(target)}: {self.assurance.words[0].lower()}{self.assurance.words[1:]}."
        trial = " The limits are on trial: they rest on few points." if bool(self.chart.is_trial[last]) else ""
        return said + trial

    def rows(self) -> list[dict[str, Any]]:
        """One row a point, plain values: None where missing."""
        chart = self.chart
        lines = {name: getattr(chart, name) for name in ("value", "mean", "lower", "upper")}
        lines |= {
            name: getattr(chart, name) for name in ("moving_range", "numerator", "denominator") if hasattr(chart, name)
        }
        plain = {name: _plain(line) for name, line in lines.items()}
        return [
            {
                "date": self._key(day),
                **{name: column[place] for name, column in plain.items()},
                "target": self.target[place],
                "phase": int(chart.phase[place]) + 1,
                "special_cause": SpecialCause(int(self.causes[place])).name.lower(),
                "point": str(self.kinds[place]),
                "note": str(chart.note[place]),
            }
            for place, day in enumerate(self.days)
        ]

    def picture(self, title: str, annotations: Sequence[Annotation] = (), unit: str = "") -> ControlChartPicture:
        """The chart to be drawn, with its rebases among the notes."""
        chart = self.chart
        value, mean, lower, upper = (_plain(line) for line in (chart.value, chart.mean, chart.lower, chart.upper))
        points = tuple(
            ControlPoint(
                day, value[place], mean[place], lower[place], upper[place], self.kinds[place],
                int(chart.phase[place]), self.target[place],
            )
            for place, day in enumerate(self.days)
        )  # fmt: skip
        rebases = [Annotation(one.day, f"limits begin anew: {one.reason}") for one in self.rebased]
        notes = tuple(sorted([*annotations, *rebases], key=lambda note: note.day))
        return ControlChartPicture(title, self.sentence, points, self.settings, notes, self.is_share, unit)

    def _said(self, number: float) -> str:
        return f"{number:.1%}" if self.is_share else f"{number:,.4g}"

    def _when(self, day: date) -> str:
        return f"{day:%B %Y}" if self.is_monthly else f"{day.day} {day:%B %Y}"

    def _key(self, day: date) -> str:
        return f"{day:%Y-%m}" if self.is_monthly else day.isoformat()


def judged(
    days: Sequence[date],
    chart: ControlChart,
    *,
    direction: Direction,
    target: Sequence[float | None],
    rebased: Sequence[Rebase] = (),
    lengths: Lengths,
    is_share: bool,
    is_monthly: bool,
) -> ControlSeries:
    """A chart of one series with everything that is told of it."""
    causes = special_causes(chart, lengths)
    has_target = any(number is not None for number in target)
    wanted = np.array([np.nan if number is None else number for number in target])
    return ControlSeries(
        days=tuple(days),
        chart=chart,
        causes=causes,
        kinds=tuple(Variation(kind) for kind in kinds_of_points(causes, direction)),
        variation=Variation(str(variation(chart, causes, direction))),
        assurance=Assurance(str(assurance(chart, wanted if has_target else None, direction))),
        direction=direction,
        target=tuple(target),
        rebased=tuple(rebased),
        settings=_settings(chart, lengths),
        is_share=is_share,
        is_monthly=is_monthly,
    )


def _settings(chart: ControlChart, lengths: Lengths) -> str:
    trial = "; limits on trial (under 13 points)" if bool(np.any(chart.is_trial)) else ""
    return f"Chart: {chart.method}. A shift is {lengths.shift} points, a trend {lengths.trend}{trial}."


def _plain(line: Any) -> list[float | None]:
    return [None if np.isnan(number) else float(number) for number in line]
