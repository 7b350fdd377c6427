"""An interrupted series: the months, the fitted lines before and after a change, and where it would have gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from clearway.publications.charts import palette
from clearway.publications.charts.chart import Spec, Width, framed
from clearway.publications.charts.control_chart import day_axis
from clearway.stats.arrays import Floats
from clearway.stats.interrupted import Interrupted

HEIGHT = {Width.WIDE: 320, Width.NARROW: 300}
FITTED, WITHOUT = "fitted", "had nothing changed"
USED, LEFT_OUT = "used", "left out"


@dataclass(frozen=True, eq=False, slots=True)
class ModelLines:
    """The lines of a model, month by month on the scale of the values, missing (NaN) where there is none.

    `used` says on which months it rests, `changed_at` at which the change began; `lower` and `upper` are the limits of
    the counterfactual, drawn as a band.
    """

    fitted: Floats
    counterfactual: Floats
    used: NDArray[np.bool_]
    changed_at: int
    lower: Floats | None = None
    upper: Floats | None = None


@dataclass(frozen=True, eq=False, slots=True)
class InterruptedLine:
    """The values and the model of them, month by month. A month that the model does not rest on is hollow."""

    title: str
    sentence: str
    months: tuple[date, ...]
    values: tuple[float | None, ...]
    model: ModelLines
    change: str
    is_share: bool = False

    def spec(self, width: Width) -> Spec:
        """Points, the fitted line with its break, the counterfactual dashed, and the change with its words."""
        x = day_axis(self.months, width)
        form = ".0%" if self.is_share else ",.6~g"
        scale = {"zero": False, "nice": True}
        y = {"field": "value", "type": "quantitative", "scale": scale, "axis": {"format": form, "title": None}}
        layers = [*self._band(x, y), *self._lines(x, y, width), self._points(x, y), *self._change(x)]
        return framed(width, HEIGHT[width], layers)

    def _points(self, x: Spec, y: Spec) -> Spec:
        rows = [
            {"day": month.isoformat(), "value": value, "mark": USED if used else LEFT_OUT}
            for month, value, used in zip(self.months, self.values, self.model.used, strict=True)
            if value is not None
        ]
        scale = {"domain": [USED, LEFT_OUT], "range": [palette.COMMON, palette.BACKGROUND]}
        fill = {"field": "mark", "type": "nominal", "legend": None, "scale": scale}
        mark = {"type": "point", "size": 50, "stroke": palette.COMMON, "strokeWidth": 2, "opacity": 1}
        return {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y, "fill": fill}}

    def _lines(self, x: Spec, y: Spec, width: Width) -> list[Spec]:
        fitted = [*self._rows(self.model.fitted, FITTED, 0, self.model.changed_at)]
        fitted += self._rows(self.model.fitted, FITTED, self.model.changed_at, len(self.months))
        without = self._rows(self.model.counterfactual, WITHOUT, self.model.changed_at, len(self.months))
        if not fitted:
            return []
        names = [FITTED, WITHOUT]
        key = {"title": None, "orient": "top", "labelFontSize": 13, "columns": 2, "symbolSize": 400}
        dash = {
            "field": "line",
            "type": "nominal",
            "legend": key,
            "scale": {"domain": names, "range": [[1, 0], [6, 4]]},
        }
        colours = {"domain": names, "range": [palette.LINE, palette.AMBITION]}
        colour = {"field": "line", "type": "nominal", "legend": key, "scale": colours}
        detail = {"field": "part", "type": "nominal"}
        encoding = {"x": x, "y": y, "strokeDash": dash, "color": colour, "detail": detail}
        mark = {"type": "line", "strokeWidth": 2.5 if width is Width.WIDE else 2}
        return [{"data": {"values": fitted + without}, "mark": mark, "encoding": encoding}]

    def _band(self, x: Spec, y: Spec) -> list[Spec]:
        """The limits of the counterfactual."""
        lower, upper = self.model.lower, self.model.upper
        if lower is None or upper is None:
            return []
        rows = [
            {"day": month.isoformat(), "lower": float(low), "upper": float(high)}
            for month, low, high in zip(self.months, lower, upper, strict=True)
            if not np.isnan(low + high)
        ]
        if not rows:
            return []
        area = {"type": "area", "color": palette.AMBITION, "fillOpacity": 0.12}
        edge = {"type": "line", "color": palette.AMBITION, "strokeWidth": 1}
        low, high = {**y, "field": "lower"}, {**y, "field": "upper"}
        band = {"data": {"values": rows}, "mark": area, "encoding": {"x": x, "y": low, "y2": {"field": "upper"}}}
        edges = [{"data": {"values": rows}, "mark": edge, "encoding": {"x": x, "y": line}} for line in (low, high)]
        return [band, *edges]

    def _rows(self, line: Sequence[float] | np.ndarray, name: str, first: int, last: int) -> list[dict[str, object]]:
        return [
            {
                "day": self.months[place].isoformat(),
                "value": float(line[place]),
                "line": name,
                "part": f"{name} {first}",
            }
            for place in range(first, last)
            if not np.isnan(line[place])
        ]

    def _change(self, x: Spec) -> list[Spec]:
        if self.model.changed_at >= len(self.months):
            return []
        rows = {"values": [{"day": self.months[self.model.changed_at].isoformat()}]}
        rule = {"type": "rule", "color": palette.OUTLINE, "strokeWidth": 1, "strokeDash": [1, 3]}
        words = {
            "type": "text",
            "text": self.change,
            "color": palette.TEXT,
            "align": "center",
            "baseline": "bottom",
            "dy": -4,
        }
        return [
            {"data": rows, "mark": rule, "encoding": {"x": x}},
            {"data": rows, "mark": words, "encoding": {"x": x, "y": {"value": 0}}},
        ]


def interrupted_line(
    title: str,
    months: Sequence[date],
    values: Sequence[float | None],
    found: Interrupted,
    change: str,
    *,
    is_share: bool = False,
) -> InterruptedLine:
    """The picture of a fitted series, with the sentence that its effects support. `change` says what happened."""
    model = ModelLines(found.fitted, found.counterfactual, found.used, found.changed_at)
    sentence = sentence_of(found, is_share=is_share)
    return InterruptedLine(title, sentence, tuple(months), tuple(values), model, change, is_share)


def sentence_of(found: Interrupted, *, is_share: bool = False) -> str:
    """What may be said of the effects within the series: how large, and whether none is among the possible."""
    said = [
        f"After {one.months} months it is {_amount(abs(one.difference), is_share)} {_way(one.difference)} than had "
        f"nothing changed (difference {_amount(one.lower, is_share)} to {_amount(one.upper, is_share)}, "
        f"{found.level:.0%} interval)"
        + (": no change is among what is possible." if one.lower <= 0 <= one.upper else ".")
        for one in found.effects
        if not one.is_beyond
    ]
    return " ".join(said) or "The series does not reach as far as an effect was asked for."


def _way(difference: float) -> str:
    return "higher" if difference >= 0 else "lower"


def _amount(number: float, is_share: bool) -> str:
    return f"{number * 100:.1f} percentage points" if is_share else f"{number:,.3g}"
