"""Charts as data until the last moment, then SVG: the same rows as the table beside them."""

from clearway.publications.charts.annotation import Annotation
from clearway.publications.charts.chart import Chart, Goal, Width
from clearway.publications.charts.control_chart import ControlChartPicture, ControlPoint
from clearway.publications.charts.drawing import Drawing, DrawingBoard
from clearway.publications.charts.funnel import FunnelChart, FunnelPoint, funnel_chart
from clearway.publications.charts.gradient import Gradient, GroupPoint, gradient_chart
from clearway.publications.charts.icons import assurance_icon, variation_icon
from clearway.publications.charts.interrupted_line import InterruptedLine, interrupted_line
from clearway.publications.charts.interval_dots import IntervalDots, PlacePoint
from clearway.publications.charts.monthly_line import MonthlyLine, MonthPoint
from clearway.publications.charts.sparkline import sparkline
from clearway.publications.charts.wait_bands import Band, WaitBands

__all__ = [
    "Annotation",
    "Band",
    "Chart",
    "ControlChartPicture",
    "ControlPoint",
    "Drawing",
    "DrawingBoard",
    "FunnelChart",
    "FunnelPoint",
    "Goal",
    "Gradient",
    "GroupPoint",
    "InterruptedLine",
    "IntervalDots",
    "MonthPoint",
    "MonthlyLine",
    "PlacePoint",
    "WaitBands",
    "Width",
    "assurance_icon",
    "funnel_chart",
    "gradient_chart",
    "interrupted_line",
    "sparkline",
    "variation_icon",
]
