"""The line of a measure as a monthly series, and the other places together as its control."""

from collections.abc import Sequence

from clearway.evaluation import MonthlySeries, monthly_series
from clearway.measures.comparison import NOT_PLACES
from clearway.measures.months import month_of
from clearway.measures.values import MeasureValue
from clearway.publications.measure_line import has_counts, is_of_a_month, monthly_series_of, values_on
from clearway.site.measures.subject import Subject


def series_of(subject: Subject) -> MonthlySeries | None:
    """The line that a page is about; None where its values are not of single months."""
    return monthly_series_of(subject.line, subject.measure)


def others_of(subject: Subject, series: MonthlySeries) -> tuple[MonthlySeries | None, int]:
    """The other places that have every month of a series of counts, together; and how many they are."""
    if series.of is None:
        return None, 0
    wanted = {month for month, size in zip(series.months, series.size, strict=True) if size > 0}
    parts = [
        {month_of(value.period_end): value for value in values_on(line) if is_of_a_month(value) and has_counts(value)}
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
    return values_on(subject.line)
