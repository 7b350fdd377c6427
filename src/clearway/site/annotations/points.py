"""The periods that a measure's line has in this store, area by area: where a new phase may begin."""

from datetime import date

from clearway.measures.catalogue import Measure
from clearway.measures.values import AREA_TYPES, Asked, MeasureValue, values_of
from clearway.records.findings import Refused
from clearway.site.measures.figures import ground

BROADEST_FIRST = AREA_TYPES


def points_of(measure: Measure, area: str) -> tuple[date, ...]:
    """The ends of the periods for which an area has a value, in order of time; empty where this store holds none."""
    try:
        with ground() as held:
            for area_type in BROADEST_FIRST:
                found = values_of(held, measure, Asked(area_type=area_type, areas=(area,))).values
                if ends := sorted({one.period_end for one in found if one.area == area and one.value is not None}):
                    return tuple(ends)
    except Refused as refusal:
        if refusal.code != "ANALYTICAL-EMPTY":
            raise
    return ()


def newest_values(measure: Measure) -> tuple[MeasureValue, ...]:
    """The newest values of a measure at the first kind of area that has any, for a preview; empty where none has."""
    try:
        with ground() as held:
            for area_type in BROADEST_FIRST:
                found = values_of(held, measure, Asked(area_type=area_type)).values
                newest = max((one.period_end for one in found), default=None)
                if newest:
                    return tuple(one for one in found if one.period_end == newest)
    except Refused as refusal:
        if refusal.code != "ANALYTICAL-EMPTY":
            raise
    return ()
