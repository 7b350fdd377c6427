"""The values of the catalogue's measures, each with its limits, source, age and method."""

from clearway.measures.values.found import FoundIn, Ground, values_of
from clearway.measures.values.shadow import Lacking, Shadow
from clearway.measures.values.shadows import group_shadow, shadowed, values_with_shadows, with_group_shadows
from clearway.measures.values.value import GROUPS, PARTS, Asked, MeasureValue
from clearway.measures.values.waiting import CountWaiting, WaitingCount
from clearway.records.observations import AREA_TYPES

__all__ = [
    "AREA_TYPES",
    "GROUPS",
    "PARTS",
    "Asked",
    "CountWaiting",
    "FoundIn",
    "Ground",
    "Lacking",
    "MeasureValue",
    "Shadow",
    "WaitingCount",
    "group_shadow",
    "shadowed",
    "values_of",
    "values_with_shadows",
    "with_group_shadows",
]
