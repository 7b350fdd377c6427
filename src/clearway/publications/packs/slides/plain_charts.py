"""A chart of ours as what slides know: named rows of numbers over categories, as lines or as bars."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from clearway.measures.months import first_day, month_of, months_between
from clearway.publications.charts import (
    Chart,
    ControlChartPicture,
    ControlPoint,
    IntervalDots,
    MonthlyLine,
    WaitBands,
    palette,
)
from clearway.publications.charts.control_chart import SIGNS

Numbers = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of numbers. A dash is a dashed line without marks: a limit or a goal. `kinds` sets points apart."""

    name: str
    numbers: Numbers
    colour: str
    is_dashed: bool = False
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlainChart:
    """Rows over categories. `spread` has how far the limits lie below and above each number of the first row."""

    categories: tuple[str, ...]
    rows: tuple[Row, ...]
    is_share: bool
    is_bars: bool = False
    spread: tuple[Numbers, Numbers] | None = None


def plain_chart(chart: Chart) -> PlainChart | None:
    """The chart as rows of numbers; None for a kind that slides have no chart for."""
    made = MADE.get(type(chart))
    return made(chart) if made else None


def _monthly(chart: MonthlyLine) -> PlainChart:
    """Every month from the first to the last, those without a value as gaps."""
    held = {month_of(point.month): point for point in chart.points}
    months = months_between(min(held), max(held)) if held else ()
    points = [held.get(month) for month in months]

    def numbers(name: str) -> Numbers:
        return tuple(None if point is None else getattr(point, name) for point in points)

    goals = (Row(goal.words, (goal.share,) * len(months), goal.colour, is_dashed=True) for goal in chart.goals)
    rows = (
        Row("Share", numbers("share"), palette.LINE),
        Row("Lower 95% limit", numbers("lower"), palette.BAND_EDGE, is_dashed=True),
        Row("Upper 95% limit", numbers("upper"), palette.BAND_EDGE, is_dashed=True),
        *goals,
    )
    return PlainChart(tuple(f"{first_day(month):%b %Y}" for month in months), rows, is_share=True)


def _control(chart: ControlChartPicture) -> PlainChart:
    points = chart.points
    is_monthly = len({month_of(point.day) for point in points}) == len(points)
    names = tuple(f"{point.day:%b %Y}" if is_monthly else f"{point.day.day} {point.day:%b %Y}" for point in points)
    rows = [
        Row("Value", _of(points, "value"), palette.COMMON, kinds=tuple(SIGNS[point.kind].words for point in points)),
        Row("Mean", _of(points, "mean"), palette.OUTLINE, is_dashed=True),
        Row("Lower limit", _of(points, "lower"), palette.BAND_EDGE, is_dashed=True),
        Row("Upper limit", _of(points, "upper"), palette.BAND_EDGE, is_dashed=True),
    ]
    if any(point.target is not None for point in points):
        rows.append(Row("Target", _of(points, "target"), palette.STANDARD, is_dashed=True))
    return PlainChart(names, tuple(rows), chart.is_share)


def _of(points: Sequence[ControlPoint], name: str) -> Numbers:
    return tuple(getattr(point, name) for point in points)


def _dots(chart: IntervalDots) -> PlainChart:
    """Bars from the bottom up, so that the first place stands on top; goals are said in the names of the rows."""
    points = chart.points[::-1]
    below, above = zip(
        *(
            (None, None) if point.share is None else (_gap(point.share, point.lower), _gap(point.share, point.upper))
            for point in points
        ),
        strict=True,
    ) if points else ((), ())  # fmt: skip
    row = Row("Share, with its 95% interval", tuple(point.share for point in points), palette.WITHIN)
    names = tuple(point.short_name or point.name for point in points)
    return PlainChart(names, (row,), is_share=True, is_bars=True, spread=(below, above))


def _gap(share: float, limit: float | None) -> float | None:
    return None if limit is None else abs(share - limit)


def _bands(chart: WaitBands) -> PlainChart:
    bands = chart.bands[::-1]
    people = Row("People", tuple(float(band.people) for band in bands), palette.WITHIN)
    return PlainChart(tuple(band.words for band in bands), (people,), is_share=False, is_bars=True)


MADE: dict[type, Callable[[Any], PlainChart]] = {
    MonthlyLine: _monthly,
    ControlChartPicture: _control,
    IntervalDots: _dots,
    WaitBands: _bands,
}
"""The kinds of chart that slides draw themselves. Others stand in the PDF, and the slide says so."""
