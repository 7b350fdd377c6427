"""Charts as data until the last moment, then SVG: the same rows as the table beside them."""

from clearway.publications.charts.chart import Chart, Goal, Width
from clearway.publications.charts.drawing import Drawing, DrawingBoard
from clearway.publications.charts.interval_dots import IntervalDots, PlacePoint
from clearway.publications.charts.monthly_line import MonthlyLine, MonthPoint
from clearway.publications.charts.sparkline import sparkline
from clearway.publications.charts.wait_bands import Band, WaitBands

__all__ = [
    "Band",
    "Chart",
    "Drawing",
    "DrawingBoard",
    "Goal",
    "IntervalDots",
    "MonthPoint",
    "MonthlyLine",
    "PlacePoint",
    "WaitBands",
    "Width",
    "sparkline",
]
