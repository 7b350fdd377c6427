"""The share within a standard month by month: a line, the band of its 95% interval, and what it should reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clearway.publications.charts import palette
from clearway.publications.charts.annotation import LINE_HEIGHT, Annotation, below, marks, words_below
from clearway.publications.charts.chart import Goal, Spec, Width, framed, limits, share_domain

HEIGHT = {Width.WIDE: 300, Width.NARROW: 260}
MOST_TICKS = {Width.WIDE: 8, Width.NARROW: 4}


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """One month (its first day) and its share with limits, as fractions. A share of None is a gap, drawn as a gap."""

    month: date
    share: float | None
    lower: float | None
    upper: float | None
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class MonthlyLine:
    """Points in order of month. Months missing between them are gaps too; a provisional month has a hollow mark.

    `annotations` stand as letters at their month, with their words below the chart.
    """

    title: str
    sentence: str
    points: tuple[MonthPoint, ...]
    goals: tuple[Goal, ...] = ()
    annotations: tuple[Annotation, ...] = ()

    def spec(self, width: Width) -> Spec:
        """Band with its edges, line, marks and goals, on an axis of all months from the first to the last."""
        rows = [row for run, part in enumerate(runs(self.points)) for row in _rows(part, run)]
        months = [point.month for point in self.points]
        shares = [*limits(self.points), *(goal.share for goal in self.goals)]
        x = _month_axis(months, width)
        y = {
            "field": "share",
            "type": "quantitative",
            "scale": {"domain": share_domain(shares), "zero": False},
            "axis": {"format": ".0%", "tickCount": 5, "title": None},
        }
        layers = [*_interval(x), *_line(x, y), *_goals(self.goals, months, x)]
        drawn = [{**layer, "data": layer.get("data", {"values": rows})} for layer in layers]
        noted = [one for one in self.annotations if months and months[0] <= one.day.replace(day=1) <= months[-1]]
        if not noted:
            return framed(width, HEIGHT[width], drawn)
        lines = words_below(noted, width)
        framed_spec = framed(width, HEIGHT[width] + LINE_HEIGHT * len(lines), [*drawn, *marks(noted, x)])
        return {**framed_spec, "title": below(lines)}


def runs(points: Sequence[MonthPoint]) -> list[list[MonthPoint]]:
    """The points that have a share, split wherever a month is missing, so that no line bridges a gap."""
    parts: list[list[MonthPoint]] = []
    last = None
    for point in points:
        if point.share is None:
            continue
        place = point.month.year * 12 + point.month.month
        if last is None or place != last + 1:
            parts.append([])
        parts[-1].append(point)
        last = place
    return parts


def _rows(part: list[MonthPoint], run: int) -> list[dict[str, object]]:
    """The rows of one run; a month alone has no band to lie in, so its interval is drawn as a line."""
    return [
        {
            "month": point.month.isoformat(),
            "share": point.share,
            "lower": point.lower,
            "upper": point.upper,
            "run": run,
            "alone": len(part) == 1,
            "mark": "provisional" if point.is_provisional else "settled",
        }
        for point in part
    ]


def _month_axis(months: list[date], width: Width) -> Spec:
    """All months on the axis, with a label on every n-th, counted back from the newest."""
    step = -(-len(months) // MOST_TICKS[width]) or 1
    labelled = months[::-1][::step]
    return {
        "field": "month",
        "type": "temporal",
        "timeUnit": "utcyearmonth",
        "scale": {"type": "utc"},
        "axis": {
            "format": "%b %Y",
            "values": [{"year": day.year, "month": day.month, "utc": True} for day in labelled],
            "title": None,
            "grid": False,
            "labelOverlap": "greedy",
            "labelFlush": True,
        },
    }


def _interval(x: Spec) -> list[Spec]:
    run = {"field": "run", "type": "nominal"}
    low, high = {"field": "lower", "type": "quantitative"}, {"field": "upper"}
    edge = {"type": "line", "color": palette.BAND_EDGE, "strokeWidth": 1}
    return [
        {"mark": {"type": "area", "color": palette.BAND}, "encoding": {"x": x, "y": low, "y2": high, "detail": run}},
        {"mark": edge, "encoding": {"x": x, "y": low, "detail": run}},
        {"mark": edge, "encoding": {"x": x, "y": {"field": "upper", "type": "quantitative"}, "detail": run}},
        {
            "transform": [{"filter": "datum.alone"}],
            "mark": {"type": "rule", "color": palette.BAND_EDGE, "strokeWidth": 2},
            "encoding": {"x": x, "y": low, "y2": high},
        },
    ]


def _line(x: Spec, y: Spec) -> list[Spec]:
    fill = {
        "field": "mark",
        "type": "nominal",
        "scale": {"domain": ["settled", "provisional"], "range": [palette.LINE, palette.BACKGROUND]},
        "legend": None,
    }
    return [
        {
            "mark": {"type": "line", "color": palette.LINE, "strokeWidth": 2.5},
            "encoding": {"x": x, "y": y, "detail": {"field": "run", "type": "nominal"}},
        },
        {
            "mark": {"type": "point", "stroke": palette.LINE, "strokeWidth": 2, "size": 40, "opacity": 1},
            "encoding": {"x": x, "y": y, "fill": fill},
        },
    ]


def _goals(goals: Sequence[Goal], months: list[date], x: Spec) -> list[Spec]:
    layers: list[Spec] = []
    for goal in goals:
        values = {"values": [{"share": goal.share, "month": months[0].isoformat() if months else None}]}
        y = {"field": "share", "type": "quantitative"}
        rule = {"type": "rule", "color": goal.colour, "strokeDash": goal.dash, "strokeWidth": 2}
        words = {"type": "text", "align": "left", "dx": 4, "dy": -8, "text": goal.words, "color": goal.colour}
        layers.append({"data": values, "mark": rule, "encoding": {"y": y}})
        layers.append({"data": values, "mark": words, "encoding": {"x": x, "y": y}})
    return layers
