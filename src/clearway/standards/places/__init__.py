"""Places: areas at every level with codes of every year, their people and their deprivation, each with its source."""

from clearway.standards.places.area import ENGLAND, Area, ChangeKind, CodeChange, Level, Part
from clearway.standards.places.reference import Places, load_places, places_with

__all__ = [
    "ENGLAND",
    "Area",
    "ChangeKind",
    "CodeChange",
    "Level",
    "Part",
    "Places",
    "load_places",
    "places_with",
]
