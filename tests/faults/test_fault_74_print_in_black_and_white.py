"""Fault 74: printed in black and white, a chart keeps its meaning: shape, dash, fill and words say it too."""

from datetime import date
from decimal import Decimal

from clearway.publications.charts import (
    Band,
    DrawingBoard,
    Goal,
    IntervalDots,
    MonthlyLine,
    MonthPoint,
    PlacePoint,
    WaitBands,
    Width,
    palette,
)


def grey(colour: str) -> float:
    """The contrast to white is all that is left of a colour in black and white."""
    return palette.contrast(colour, "#ffffff")


def test_fault_74_standard_ambition_and_line_differ_in_dash_and_carry_their_words() -> None:
    standard, ambition = Goal("Standard 85%", 0.85), Goal("Ambition 75%", 0.75, is_ambition=True)
    assert standard.dash != ambition.dash
    point = MonthPoint(date(2025, 3, 1), 0.7, 0.6, 0.8)
    picture = DrawingBoard().draw(MonthlyLine("t", "s", (point,), (standard, ambition))).wide
    assert "Standard 85%" in picture
    assert "Ambition 75%" in picture


def test_fault_74_met_and_not_met_differ_in_shape_not_in_colour_alone() -> None:
    places = (PlacePoint("a", 0.9, 0.8, 0.95), PlacePoint("b", 0.7, 0.6, 0.8))
    layers = IntervalDots("t", "s", places, (Goal("g", 0.85),)).spec(Width.WIDE)["layer"]
    shapes = [layer["encoding"]["shape"]["scale"]["range"] for layer in layers if "shape" in layer.get("encoding", {})]
    assert shapes == [["circle", "diamond"]]


def test_fault_74_bars_within_and_beyond_the_limit_differ_in_grey() -> None:
    assert abs(grey(palette.WITHIN) - grey(palette.BEYOND)) > 3
    bands = (Band("to 62 days", Decimal(1), False), Band("63 days and over", Decimal(1), True))
    assert "63 days and over" in DrawingBoard().draw(WaitBands("t", "s", bands)).wide


def test_fault_74_a_provisional_month_is_hollow() -> None:
    point = MonthPoint(date(2025, 3, 1), 0.7, 0.6, 0.8, is_provisional=True)
    assert (
        f'fill="{palette.BACKGROUND}"' in DrawingBoard().draw(MonthlyLine("t", "s", (point,))).wide.split("</desc>")[1]
    )
