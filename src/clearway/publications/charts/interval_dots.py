"""Places side by side: each share as a mark with its 95% interval, against what they should reach."""

from dataclasses import dataclass

from clearway.publications.charts import palette
from clearway.publications.charts.chart import Goal, Spec, Width, framed, limits, share_domain

ROW_HEIGHT = 30
MARGIN = 50
LABEL_LIMIT = {Width.WIDE: 300, Width.NARROW: 130}
MET, NOT_MET = "met", "not met"


@dataclass(frozen=True, slots=True)
class PlacePoint:
    """One place with its share and limits, as fractions. A share of None keeps its row and shows no mark."""

    name: str
    share: float | None
    lower: float | None
    upper: float | None
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class IntervalDots:
    """Points from the top down. A disc reaches the first goal, a hollow diamond does not."""

    title: str
    sentence: str
    points: tuple[PlacePoint, ...]
    goals: tuple[Goal, ...] = ()

    def spec(self, width: Width) -> Spec:
        """Whiskers, marks and goals, one row a place."""
        names = [_label(point, width) for point in self.points]
        rows = [
            self._row(point, name) for point, name in zip(self.points, names, strict=True) if point.share is not None
        ]
        shares = [*limits(self.points), *(goal.share for goal in self.goals)]
        y = {
            "field": "name",
            "type": "nominal",
            "sort": None,
            "scale": {"domain": names},
            "axis": {
                "title": None,
                "labelLimit": LABEL_LIMIT[width],
                "labelPadding": 6,
                "ticks": False,
                "domain": False,
                "grid": True,
            },
        }
        axis = {"format": ".0%", "title": None, "tickCount": 6 if width is Width.WIDE else 4, "grid": False}
        x = {
            "field": "share",
            "type": "quantitative",
            "scale": {"domain": share_domain(shares), "zero": False},
            "axis": axis,
        }
        layers = [*_whiskers(y), *_marks(x, y)]
        layers = [{**layer, "data": {"values": rows}} for layer in layers] + _goals(self.goals)
        return framed(width, MARGIN + ROW_HEIGHT * max(len(names), 1), layers)

    def _row(self, point: PlacePoint, name: str) -> dict[str, object]:
        goal = self.goals[0].share if self.goals else 0.0
        return {
            "name": name,
            "share": point.share,
            "lower": point.lower,
            "upper": point.upper,
            "reaches": MET if (point.share or 0.0) >= goal else NOT_MET,
        }


def _label(point: PlacePoint, width: Width) -> str:
    return point.short_name if width is Width.NARROW and point.short_name else point.name


def _whiskers(y: Spec) -> list[Spec]:
    low, high = {"field": "lower", "type": "quantitative"}, {"field": "upper"}
    rule = {"type": "rule", "color": palette.OUTLINE, "strokeWidth": 2}
    cap = {"type": "tick", "color": palette.OUTLINE, "thickness": 2, "size": 10, "orient": "vertical", "opacity": 1}
    return [
        {"mark": rule, "encoding": {"y": y, "x": low, "x2": high}},
        {"mark": cap, "encoding": {"y": y, "x": low}},
        {"mark": cap, "encoding": {"y": y, "x": {"field": "upper", "type": "quantitative"}}},
    ]


def _marks(x: Spec, y: Spec) -> list[Spec]:
    names = [MET, NOT_MET]
    shape = {
        "field": "reaches",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": names, "range": ["circle", "diamond"]},
    }
    colours = [palette.LINE, palette.BACKGROUND]
    fill = {"field": "reaches", "type": "nominal", "legend": None, "scale": {"domain": names, "range": colours}}
    mark = {"type": "point", "size": 130, "stroke": palette.OUTLINE, "strokeWidth": 2, "opacity": 1}
    return [{"mark": mark, "encoding": {"x": x, "y": y, "shape": shape, "fill": fill}}]


def _goals(goals: tuple[Goal, ...]) -> list[Spec]:
    layers: list[Spec] = []
    for goal in goals:
        values = {"values": [{"share": goal.share}]}
        x = {"field": "share", "type": "quantitative"}
        rule = {"type": "rule", "color": goal.colour, "strokeDash": goal.dash, "strokeWidth": 2}
        words = {
            "type": "text",
            "text": goal.words,
            "color": goal.colour,
            "baseline": "bottom",
            "dy": -20 if goal.is_ambition else -4,
        }
        layers.append({"data": values, "mark": rule, "encoding": {"x": x}})
        layers.append({"data": values, "mark": words, "encoding": {"x": x, "y": {"value": 0}}})
    return layers
