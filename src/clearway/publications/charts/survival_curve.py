"""Survival of one or two groups as time goes on: steps with their limits, from the curve of `stats.survival`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearway.publications.charts import palette
from clearway.publications.charts.chart import Spec, Width, framed
from clearway.stats.survival import Curve

HEIGHT = {Width.WIDE: 320, Width.NARROW: 280}
DASHES = ([1, 0], [8, 4])
"""A whole line for the first group, a broken one for the second: never told apart by colour alone."""

MOST_GROUPS = len(DASHES)
MOST_STEPS = 400
YEAR = 365


@dataclass(frozen=True, slots=True)
class Step:
    """One step: from when on, the share still free of the event, and its limits (None where there are none)."""

    time: float
    value: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class SurvivalLine:
    """The steps of one group."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class SurvivalChart:
    """Up to two groups along years since the start, from 0 to 100%; estimates above 1 are drawn at 100%."""

    title: str
    sentence: str
    lines: tuple[SurvivalLine, ...]
    time_title: str

    def spec(self, width: Width) -> Spec:
        """A band and a stepped line a group, the name at its end."""
        layers: list[Spec] = []
        for line, dash in zip(self.lines, DASHES, strict=False):
            rows = [{"time": s.time / YEAR, "value": s.value, "lower": s.lower, "upper": s.upper} for s in line.steps]
            x = {"field": "time", "type": "quantitative", "axis": {"title": self.time_title, "tickCount": 6}}
            axis = {"format": ".0%", "title": None, "tickCount": 5}
            y = {"field": "value", "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis}
            band = {"type": "area", "interpolate": "step-after", "color": palette.LINE, "opacity": 0.15}
            stepped = {"type": "line", "interpolate": "step-after", "color": palette.LINE, "strokeWidth": 2.5}
            known = [row for row in rows if row["lower"] is not None]
            limits = {"x": x, "y": {**y, "field": "lower"}, "y2": {"field": "upper"}}
            layers += [
                {"data": {"values": known}, "mark": band, "encoding": limits},
                {"data": {"values": rows}, "mark": {**stepped, "strokeDash": dash}, "encoding": {"x": x, "y": y}},
            ]
            if len(self.lines) > 1:
                words = {"type": "text", "align": "right", "dy": -10, "fontSize": 14, "color": palette.OUTLINE}
                end = {"data": {"values": [{**rows[-1], "name": line.name}]}, "mark": words}
                layers.append({**end, "encoding": {"x": x, "y": y, "text": {"field": "name"}}})
        return framed(width, HEIGHT[width], layers)


def survival_chart(
    title: str, curve: Curve, *, at: float = YEAR, time_title: str = "years since diagnosis", names: Sequence[str] = ()
) -> SurvivalChart:
    """The chart of a curve with one or two groups. `at` is the time the sentence tells of; `names` are for the groups.

    Raises ValueError for a curve of nobody or of more groups than can be told apart.
    """
    if not 0 < len(curve.names) <= MOST_GROUPS:
        raise ValueError(f"A chart of survival shows one or two groups, not {len(curve.names)}.")
    shown = list(names) or [str(name) for name in curve.names]
    lines = [SurvivalLine(name, _steps(curve, rows)) for name, rows in zip(shown, curve.rows(), strict=True)]
    return SurvivalChart(title, survival_sentence(curve, at, shown), tuple(lines), time_title)


def survival_sentence(curve: Curve, at: float, names: Sequence[str]) -> str:
    """What the curve says at one time, in words, with the interval; groups where it says nothing are left out."""
    found, parts = curve.at(at), []
    for name, value, lower, upper in zip(names, found.value, found.lower, found.upper, strict=True):
        if np.isfinite(value):
            interval = f" ({100 * lower:.0f} to {min(100 * upper, 100):.0f})" if np.isfinite(lower) else ""
            parts.append(f"{min(100 * value, 100):.0f} of every 100{f' {name}' if name else ''}{interval}")
    if not parts:
        return f"Nobody was followed for {at:g} days."
    return f"After {at:g} days: {'; '.join(parts)}."


def _steps(curve: Curve, rows: slice) -> tuple[Step, ...]:
    """The rows of one group from the start, thinned where there are more than can be seen."""
    places = np.arange(rows.start, rows.stop)
    if places.size > MOST_STEPS:
        places = np.unique(places[np.linspace(0, places.size - 1, MOST_STEPS).astype(np.intp)])
    steps = [Step(0.0, 1.0, None, None)]
    for place in places.tolist():
        ends = (float(min(limit[place], 1.0)) for limit in (curve.lower, curve.upper))
        lower, upper = (end if np.isfinite(end) else None for end in ends)
        steps.append(Step(float(curve.time[place]), float(min(curve.value[place], 1.0)), lower, upper))
    return tuple(steps)
