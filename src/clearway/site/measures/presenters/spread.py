"""How far apart places lie beyond chance, and whether that is less than a year before."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

import numpy as np

from clearway.measures.comparison import NOT_PLACES
from clearway.measures.values import MeasureValue
from clearway.site.measures.subject import Subject
from clearway.site.measures.words import period
from clearway.stats.spread import Spread, is_variation_shrinking, spread_between

YEAR = timedelta(days=365)


def spread_words(subject: Subject, values: Sequence[MeasureValue], units: str) -> Sequence[str]:
    """How far apart the places lie beyond chance, and whether that is less than a year before."""
    end = values[0].period_end
    areas = {one.area for one in values}
    now = _spread_on(subject, areas, end)
    if now is None:
        return ("How far apart they lie beyond chance is worked out for shares with counts alone.",)
    if np.isnan(now.deviation):
        return (f"How far apart they lie beyond chance cannot be said: {now.note}.",)
    low, high = f"{now.tenth:.1%}", f"{now.ninetieth:.1%}"
    held = (
        f"Between {now.units} {units}, chance taken away, eight of ten would lie between {low} and {high}. "
        f"The higher of these is {now.ratio:.2f} times the lower (95% limits {now.ratio_lower:.2f} to "
        f"{now.ratio_upper:.2f})."
    )
    before = max((one for one in _ends(subject) if one <= end - YEAR), default=None)
    earlier = _spread_on(subject, areas, before) if before else None
    if earlier is None or before is None or np.isnan(earlier.deviation):
        return (held, "No period a year before is held, so nothing can be said of a change of the spread.")
    change = is_variation_shrinking(earlier, now)
    when = period(before.replace(day=1), before) if subject.measure.periodicity == "monthly" else f"{before:%Y}"
    return (
        held,
        f"Compared with {when} the spread shows: {change.words} (change of the standard deviation on the logit scale "
        f"{change.change:+.2f}, 95% limits {change.lower:+.2f} to {change.upper:+.2f}).",
    )


def _ends(subject: Subject) -> set[date]:
    return {point.period_end for line in subject.told.lines for point in line.points if point.value is not None}


def _spread_on(subject: Subject, areas: Collection[str], end: date | None) -> Spread | None:
    counted = [
        point.value
        for line in subject.told.lines
        if line.group == subject.line.group and line.area in areas and line.area not in NOT_PLACES
        for point in line.points
        if point.period_end == end and point.value is not None and point.value.denominator
    ]
    if subject.measure.unit.key != "percent" or not counted:
        return None
    return spread_between([one.numerator or 0.0 for one in counted], [one.denominator or 0.0 for one in counted])
