"""A control chart: points shaped by what they say, mean and limits of each phase, target, and what people noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clearway.publications.charts import palette
from clearway.publications.charts.annotation import LINE_HEIGHT, Annotation, below, marks, words_below
from clearway.publications.charts.chart import Spec, Width, framed
from clearway.stats.spc import Variation

HEIGHT = {Width.WIDE: 380, Width.NARROW: 380}
MOST_TICKS = {Width.WIDE: 7, Width.NARROW: 3}
ROOM = 0.06
FINE = 0.06
"""Shares that lie within so little of one another have tenths of a percent on the axis, or labels would repeat."""


@dataclass(frozen=True, slots=True)
class PointSign:
    """How a kind of point looks: its words in the key, shape, colour, and whether it is filled.

    Improvement is hollow and concern solid, so that they differ in black and white too.
    """

    words: str
    shape: str
    colour: str
    is_filled: bool


SIGNS = {
    Variation.COMMON_CAUSE: PointSign("common cause", "circle", palette.COMMON, is_filled=True),
    Variation.IMPROVEMENT_HIGH: PointSign("improvement, high", "triangle-up", palette.IMPROVEMENT, is_filled=False),
    Variation.IMPROVEMENT_LOW: PointSign("improvement, low", "triangle-down", palette.IMPROVEMENT, is_filled=False),
    Variation.CONCERN_HIGH: PointSign("concern, high", "triangle-up", palette.CONCERN, is_filled=True),
    Variation.CONCERN_LOW: PointSign("concern, low", "triangle-down", palette.CONCERN, is_filled=True),
    Variation.NEITHER_HIGH: PointSign("special cause, high", "square", palette.NEITHER, is_filled=True),
    Variation.NEITHER_LOW: PointSign("special cause, low", "square", palette.NEITHER, is_filled=False),
    Variation.NOT_KNOWN: PointSign("not judged", "circle", palette.COMMON, is_filled=False),
}


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """One point of a control chart. A value of None is a gap; limits of None are not drawn."""

    day: date
    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    kind: Variation
    phase: int = 0
    target: float | None = None


@dataclass(frozen=True, slots=True)
class ControlChartPicture:
    """Points in order of day. `settings` say how the limits were made; they are printed below the chart.

    `is_share` shows values as percentages and keeps the drawn limits within 0 and 1; `unit` is named on the axis.
    """

    title: str
    sentence: str
    points: tuple[ControlPoint, ...]
    settings: str
    annotations: tuple[Annotation, ...] = ()
    is_share: bool = False
    unit: str = ""

    def spec(self, width: Width) -> Spec:
        """Limits, mean and target as lines, then the points; letters at the top stand for the notes below."""
        rows = [row for run in _runs(self.points) for row in self._rows(run)]
        days = [point.day for point in self.points]
        x = day_axis(days, width)
        lowest, highest = self._domain()
        percents = ".0%" if highest - lowest > FINE else ".1%"
        y = {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": [lowest, highest], "nice": True, "zero": False},
            "axis": {"format": percents if self.is_share else ",.6~g", "tickCount": 6, "title": self.unit or None},
        }
        layers = [*_lines(x), *_target(x), *_points(x, y, rows, width)]
        layers = [{**layer, "data": {"values": rows}} for layer in layers] + marks(self.annotations, x)
        lines = words_below(self.annotations, width, self.settings)
        return {**framed(width, HEIGHT[width] + LINE_HEIGHT * len(lines), layers), "title": below(lines)}

    def _rows(self, run: Sequence[ControlPoint]) -> list[dict[str, object]]:
        return [
            {
                "day": point.day.isoformat(),
                "value": point.value,
                "mean": point.mean,
                "lower": self._drawn(point.lower),
                "upper": self._drawn(point.upper),
                "target": point.target,
                "phase": point.phase,
                "run": f"{run[0].day}",
                "kind": SIGNS[point.kind].words,
            }
            for point in run
        ]

    def _drawn(self, limit: float | None) -> float | None:
        """A limit as it is drawn: a percentage does not leave 0 to 100%. The rules know nothing of this."""
        return min(max(limit, 0.0), 1.0) if self.is_share and limit is not None else limit

    def _domain(self) -> list[float]:
        shown = [
            number
            for point in self.points
            for number in (point.value, self._drawn(point.lower), self._drawn(point.upper), point.mean, point.target)
            if number is not None
        ]
        lowest, highest = min(shown, default=0.0), max(shown, default=1.0)
        room = (highest - lowest or abs(highest) or 1.0) * ROOM
        floor = 0.0 if lowest >= 0 else lowest - room
        return [max(lowest - room, floor), min(highest + 2 * room, 1.0) if self.is_share else highest + 2 * room]


def _runs(points: Sequence[ControlPoint]) -> list[list[ControlPoint]]:
    """Points that have a value, split where one is missing or a phase begins, so that no line bridges either."""
    parts: list[list[ControlPoint]] = []
    last: ControlPoint | None = None
    for point in points:
        if point.value is not None:
            if last is None or last.value is None or last.phase != point.phase:
                parts.append([])
            parts[-1].append(point)
        last = point
    return parts


def day_axis(days: Sequence[date], width: Width) -> Spec:
    """Labels on every n-th day that has a point, counted back from the newest."""
    step = -(-len(days) // MOST_TICKS[width]) or 1
    labelled = [{"year": day.year, "month": day.month, "date": day.day, "utc": True} for day in days[::-1][::step]]
    is_monthly = len({(day.year, day.month) for day in days}) == len(days)
    return {
        "field": "day",
        "type": "temporal",
        "timeUnit": "utcyearmonthdate",
        "scale": {"type": "utc"},
        "axis": {
            "format": "%b %Y" if is_monthly else "%-d %b %Y",
            "values": labelled,
            "title": None,
            "grid": False,
            "labelOverlap": "greedy",
            "labelFlush": True,
        },
    }


def _lines(x: Spec) -> list[Spec]:
    """Mean and limits of each phase: the mean drawn through, the limits dashed."""
    detail = {"field": "phase", "type": "nominal"}
    layers = []
    for field, dash, stroke in (("lower", [6, 4], 1.5), ("upper", [6, 4], 1.5), ("mean", [1, 0], 1.5)):
        mark = {"type": "line", "color": palette.OUTLINE, "strokeWidth": stroke, "strokeDash": dash}
        layers.append(
            {"mark": mark, "encoding": {"x": x, "y": {"field": field, "type": "quantitative"}, "detail": detail}}
        )
    return layers


def _target(x: Spec) -> list[Spec]:
    """The target, which may move: steps in red, dotted."""
    mark = {
        "type": "line",
        "interpolate": "step-after",
        "color": palette.STANDARD,
        "strokeWidth": 2,
        "strokeDash": [2, 3],
    }
    y = {"field": "target", "type": "quantitative"}
    known = [{"filter": "isValid(datum.target)"}]
    words = {"type": "text", "text": "target", "color": palette.STANDARD, "align": "right", "dy": -8}
    newest = [*known, {"window": [{"op": "rank", "as": "place"}], "sort": [{"field": "day", "order": "descending"}]}]
    last = [*newest, {"filter": "datum.place == 1"}]
    return [
        {"transform": known, "mark": mark, "encoding": {"x": x, "y": y}},
        {"transform": last, "mark": words, "encoding": {"x": x, "y": y}},
    ]


def _points(x: Spec, y: Spec, rows: list[dict[str, object]], width: Width) -> list[Spec]:
    """The line through the points and the points, with a key of the kinds that occur."""
    present = {row["kind"] for row in rows}
    signs = [sign for sign in SIGNS.values() if sign.words in present]
    names = [sign.words for sign in signs]
    key = {
        "title": None,
        "orient": "top",
        "columns": 4 if width is Width.WIDE else 2,
        "symbolSize": 90,
        "labelFontSize": 13,
    }

    def scaled(values: list[str]) -> Spec:
        scale = {"domain": names, "range": values}
        return {"field": "kind", "type": "nominal", "legend": {**key, "symbolStrokeWidth": 2}, "scale": scale}

    encoding = {
        "x": x,
        "y": y,
        "shape": scaled([sign.shape for sign in signs]),
        "stroke": scaled([sign.colour for sign in signs]),
        "fill": scaled([sign.colour if sign.is_filled else palette.BACKGROUND for sign in signs]),
    }
    through = {"type": "line", "color": palette.COMMON, "strokeWidth": 1.5}
    return [
        {"mark": through, "encoding": {"x": x, "y": y, "detail": {"field": "run", "type": "nominal"}}},
        {"mark": {"type": "point", "size": 70, "strokeWidth": 2, "opacity": 1}, "encoding": encoding},
    ]
