"""The line of a measure as a picture and as a monthly series: the same for a page, a publication and an evaluation."""

from collections.abc import Sequence

from clearway.evaluation import MonthlySeries, monthly_series
from clearway.measures.catalogue import Measure
from clearway.measures.comparison import Line
from clearway.measures.months import last_day, month_of
from clearway.measures.values import MeasureValue
from clearway.publications.charts import Annotation, ControlChartPicture, ControlPoint

SHARE = 100
"""What a share is multiplied by for people."""

OVERLAPS = "Each point shares most of its people with its neighbours, so no limits of chance are drawn."


def line_picture(
    line: Line, measure: Measure, sentence: str, settings: str = "", annotations: tuple[Annotation, ...] = ()
) -> ControlChartPicture:
    """The control chart of a line as data, from its first known point to its last. `settings` stand below it."""
    is_share = measure.unit.key == "percent"
    points = tuple(_point(line, place, measure) for place in range(len(line.points)))
    known = [place for place, one in enumerate(line.points) if one.value is not None]
    place = f"{line.area_name}: {line.group}" if line.group else line.area_name
    return ControlChartPicture(
        title=f"{measure.name}, {place}",
        sentence=sentence,
        points=points[known[0] : known[-1] + 1],
        settings=OVERLAPS if line.overlaps else settings or f"Limits: {line.chart.method}.",
        annotations=annotations,
        is_share=is_share,
        unit="" if is_share else measure.unit.title,
    )


def _point(line: Line, place: int, measure: Measure) -> ControlPoint:
    point = line.points[place]
    scale = 1 if measure.unit.key == "percent" else measure.unit.shown
    limits = line.limits(place)
    lower, mean, upper = (one * scale for one in limits) if limits else (None, None, None)
    value = None if point.value is None or point.value.value is None else point.value.value * scale
    target = None if line.target is None else line.target * scale
    return ControlPoint(point.period_end, value, mean, lower, upper, point.kind, point.phase, target)


def values_on(line: Line) -> list[MeasureValue]:
    """The values of a line in order of time."""
    return [point.value for point in line.points if point.value is not None]


def monthly_series_of(line: Line, measure: Measure) -> MonthlySeries | None:
    """The line as a series of months; None where its values are not of single months."""
    values = values_on(line)
    if not values or not all(map(is_of_a_month, values)):
        return None
    months = [month_of(value.period_end) for value in values]
    if measure.unit.shown == SHARE:
        if all(map(has_counts, values)):
            within, people = ([getattr(one, name) for one in values] for name in ("numerator", "denominator"))
            return monthly_series(measure.name, months, within, of=people, kind="share")
        return monthly_series(measure.name, months, [one.value for one in values], is_share=True)
    shown: Sequence[float | None] = [None if one.value is None else one.value * measure.unit.shown for one in values]
    return monthly_series(measure.name, months, shown, unit=measure.unit.title)


def is_of_a_month(value: MeasureValue) -> bool:
    """Whether a value is of one whole month."""
    month = month_of(value.period_end)
    return month == month_of(value.period_start) and value.period_end == last_day(month) and value.period_start.day == 1


def has_counts(value: MeasureValue) -> bool:
    """Whether a share has the counts that it is made of; a month without a share needs none."""
    if value.value is None:
        return True
    return value.numerator is not None and bool(value.denominator) and value.numerator <= (value.denominator or 0)
