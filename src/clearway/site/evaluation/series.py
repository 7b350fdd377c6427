"""The line of a measure as a monthly series, and the other places together as its control."""

from collections.abc import Sequence

from clearway.evaluation import MonthlySeries, monthly_series
from clearway.measures.comparison import NOT_PLACES, Line
from clearway.measures.months import last_day, month_of
from clearway.measures.values import MeasureValue
from clearway.site.measures.subject import Subject

SHARE = 100
"""What a share is multiplied by for people."""


def series_of(subject: Subject) -> MonthlySeries | None:
    """The line that a page is about; None where its values are not of single months."""
    values = _values(subject.line)
    if not values or not all(map(_is_month, values)):
        return None
    measure = subject.measure
    months = [month_of(value.period_end) for value in values]
    if measure.unit.shown == SHARE:
        if all(map(_has_counts, values)):
            within, people = ([getattr(one, name) for one in values] for name in ("numerator", "denominator"))
            return monthly_series(measure.name, months, within, of=people, kind="share")
        return monthly_series(measure.name, months, [one.value for one in values], is_share=True)
    shown = [None if one.value is None else one.value * measure.unit.shown for one in values]
    return monthly_series(measure.name, months, shown, unit=measure.unit.title)


def others_of(subject: Subject, series: MonthlySeries) -> tuple[MonthlySeries | None, int]:
    """The other places that have every month of a series of counts, together; and how many they are."""
    if series.of is None:
        return None, 0
    wanted = {month for month, size in zip(series.months, series.size, strict=True) if size > 0}
    parts = [
        {month_of(value.period_end): value for value in _values(line) if _is_month(value) and _has_counts(value)}
        for line in subject.told.lines
        if line.area != subject.area and line.group == subject.line.group and line.area not in NOT_PLACES
    ]
    whole = [part for part in parts if wanted <= set(part)]
    if not whole:
        return None, 0
    months = sorted(wanted)
    within, people = (
        [sum(getattr(part[month], name) for part in whole) for month in months] for name in ("numerator", "denominator")
    )
    return monthly_series("others", months, within, of=people, kind="share"), len(whole)


def values_of(subject: Subject) -> Sequence[MeasureValue]:
    """The values of the line, for notes on their source and age."""
    return _values(subject.line)


def _values(line: Line) -> list[MeasureValue]:
    return [point.value for point in line.points if point.value is not None]


def _is_month(value: MeasureValue) -> bool:
    month = month_of(value.period_end)
    return month == month_of(value.period_start) and value.period_end == last_day(month) and value.period_start.day == 1


def _has_counts(value: MeasureValue) -> bool:
    if value.value is None:
        return True
    return value.numerator is not None and bool(value.denominator) and value.numerator <= (value.denominator or 0)
