"""From the most to the least deprived: each group with its interval, and the line behind the slope index."""

from dataclasses import dataclass

import numpy as np

from clearway.publications.charts import palette
from clearway.publications.charts.chart import Spec, Width, framed
from clearway.stats.arrays import Numbers, floats
from clearway.stats.inequality import Inequality

HEIGHT = {Width.WIDE: 320, Width.NARROW: 280}
ENDS = ("most deprived", "least deprived")


@dataclass(frozen=True, slots=True)
class GroupPoint:
    """One group: its rank in the population (0 to 1, the most deprived first), its value and limits."""

    name: str
    rank: float
    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Gradient:
    """Groups and the fitted line, given by its heights at them (straight, or bent where the fit was on another scale).

    `per_cent` writes values as percentages, else as plain numbers.
    """

    title: str
    sentence: str
    points: tuple[GroupPoint, ...]
    fitted: tuple[float, ...]
    start: float
    end: float
    per_cent: bool = True

    def spec(self, width: Width) -> Spec:
        """Whiskers, discs and the line from one end of the population to the other, with words at both ends."""
        rows = [
            {"name": p.name, "rank": p.rank, "value": p.value, "lower": p.lower, "upper": p.upper} for p in self.points
        ]
        line = [
            {"rank": 0.0, "value": self.start},
            *({"rank": p.rank, "value": height} for p, height in zip(self.points, self.fitted, strict=True)),
            {"rank": 1.0, "value": self.end},
        ]
        x = {
            "field": "rank",
            "type": "quantitative",
            "scale": {"domain": [0, 1]},
            "axis": {
                "title": None,
                "values": [0, 1],
                "labelExpr": f"datum.value < 0.5 ? '{ENDS[0]}' : '{ENDS[1]}'",
                "labelFlush": True,
                "grid": False,
            },
        }
        y = {
            "field": "value",
            "type": "quantitative",
            "scale": {"zero": False},
            "axis": {"format": ".0%" if self.per_cent else ".2~f", "title": None, "tickCount": 5},
        }
        whisker = {"type": "rule", "color": palette.OUTLINE, "strokeWidth": 2}
        mark = {
            "type": "point",
            "shape": "circle",
            "size": 90,
            "fill": palette.LINE,
            "stroke": palette.OUTLINE,
            "strokeWidth": 1.5,
            "opacity": 1,
        }
        fit = {"type": "line", "color": palette.AMBITION, "strokeWidth": 2.5, "strokeDash": [8, 4]}
        low, high = {"field": "lower", "type": "quantitative", "scale": {"zero": False}}, {"field": "upper"}
        layers: list[Spec] = [
            {"data": {"values": line}, "mark": fit, "encoding": {"x": x, "y": y}},
            {"data": {"values": rows}, "mark": whisker, "encoding": {"x": x, "y": low, "y2": high}},
            {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y}},
        ]
        return framed(width, HEIGHT[width], layers)


def gradient_chart(
    title: str,
    names: list[str],
    values: Numbers,
    lower: Numbers,
    upper: Numbers,
    found: Inequality,
    *,
    per_cent: bool = True,
) -> Gradient:
    """The chart of one set of groups, from what `stats.inequality` found of it (with a multiplier of 1).

    Raises ValueError with the note when the groups could not be fitted.
    """
    if np.isnan(found.slope_index):
        raise ValueError(f"There is no line to draw: {found.note}.")
    parts = zip(names, found.ranks, floats(values), floats(lower), floats(upper), strict=True)
    points = tuple(GroupPoint(name, *(float(number) for number in numbers)) for name, *numbers in parts)
    limits = float(found.slope_lower), float(found.slope_upper)
    sentence = gradient_sentence(float(found.slope_index), *limits, per_cent=per_cent)
    fitted = tuple(float(height) for height in found.fitted)
    return Gradient(title, sentence, points, fitted, float(found.start), float(found.end), per_cent)


def gradient_sentence(difference: float, lower: float, upper: float, *, per_cent: bool = True) -> str:
    """What a slope index supports, in words: the difference between the ends, with its 95% interval.

    Given as least less most deprived. When the interval holds zero, no difference is claimed.
    """

    def said(number: float) -> str:
        return f"{abs(number) * 100:.1f}" if per_cent else f"{abs(number):.3g}"

    unit = " percentage points" if per_cent else ""
    low, high = sorted((abs(lower), abs(upper)))
    if lower <= 0 <= upper:
        return (
            f"No difference between the most and the least deprived can be told from chance "
            f"(95% interval: {said(lower)} lower to {said(upper)}{unit} higher in the least deprived)."
        )
    word = "higher" if difference > 0 else "lower"
    return (
        f"From the most to the least deprived the value is {said(difference)}{unit} {word} along the fitted line "
        f"(95% interval {said(low)} to {said(high)})."
    )
