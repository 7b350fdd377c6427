"""The values of measures that a return asks for: of its month, from what the store publishes to the public.

A value is taken whose period holds the month. A measure that is published for longer than a month (a quarter, a year)
gives its newest; where it comes from says of which period it is.
"""

from collections.abc import Mapping
from datetime import date

from clearway.measures.catalogue import Measure
from clearway.measures.values import Asked, Ground, MeasureValue, values_of
from clearway.publications.returns.filling import Found
from clearway.publications.returns.marking import MarkedCell
from clearway.records.findings import Refused
from clearway.records.observations import AREA_TYPES

LONGER_THAN_A_MONTH = 45
"""Days from which a period is longer than a month."""


def measured(ground: Ground, catalogue: Mapping[str, Measure], cell: MarkedCell, until: date, alliance: str) -> Found:
    """The value that a cell asks for, up to the last day of a month; without a place, of the alliance itself."""
    measure = catalogue.get(cell.measure or "")
    if measure is None:
        return Found(None, missing=f"The catalogue has no measure {cell.measure}.")
    if cell.level not in AREA_TYPES:
        return Found(None, missing=f"There is no kind of place {cell.level}.")
    place = cell.place or (alliance if cell.level == "alliance" else "")
    asked = Asked(area_type=cell.level, areas=(place,) if place else (), last=until)
    try:
        found = values_of(ground, measure, asked)
    except Refused as refusal:
        return Found(None, missing=refusal.reason)
    values = [one for one in found.values if not one.group and one.period_end <= until]
    where = f"{cell.level} {place}".strip()
    if len({one.area for one in values}) > 1:
        return Found(None, missing=f"Several places are of the kind {cell.level}: the mark must name one.")
    newest = max(values, key=lambda one: one.period_end, default=None)
    if newest is None:
        return Found(None, missing=f"No value of {measure.id} for {where} up to {until:%B %Y} is in this store.")
    return _part(newest, cell.part or "value", until, f"{measure.id} of {newest.area_name or where}")


def _part(one: MeasureValue, part: str, until: date, named: str) -> Found:
    is_long = (one.period_end - one.period_start).days > LONGER_THAN_A_MONTH
    if not is_long and (one.period_end.year, one.period_end.month) != (until.year, until.month):
        return Found(None, missing=f"The newest value of {named} is of {one.period_end:%B %Y}, not of {until:%B %Y}.")
    period = f"{one.period_start:%B %Y} to {one.period_end:%B %Y}" if is_long else f"{one.period_end:%B %Y}"
    marks = "".join(
        words
        for holds, words in ((one.release == "provisional", ", provisional"), (one.is_synthetic, ", synthetic"))
        if holds
    )
    came_from = f"{named}, {period}, {one.basis}{marks}"
    value = period if part == "period" else getattr(one, part)
    missing = "" if value is not None else one.note or f"{named} has no {part.replace('_', ' ')}."
    return Found(value, came_from, missing)
