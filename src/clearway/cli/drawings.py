"""Writing a chart to a file that somebody named."""

from pathlib import Path
from typing import TYPE_CHECKING

from clearway.cli.answers import say

if TYPE_CHECKING:
    from clearway.publications.charts import Chart


def write_drawing(chart: "Chart", path: Path) -> None:
    """Draw a chart as SVG. Raises Refused where what draws is not installed."""
    from clearway.publications.charts import DrawingBoard
    from clearway.records.findings import Refused

    drawing = DrawingBoard().draw(chart)
    if not drawing.wide:
        raise Refused(
            "The chart could not be drawn.",
            "Install Clearway with its site part, which has what draws.",
            code="NOT_DRAWN",
        )
    path.write_text(drawing.wide, encoding="utf-8")
    say(f"Drew {path}.")
