"""A funnel: each unit at its size and value, between the limits that chance draws around the centre."""

from dataclasses import dataclass

import numpy as np

from clearway.publications.charts import palette
from clearway.publications.charts.chart import Spec, Width, framed
from clearway.publications.charts.names import spots
from clearway.stats.arrays import Floats
from clearway.stats.estimate import Interval
from clearway.stats.funnel import Curves, Funnel, Overdispersion, curves, overdispersed_limits
from clearway.stats.funnel.category import (
    HIGH_INNER,
    HIGH_OUTER,
    INSIDE,
    LOW_INNER,
    LOW_OUTER,
    NOT_APPLICABLE,
    OUTER,
)

HEIGHT = {Width.WIDE: 380, Width.NARROW: 320}
MOST_NAMED = {Width.WIDE: 10, Width.NARROW: 4}
SHAPES = {
    HIGH_OUTER: ("triangle-up", palette.HIGH, palette.HIGH),
    HIGH_INNER: ("triangle-up", palette.BACKGROUND, palette.HIGH),
    INSIDE: ("circle", palette.BAND, palette.OUTLINE),
    LOW_INNER: ("triangle-down", palette.BACKGROUND, palette.LOW),
    LOW_OUTER: ("triangle-down", palette.LOW, palette.LOW),
}
"""Shape, fill and edge of each place: shape says the side, a full mark the outer limit, hue says the side again."""

FRAME = (50, 48)
"""Pixels that axes take across and down."""
ROOM_FOR_WORDS = {Width.WIDE: 1.14, Width.NARROW: 1.2}
DASHES = {"95%": [6, 4], "99.8%": [1, 0]}


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One unit: its size and value as drawn, and its place in words (`stats.funnel.CATEGORIES`)."""

    name: str
    size: float
    value: float
    place: str
    short_name: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class FunnelChart:
    """Units and curves. `per_cent` writes values as percentages, else as plain numbers."""

    title: str
    sentence: str
    points: tuple[FunnelPoint, ...]
    lines: Curves
    centre: float
    size_title: str
    per_cent: bool = True

    def spec(self, width: Width) -> Spec:
        """Wider limits in grey behind, plain ones over them, the centre, then the units with names of flagged ones."""
        low, high = self._domain()
        y = {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": [low, high], "zero": False, "nice": False},
            "axis": {"format": ".0%" if self.per_cent else ".2~f", "title": None, "tickCount": 5},
        }
        x = {
            "field": "size",
            "type": "quantitative",
            "scale": {"domain": [0, float(self.lines.size[-1]) * ROOM_FOR_WORDS[width]], "nice": False},
            "axis": {"title": self.size_title, "grid": False, "tickCount": 6 if width is Width.WIDE else 3},
        }
        wider = self._wider(x, y, "wider {}" if width is Width.WIDE else "wider")
        return framed(width, HEIGHT[width], [*wider, *self._plain(x, y), *self._units(x, y, width)])

    def _domain(self) -> tuple[float, float]:
        """All units, and the curves from the smallest unit on; never the far ends that curves have at tiny sizes."""
        smallest = min((point.size for point in self.points), default=0.0)
        seen = self.lines.size >= smallest
        edges = [limit[seen] for limit in self.lines.outer] + [np.array([point.value for point in self.points])]
        values = np.concatenate([*edges, [self.centre]])
        values = values[np.isfinite(values)]
        room = 0.04 * float(np.ptp(values)) or 0.05
        low, high = float(values.min()) - room, float(values.max()) + room
        return max(low, 0.0), min(high, 1.0) if self.per_cent else high

    def _plain(self, x: Spec, y: Spec) -> list[Spec]:
        layers = _curves(self.lines.size, self.lines.inner, "95%", palette.LINE, x, y)
        layers += _curves(self.lines.size, self.lines.outer, "99.8%", palette.LINE, x, y)
        middle = {"type": "rule", "color": palette.QUIET_TEXT, "strokeWidth": 1.5}
        return [*layers, {"data": {"values": [{"value": self.centre}]}, "mark": middle, "encoding": {"y": y}}]

    def _wider(self, x: Spec, y: Spec, words: str) -> list[Spec]:
        if self.lines.wider_inner is None or self.lines.wider_outer is None:
            return []
        layers = _curves(self.lines.size, self.lines.wider_inner, "95%", palette.BAND_EDGE, x, y, words)
        return layers + _curves(self.lines.size, self.lines.wider_outer, "99.8%", palette.BAND_EDGE, x, y, words)

    def _units(self, x: Spec, y: Spec, width: Width) -> list[Spec]:
        rows = [{"name": p.name, "size": p.size, "value": p.value, "place": p.place} for p in self.points]
        scales = {
            channel: {
                "field": "place",
                "type": "nominal",
                "legend": None,
                "scale": {"domain": list(SHAPES), "range": [look[part] for look in SHAPES.values()]},
            }
            for part, channel in enumerate(("shape", "fill", "stroke"))
        }
        mark = {"type": "point", "size": 80, "strokeWidth": 1.8, "opacity": 1}
        layers: list[Spec] = [{"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y, **scales}}]
        return layers + self._names(x, y, width)

    def _names(self, x: Spec, y: Spec, width: Width) -> list[Spec]:
        """Names beside flagged units where they fit, the farthest out first, few on a phone."""
        flagged = [point for point in self.points if point.place not in (INSIDE, NOT_APPLICABLE)]
        first = sorted(flagged, key=self._how_far)[: MOST_NAMED[width]]
        names = [_label(point, width) for point in first]
        across, down = width.value - FRAME[0], HEIGHT[width] - FRAME[1]
        low, high = self._domain()
        full = float(self.lines.size[-1]) * ROOM_FOR_WORDS[width]

        def pixels(point: FunnelPoint) -> tuple[float, float]:
            return point.size / full * across, (high - point.value) / (high - low) * down

        found = spots(
            names, [pixels(p) for p in first], [pixels(p) for p in self.points], across / ROOM_FOR_WORDS[width]
        )
        layers: list[Spec] = []
        for name, point, spot in zip(names, first, found, strict=True):
            if spot:
                text = {"type": "text", "text": name, "align": spot.align, "dx": spot.dx, "dy": spot.dy}
                text["baseline"] = "middle"
                halo = {**text, "stroke": palette.BACKGROUND, "strokeWidth": 4, "color": palette.BACKGROUND}
                row = {"data": {"values": [{"size": point.size, "value": point.value}]}, "encoding": {"x": x, "y": y}}
                layers += [{**row, "mark": halo}, {**row, "mark": text}]
        return layers

    def _how_far(self, point: FunnelPoint) -> tuple[bool, float]:
        """For sorting: outside the outer limits first, then by distance from the centre in standard errors or so."""
        return point.place in (HIGH_INNER, LOW_INNER), -abs(point.value - self.centre) * point.size**0.5


def funnel_chart(
    title: str,
    names: list[str],
    funnel: Funnel,
    *,
    units: str,
    size_title: str,
    wider: Overdispersion | None = None,
    short_names: list[str] | None = None,
    per_cent: bool = True,
) -> FunnelChart:
    """The chart of a funnel. `units` is the word for several of them (trusts). Units without a place are not drawn."""
    shorts = short_names or [""] * len(names)
    points = tuple(
        FunnelPoint(name, float(size), float(value), str(place), short)
        for name, size, value, place, short in zip(
            names, funnel.size, funnel.value, funnel.category, shorts, strict=True
        )
        if place != NOT_APPLICABLE
    )
    sentence = funnel_sentence(names, funnel, units, wider)
    return FunnelChart(title, sentence, points, curves(funnel, wider), funnel.centre, size_title, per_cent)


def funnel_sentence(names: list[str], funnel: Funnel, units: str, wider: Overdispersion | None = None) -> str:
    """What the funnel supports: who lies where, how many would by chance, and what wider limits change."""
    placed = int(np.count_nonzero(funnel.category != NOT_APPLICABLE))
    parts = []
    for place in (HIGH_OUTER, HIGH_INNER, LOW_INNER, LOW_OUTER):
        there = [name for name, found in zip(names, funnel.category, strict=True) if found == place]
        if there:
            parts.append(f"{len(there)} {'lies' if len(there) == 1 else 'lie'} {place} ({', '.join(there)})")
    by_chance = funnel.expected_by_chance()[0]
    text = f"Of {placed} {units}, {'; '.join(parts) or 'none lies outside the 95% limits'}."
    text += f" By chance alone about {max(by_chance, 0.1):.1g} would lie outside the 95% limits."
    if wider is not None and wider.adjusts:
        limits = overdispersed_limits(wider, funnel.size, OUTER)
        with np.errstate(invalid="ignore"):
            outside = int(np.count_nonzero((funnel.value > limits.upper) | (funnel.value < limits.lower)))
        text += f" All {units} vary more than chance; outside the wider 99.8% limits that allow for it: {outside}."
    return text


def _curves(
    sizes: Floats, limits: Interval, level: str, colour: str, x: Spec, y: Spec, words: str = "{}"
) -> list[Spec]:
    """Both lines of one level, each with its words after its end."""
    layers: list[Spec] = []
    for limit in limits:
        rows = [
            {"size": float(size), "value": float(value)}
            for size, value in zip(sizes, limit, strict=True)
            if np.isfinite(value)
        ]
        line = {"type": "line", "color": colour, "strokeWidth": 1.5, "strokeDash": DASHES[level], "clip": True}
        text = {"type": "text", "align": "left", "baseline": "middle", "dx": 4, "text": words.format(level)}
        quiet = {**text, "fontSize": 12, "color": palette.QUIET_TEXT if colour == palette.BAND_EDGE else colour}
        layers.append({"data": {"values": rows}, "mark": line, "encoding": {"x": x, "y": y}})
        layers.append({"data": {"values": rows[-1:]}, "mark": quiet, "encoding": {"x": x, "y": y}})
    return layers


def _label(point: FunnelPoint, width: Width) -> str:
    return point.short_name if width is Width.NARROW and point.short_name else point.name
