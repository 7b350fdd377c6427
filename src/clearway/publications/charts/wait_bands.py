"""How long people waited, or are waiting: people in each band of days, the bands beyond the limit set apart."""

from dataclasses import dataclass
from decimal import Decimal

from clearway.publications.charts import palette
from clearway.publications.charts.chart import NAME_AXIS, Spec, Width, framed

ROW_HEIGHT = 34
MARGIN = 16
ROOM_FOR_NUMBERS = {Width.WIDE: 1.18, Width.NARROW: 1.4}
WITHIN, BEYOND = "within", "beyond"


@dataclass(frozen=True, slots=True)
class Band:
    """People in one band of days. `is_beyond` says that the band lies past the limit."""

    words: str
    people: Decimal
    is_beyond: bool


@dataclass(frozen=True, slots=True)
class WaitBands:
    """Bands from the shortest wait to the longest, one bar each, with the number of people at its end."""

    title: str
    sentence: str
    bands: tuple[Band, ...]

    def spec(self, width: Width) -> Spec:
        """Bars with their numbers. Bars beyond the limit are darker, and their words say so."""
        rows = [
            {
                "words": band.words,
                "people": float(band.people),
                "shown": f"{band.people.normalize():,f}",
                "place": BEYOND if band.is_beyond else WITHIN,
            }
            for band in self.bands
        ]
        most = max((float(band.people) for band in self.bands), default=1.0) or 1.0
        y = {
            "field": "words",
            "type": "nominal",
            "sort": None,
            "scale": {"domain": [band.words for band in self.bands]},
            "axis": {**NAME_AXIS, "labelLimit": 220},
        }
        x = {
            "field": "people",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [0, most * ROOM_FOR_NUMBERS[width]]},
        }
        fill = {
            "field": "place",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": [WITHIN, BEYOND], "range": [palette.WITHIN, palette.BEYOND]},
        }
        bar = {"type": "bar", "stroke": palette.OUTLINE, "strokeWidth": 1, "height": {"band": 0.7}}
        words = {"type": "text", "align": "left", "dx": 5}
        layers: list[Spec] = [
            {"mark": bar, "encoding": {"x": x, "y": y, "fill": fill}},
            {"mark": words, "encoding": {"x": x, "y": y, "text": {"field": "shown"}}},
        ]
        layers = [{**layer, "data": {"values": rows}} for layer in layers]
        return framed(width, MARGIN + ROW_HEIGHT * max(len(rows), 1), layers)
